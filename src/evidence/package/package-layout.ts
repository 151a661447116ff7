import { canonicalJson, type Json } from '../canonical-json.js';
import { sha256Hex, toBase64, utf8, type Bytes } from '../bytes.js';
import type { PackageFiles } from './package-zip.js';
import type { Signer } from '../log/signing-key.js';
import type { LogHead } from '../log/capture-log.js';

/** Names of the files that every package has. Writer and verifier share this page. */
export const layout = {
  dataPackage: 'datapackage.json',
  digest: 'datapackage-digest.json',
  sums: 'SHA256SUMS',
  sumsSignature: 'signature/SHA256SUMS.sig',
  publicKey: 'signature/public-key.pem',
  timeStamp: 'timestamp.tsr',
  timeStampSignature: 'signature/timestamp.sig',
  report: 'report.json',
  reportPage: 'report.html',
  readme: 'README.txt',
  annotations: 'annotations.jsonl',
  pages: 'pages/pages.jsonl',
  log: 'log.jsonl',
  pageMeta: 'page/meta.json',
} as const;

/** Files that cannot be in `SHA256SUMS`, because they are made after it. */
export const afterSums: ReadonlySet<string> = new Set([
  layout.sums,
  layout.sumsSignature,
  layout.timeStamp,
  layout.timeStampSignature,
]);
/** Files that `datapackage.json` cannot list: itself, and what is made after it. */
export const afterDataPackage: ReadonlySet<string> = new Set([
  ...afterSums,
  layout.dataPackage,
  layout.digest,
]);

export interface DataPackageFacts {
  readonly caseId: string;
  readonly key: string;
  readonly created: string;
  readonly software: string;
  readonly log: LogHead & { readonly signature: string };
  readonly timeStamp: 'rfc3161' | null;
  /** Files that the log names and the package does not hold. */
  readonly withheld: readonly string[];
  /** Why, where it was not the person's choice. Left out where it was for all of them. */
  readonly withheldWhy?: Readonly<Record<string, WithheldWhy>>;
}

/** `not-kept`: deleted by the person, or lost by the browser. `names-reader`: frozen before such parts were left out. */
export const withheldWhys = ['not-kept', 'names-reader'] as const;
export type WithheldWhy = (typeof withheldWhys)[number];

/**
 * `datapackage.json` in the manner of WACZ 1.1.1: `resources` with hash and length of every file.
 * It is no WACZ: there is no WARC in it.
 */
export async function dataPackageText(
  facts: DataPackageFacts,
  files: PackageFiles,
): Promise<string> {
  const listed = [...files].filter(([path]) => !afterDataPackage.has(path));
  const resources = await Promise.all(
    listed.map(async ([path, bytes]) => ({
      name: path,
      path,
      hash: `sha256:${await sha256Hex(bytes)}`,
      bytes: bytes.length,
    })),
  );
  resources.sort((a, b) => (a.path < b.path ? -1 : 1));
  const { caseId, created, software, ...seam } = facts;
  return canonicalJson({
    profile: 'data-package',
    name: `seam-evidence-${caseId}`,
    created,
    software,
    seam: { version: 1, caseId, ...seam },
    resources,
  });
}

/** `datapackage-digest.json` in the manner of wacz-auth 0.1.0, anonymous form; the signature is DER. */
export async function digestText(
  dataPackage: Bytes,
  signature: Bytes,
  spki: Bytes,
  facts: DataPackageFacts,
): Promise<string> {
  const hash = `sha256:${await sha256Hex(dataPackage)}`;
  const digest: Json = {
    path: layout.dataPackage,
    hash,
    signedData: {
      hash,
      signature: toBase64(signature),
      publicKey: toBase64(spki),
      created: facts.created,
      software: facts.software,
    },
  };
  return canonicalJson(digest);
}

/** `SHA256SUMS` as `sha256sum -c` reads it, in the order of the paths. */
export async function sumsText(files: PackageFiles): Promise<string> {
  const listed = [...files].filter(([path]) => !afterSums.has(path));
  const lines = await Promise.all(
    listed.map(async ([path, bytes]) => ({ path, line: `${await sha256Hex(bytes)}  ${path}\n` })),
  );
  lines.sort((a, b) => (a.path < b.path ? -1 : 1));
  return lines.map(({ line }) => line).join('');
}

/** Adds list, digest, sums and their signatures to content files. */
export async function addSignatures(
  content: PackageFiles,
  facts: DataPackageFacts,
  signer: Signer,
): Promise<Map<string, Bytes>> {
  const files = new Map(content);
  const dataPackage = utf8(await dataPackageText(facts, files));
  files.set(layout.dataPackage, dataPackage);
  const signature = await signer.sign(dataPackage);
  files.set(layout.digest, utf8(await digestText(dataPackage, signature, signer.spki, facts)));
  const sums = utf8(await sumsText(files));
  files.set(layout.sums, sums);
  files.set(layout.sumsSignature, await signer.sign(sums));
  return files;
}
