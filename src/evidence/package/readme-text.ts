import { neverProven, statements } from '../statements.js';

/** `README.txt`: how to check a package without any program of ours. */
export function readmeText(fingerprint: string, hasStamp: boolean): string {
  const limits = [...neverProven, 'key-not-compared', 'device-clock'] as const;
  const list = (language: 'en' | 'zh'): string =>
    limits.map((limit) => `- ${statements[limit][language]}`).join('\n');
  const stampEn = `
4. The time stamp (needs the certificate of the authority, from the authority):
   openssl ts -verify -data signature/SHA256SUMS.sig -in timestamp.tsr -CAfile authority.pem
   openssl dgst -sha256 -verify signature/public-key.pem -signature signature/timestamp.sig timestamp.tsr
`;
  const stampZh = `
4. 核验时间戳（机构证书请向时间戳机构索取）：
   openssl ts -verify -data signature/SHA256SUMS.sig -in timestamp.tsr -CAfile authority.pem
   openssl dgst -sha256 -verify signature/public-key.pem -signature signature/timestamp.sig timestamp.tsr
`;
  return `EVIDENCE PACKAGE, made with Seam (辨真)
Open report.html to read it. 中文说明在下方。

HOW TO CHECK THIS PACKAGE
Unpack it, open a terminal in the folder and run what follows. (On a Mac without sha256sum write
shasum -a 256 in its place. On Windows the terminal "Git Bash" of Git for Windows knows the commands.)

1. The signature:
   openssl dgst -sha256 -verify signature/public-key.pem -signature signature/SHA256SUMS.sig SHA256SUMS
   must say: Verified OK
2. The files:
   sha256sum -c SHA256SUMS
   must say OK for every file. A file that SHA256SUMS does not list is no part of the evidence,
   except SHA256SUMS itself${hasStamp ? ', timestamp.tsr, signature/timestamp.sig' : ''} and signature/SHA256SUMS.sig.
3. The key:
   openssl pkey -pubin -in signature/public-key.pem -outform DER | sha256sum
   must be: ${fingerprint}
   Compare it with what the sender tells you in another way (telephone, letter), not only with this text.
${hasStamp ? stampEn : ''}
Without a terminal: seam-verifier.html, a page of Seam that works offline, checks all of this and the zip
itself. Take it from where Seam is published, not from the sender of this package.

log.jsonl is a chain: each line holds, as "previous", the SHA-256 of the line before it
(without its line break). The last one is named in datapackage.json.

WHAT THIS DOES NOT PROVE
${list('en')}

如何核验本证据包
解压后，在该文件夹中打开终端并依次运行以下命令。（Mac 上若没有 sha256sum，请改用 shasum -a 256；
Windows 上可使用 Git for Windows 自带的 Git Bash 终端。）

1. 核验签名：
   openssl dgst -sha256 -verify signature/public-key.pem -signature signature/SHA256SUMS.sig SHA256SUMS
   应显示：Verified OK
2. 核验文件：
   sha256sum -c SHA256SUMS
   每个文件都应显示 OK。SHA256SUMS 未列出的文件不属于证据
   （SHA256SUMS 本身${hasStamp ? '、timestamp.tsr、signature/timestamp.sig' : ''}和 signature/SHA256SUMS.sig 除外）。
3. 核验密钥：
   openssl pkey -pubin -in signature/public-key.pem -outform DER | sha256sum
   应为：${fingerprint}
   请通过其他途径（电话、信函）向发送人核对，不要只看本文。
${hasStamp ? stampZh : ''}
不便使用终端时：辨真的离线页面 seam-verifier.html 可核验以上各项以及 zip 文件本身。
请从辨真的发布处获取，不要使用发送人提供的副本。

log.jsonl 为链式日志：每一行的 "previous" 是上一行（不含换行符）的 SHA-256，最后一行的值写在 datapackage.json 中。

本证据包不能证明的事项
${list('zh')}
`;
}
