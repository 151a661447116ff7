import type { SizePx } from '../../shared/geometry.js';
import { readPngSize } from '../../shared/png-size.js';
import { annotationLines } from './annotations.js';
import { canonicalJson } from '../canonical-json.js';
import { evidenceLimits } from '../evidence-limits.js';
import { checkLog, recordLine } from '../log/capture-log.js';
import { sha256Hex, utf8, type Bytes } from '../bytes.js';
import { isUrlOnly, type Dossier } from './dossier.js';
import type { FrozenCase } from '../capture/evidence-store.js';
import { namesReader } from '../capture/page-addresses.js';
import { readPageMeta } from '../capture/page-meta.js';
import {
  addSignatures,
  layout,
  type DataPackageFacts,
  type WithheldWhy,
} from './package-layout.js';
import { writePackageZip } from './package-zip.js';
import { readmeText } from './readme-text.js';
import { reportHtml } from '../report-page/report-html.js';
import { publicKeyPem, type Signer } from '../log/signing-key.js';

export interface SealInput {
  readonly frozen: FrozenCase;
  readonly dossier: Dossier;
  /** Frozen files to leave out; the log still names them and their hashes. So it does those that are gone. */
  readonly withhold: readonly string[];
  readonly sealedAtMs: number;
  /** Name and version of the extension. */
  readonly software: string;
  /** Names of the destinations that the dossier names by id, for the report; one without a name is named by its id. */
  readonly destinationNames?: Readonly<Record<string, string>>;
  /**
   * Asks an authority for a time stamp over `message` and returns a checked `TimeStampResp`, or
   * null when none was reached. Null here: no stamp wanted. No network is used in this room.
   */
  readonly stamp: ((message: Bytes) => Promise<Bytes | null>) | null;
}

export type SealOutcome =
  | { readonly ok: true; readonly zip: Bytes; readonly sha256: string }
  | {
      readonly ok: false;
      /**
       * `pixels-forbidden`: a minor or sexual content may be shown and pixels are still there. `too-large`: no verifier
       * of ours would read it.
       */
      readonly reason:
        'stamp-failed' | 'pixels-forbidden' | 'log-broken' | 'other-key' | 'too-large';
    };

/** Makes a signed package of a frozen case. The same input and the same signatures give the same bytes. */
export async function sealPackage(input: SealInput, signer: Signer): Promise<SealOutcome> {
  const { frozen, dossier } = input;
  const { caseId } = frozen.opened;
  if (isUrlOnly(dossier) && frozen.media.length > 0)
    return { ok: false, reason: 'pixels-forbidden' };
  if (frozen.head.key !== signer.fingerprint) return { ok: false, reason: 'other-key' };
  const lines = frozen.records.map(recordLine);
  const log = await checkLog(lines, { caseId, key: signer.fingerprint }, frozen.head);
  if (!log.ok) return { ok: false, reason: 'log-broken' };

  const facts = factsOf(input, signer.fingerprint);
  const media = packedMedia(input, facts);
  // Pictures do not shrink in a zip: what is too large already need not be hashed and signed.
  const pictureBytes = media.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (pictureBytes > evidenceLimits.maxPackageBytes) return { ok: false, reason: 'too-large' };
  const content = contentFiles(input, lines, facts, signer.spki);
  for (const { path, bytes } of media) content.set(path, bytes);
  const files = await addSignatures(content, facts, signer);
  if (input.stamp !== null) {
    const stamped = files.get(layout.sumsSignature);
    const response = stamped && (await input.stamp(stamped));
    if (!response) return { ok: false, reason: 'stamp-failed' };
    files.set(layout.timeStamp, response);
    files.set(layout.timeStampSignature, await signer.sign(response));
  }
  const zip = writePackageZip(files);
  if (zip.length > evidenceLimits.maxPackageBytes) return { ok: false, reason: 'too-large' };
  return { ok: true, zip, sha256: await sha256Hex(zip) };
}

