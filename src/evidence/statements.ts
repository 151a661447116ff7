/**
 * What a package proves and what it does not, in words for a reader who does not know us. The
 * README, the report, the command and the pages (`verify_statement_*`) say the same sentences.
 * Promise only "unchanged since this installation signed it" (threats.md T25).
 */
export const statements = {
  'unchanged-since-signed': {
    en: 'Every file is exactly as it was when the key named below signed the package.',
    zh: '每个文件都与下列密钥签名时完全一致。',
  },
  'log-complete': {
    en: 'The capture log has no gap, no other order and no missing end; every frozen file is named in it.',
    zh: '采集日志没有缺口，顺序未变，末尾完整；每个封存文件都在日志中有记录。',
  },
  'expected-key': {
    en: 'The signing key is the one you named.',
    zh: '签名密钥与你指定的密钥一致。',
  },
  'existed-by': {
    en: 'The package existed at the time that the time-stamp authority states.',
    zh: '时间戳机构证明：该证据包在所示时间已经存在。',
  },
  'who-signed': {
    en: 'Who signed. The key was made by the extension itself; it names an installation, not a person.',
    zh: '不能证明签名人是谁。密钥由扩展自行生成，只对应一个安装，不对应某个人。',
  },
  'key-not-compared': {
    en: 'That the package comes from a certain installation: no key fingerprint was given to compare. Somebody with another key could have made a package of his own.',
    zh: '未提供密钥指纹进行比对，不能证明来自某一特定安装；他人可以用另一把密钥制作另一个证据包。',
  },
  'page-genuine': {
    en: 'That the page showed what the platform sent. A page or a screen can be changed before it is captured.',
    zh: '不能证明页面显示的就是平台发送的内容。页面或屏幕在采集之前可能已被改动。',
  },
  'device-clock': {
    en: 'When it was captured, beyond the word of the clock of the device.',
    zh: '除设备时钟外，不能证明采集时间。',
  },
  'detector-right': {
    en: 'That the picture is altered. A score of the detector is a ground for suspicion, not a proof.',
    zh: '不能证明画面被改动。检测分数只是怀疑的依据，不是证明。',
  },
  'stamp-not-checked': {
    en: 'The time stamp: no authority that you trust was given to check it against.',
    zh: '时间戳未核验：未提供你信任的时间戳机构证书。',
  },
  'stamp-untrusted': {
    en: 'The time stamp: none of the authorities that you gave issued it.',
    zh: '时间戳不能证明：并非由你提供证书的机构签发。',
  },
  'clock-moved': {
    en: 'The order in time of some records: the clock of the device moved while they were taken.',
    zh: '部分记录的先后时间不能证明：采集期间设备时钟发生了变动。',
  },
  'zip-remade': {
    en: 'The zip itself: it is not the one that was sealed, and what it holds beside these files was not checked.',
    zh: '不能证明 zip 文件本身：它不是封存时的那一个，其中除这些文件以外的内容未经核验。',
  },
  'case-unsigned': {
    en: 'The case file, the tables and the notes, and that no package was left out: nobody signed them.',
    zh: '案件文件、表格和备注未经签名，不能证明；也不能证明没有遗漏证据包。',
  },
  'files-withheld': {
    en: 'The content of files that the log names but the package withholds.',
    zh: '日志中列出但未放入本包的文件，其内容不能证明。',
  },
} as const;

export type Statement = keyof typeof statements;

/** True of every package, whatever its checks say. */
export const neverProven = [
  'who-signed',
  'page-genuine',
  'detector-right',
] as const satisfies Statement[];