/** `report.html` of the package that `sealPackage` would make, and the frozen files beside it; nothing is signed. */
export function previewPackage(
  input: SealInput,
  key: string,
): { readonly html: string; readonly media: FrozenCase['media'] } {
  const facts = factsOf(input, key);
  return { html: pageOf(input, facts), media: packedMedia(input, facts) };
}

function factsOf(input: SealInput, key: string): DataPackageFacts {
  const { opened, head } = input.frozen;
  const left = leftOut(input);
  const why = [...left].flatMap(([path, reason]) =>
    reason === 'chosen' ? [] : [[path, reason] as const],
  );
  return {
    caseId: opened.caseId,
    key,
    created: new Date(input.sealedAtMs).toISOString(),
    software: input.software,
    log: { seq: head.seq, hash: head.hash, signature: head.signature },
    timeStamp: input.stamp === null ? null : 'rfc3161',
    withheld: [...left.keys()].sort(),
    ...(why.length === 0 ? {} : { withheldWhy: Object.fromEntries(why) }),
  };
}

function packedMedia({ frozen }: SealInput, { withheld }: DataPackageFacts): FrozenCase['media'] {
  return frozen.media.filter(({ path }) => !withheld.includes(path));
}

/** Files that the log names and the package does not hold, with the reason. */
function leftOut({ frozen, dossier, withhold }: SealInput): Map<string, WithheldWhy | 'chosen'> {
  const kept = new Set(frozen.media.map(({ path }) => path));
  const meta = readPageMeta(frozen.opened.pageMeta);
  const left = new Map<string, WithheldWhy | 'chosen'>();
  for (const { path } of frozen.records) {
    if (path === null) continue;
    if (path === layout.pageMeta) {
      if (meta !== null && namesReader(meta)) left.set(path, 'names-reader');
    } else if (withhold.includes(path) || isUrlOnly(dossier)) left.set(path, 'chosen');
    else if (!kept.has(path)) left.set(path, 'not-kept');
  }
  return left;
}

function pageOf(
  { frozen, dossier, stamp, software, destinationNames = {} }: SealInput,
  facts: DataPackageFacts,
): string {
  return reportHtml({
    dossier,
    records: frozen.records,
    log: facts.log,
    fingerprint: facts.key,
    sealedAt: facts.created,
    software,
    hasStamp: stamp !== null,
    withheld: facts.withheld,
    withheldWhy: facts.withheldWhy ?? {},
    meta: readPageMeta(frozen.opened.pageMeta),
    destinationNames,
  });
}

function contentFiles(
  input: SealInput,
  lines: readonly string[],
  facts: DataPackageFacts,
  spki: Bytes,
): Map<string, Bytes> {
  const { frozen, dossier, stamp } = input;
  const page = {
    id: facts.caseId,
    url: dossier.contentUrl.canonical ?? dossier.contentUrl.asSeen,
    title: dossier.title ?? '',
    ts: dossier.seenAt,
  };
  const pages = [{ format: 'json-pages-1.0', id: 'pages', title: 'Pages' }, page];
  const content = new Map<string, Bytes>([
    [layout.report, utf8(canonicalJson(dossier))],
    [layout.reportPage, utf8(pageOf(input, facts))],
    [layout.readme, utf8(readmeText(facts.key, stamp !== null))],
    [layout.annotations, utf8(annotationLines(dossier, facts.created, sizesOf(frozen)))],
    [layout.pages, utf8(pages.map((line) => `${canonicalJson(line)}\n`).join(''))],
    [layout.log, utf8(lines.map((line) => `${line}\n`).join(''))],
    [layout.publicKey, utf8(publicKeyPem(spki))],
  ]);
  if (!facts.withheld.includes(layout.pageMeta)) {
    content.set(layout.pageMeta, frozen.opened.pageMeta);
  }
  return content;
}

function sizesOf({ media }: FrozenCase): (path: string) => SizePx | null {
  const files = new Map(media.map(({ path, bytes }) => [path, bytes]));
  return (path) => {
    const bytes = files.get(path);
    return bytes === undefined ? null : readPngSize(bytes);
  };
}
