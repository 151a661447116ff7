import * as v from 'valibot';
import { checkLog, type LogFault } from '../log/capture-log.js';
import { readCanonicalJson } from '../canonical-json.js';
import { isoMoment, packagePath, sha256Text, type CaptureRecord } from '../log/capture-record.js';
import { fromBase64, readUtf8, sha256Hex, utf8, type Bytes } from '../bytes.js';
import { isUrlOnly, readDossier, type Dossier } from '../package/dossier.js';
import { evidenceLimits } from '../evidence-limits.js';
import {
  afterSums,
  dataPackageText,
  digestText,
  layout,
  sumsText,
  withheldWhys,
} from '../package/package-layout.js';
import type { PackageFiles } from '../package/package-zip.js';
import { readPackageZip, type ZipFault } from './read-package-zip.js';
import { newUnpackBudget, readRepackedZip, type UnpackBudget } from './read-repacked-zip.js';
import { headStatement, isSignedBy, readPublicKeyPem } from '../log/signing-key.js';
import { verifyTimeStamp, type StampVerdict } from '../stamp/verify-time-stamp.js';
import { neverProven, type Statement } from '../statements.js';

/**
 * Checks a package and says what it proves. One module for the extension page, the offline file
 * and the Node command. The package is hostile input: nothing in it is believed before the
 * signature and the hashes fit, and nothing it holds can make this throw: what fails all the same
 * is `unreadable`.
 */

export interface VerifyOptions {
  /** Fingerprint of the key that the package must be signed with; null: any key. */
  readonly expectedKey: string | null;
  /** Root certificates (DER, as `readCertificates` gives them) of time-stamp authorities that the reader trusts. */
  readonly authorities: readonly Bytes[];
}

export type FaultCode =
  | ZipFault
  | LogFault['code']
  | 'unreadable'
  | 'file-missing'
  | 'file-altered'
  | 'file-unlisted'
  | 'sums-unreadable'
  | 'sums-signature'
  | 'key-unreadable'
  | 'other-key'
  | 'list-altered'
  | 'digest-altered'
  | 'report-unreadable'
  | 'head-signature'
  | 'log-file'
  | 'pixels-forbidden'
  | 'stamp-signature'
  | 'stamp-refused';

export interface Fault {
  readonly code: FaultCode;
  /** File, record number or byte that does not fit. */
  readonly where: string;
}

/**
 * `altered`: at least one thing does not fit, so nothing is proven. `repacked`: every file fits, as in
 * an intact package, and only the zip around them is not the one that was sealed (see
 * `readRepackedZip` for what can hide in it). From the best to the worst.
 */
export const outcomes = ['intact', 'repacked', 'altered'] as const;
export type Outcome = (typeof outcomes)[number];

/** What an unchanged package is about, so that a reader sees whether it is the one they mean. Page text is untrusted. */
export interface PackageContent {
  readonly address: string;
  readonly title: string | null;
  /** By the clock of the device. */
  readonly seenAt: string;
  /** Frozen files that are in it, in the order of the log. */
  readonly files: readonly FrozenFile[];
}

export interface FrozenFile {
  readonly path: string;
  readonly sha256: string;
  /** Seconds in the video; null for what has none. */
  readonly mediaTimeS: number | null;
  /** By the clock of the device, milliseconds since 1970. */
  readonly wallClockMs: number;
}

export interface Verification {
  readonly outcome: Outcome;
  /** In the order of checking; the first is what to say. Of a `repacked` package the zip's fault alone. */
  readonly faults: readonly Fault[];
  readonly proven: readonly Statement[];
  readonly notProven: readonly Statement[];
  readonly fingerprint: string | null;
  /** By the clock of the device that sealed it. */
  readonly sealedAt: string | null;
  readonly stamp: StampVerdict | null;
  /** Null where something does not fit: nothing it says is believed then. */
  readonly content: PackageContent | null;
  readonly fileCount: number;
  readonly recordCount: number;
  /** Files that an operating system added to a package that was unpacked, by name. Nobody looked into them. */
  readonly skipped: readonly string[];
}

/** Files of a zip. `fault` says why it is not one that `writePackageZip` wrote; `files` are null where it cannot be read. */
export type OpenedZip = { readonly skipped: readonly string[] } & (
  | { readonly fault: null; readonly files: PackageFiles }
  | { readonly fault: Fault; readonly files: PackageFiles }
  | { readonly fault: Fault; readonly files: null }
);

/** Reads a zip strictly, and as one that was made anew where it is not what we write. */
export function openZip(zip: Bytes, budget: UnpackBudget): OpenedZip {
  try {
    const strict = readPackageZip(zip);
    if (strict.ok) return { fault: null, files: strict.files, skipped: [] };
    const fault = { code: strict.fault, where: strict.where };
    const again = readRepackedZip(zip, budget);
    return again === null ? { fault, files: null, skipped: [] } : { fault, ...again };
  } catch (error) {
    return { fault: unreadable(error), files: null, skipped: [] };
  }
}

/** What nobody foresaw in a hostile package, or no memory. */
function unreadable(error: unknown): Fault {
  return { code: 'unreadable', where: String(error) };
}

/** Checks the zip itself and everything in it. */
export async function verifyPackage(
  zip: Bytes,
  options: VerifyOptions,
  budget = newUnpackBudget(),
): Promise<Verification> {
  return verifyOpened(openZip(zip, budget), options);
}

export async function verifyOpened(
  { fault, files, skipped }: OpenedZip,
  options: VerifyOptions,
): Promise<Verification> {
  if (files === null) return altered([fault], nothingKnown, 0, 0);
  const inside = await verifyFiles(files, options);
  if (fault === null) return inside;
  const faults = [fault, ...inside.faults];
  if (inside.outcome !== 'intact') return { ...inside, faults, skipped };
  const notProven: Statement[] = [...inside.notProven, 'zip-remade'];
  return { ...inside, outcome: 'repacked', faults, notProven, skipped };
}

/** Checks files that were unpacked already; the container is then no part of the answer. */
export async function verifyFiles(
  files: PackageFiles,
  options: VerifyOptions,
): Promise<Verification> {
  try {
    return await checkFiles(files, options);
  } catch (error) {
    return altered([unreadable(error)], nothingKnown, files.size, 0);
  }
}

async function checkFiles(files: PackageFiles, options: VerifyOptions): Promise<Verification> {
  const faults: Fault[] = [];
  const add = (code: FaultCode, where: string | number): void => {
    faults.push({ code, where: String(where) });
  };
  // Page facts may be withheld; `checkLoggedFiles` asks for them.
  const needed = Object.values(layout).filter(
    (path) => !optional.has(path) && path !== layout.pageMeta,
  );
  for (const path of needed) if (!files.has(path)) add('file-missing', path);

  const spki = readPublicKeyPem(textOf(files, layout.publicKey) ?? '');
  if (spki === null) add('key-unreadable', layout.publicKey);
  const fingerprint = spki === null ? null : await sha256Hex(spki);
  const { expectedKey } = options;
  if (expectedKey !== null && fingerprint !== expectedKey) add('other-key', fingerprint ?? '');
  await checkSums(files, spki, add);
  const facts = await checkList(files, spki, fingerprint, add);
  const dossier = checkReport(files, facts, add);
  const records = await checkRecords(files, facts, spki, add);
  if (facts !== null) await checkLoggedFiles(files, facts, dossier, records, add);
  const stamp = await checkStamp(files, facts, spki, options.authorities, add);

  const sealedAt = facts?.created ?? null;
  const known = { fingerprint, sealedAt, stamp };
  if (faults.length > 0) return altered(faults, known, files.size, records.length);
  const hasTime = stamp?.state === 'valid';
  const proven: Statement[] = ['unchanged-since-signed', 'log-complete'];
  if (expectedKey !== null) proven.push('expected-key');
  if (hasTime) proven.push('existed-by');
  const notProven: Statement[] = [...neverProven];
  if (expectedKey === null) notProven.push('key-not-compared');
  notProven.push('device-clock');
  if (stamp?.state === 'unchecked') notProven.push('stamp-not-checked');
  if (stamp?.state === 'untrusted') notProven.push('stamp-untrusted');
  if (records.some(({ clock }) => clock === 'moved-back' || clock === 'jumped')) {
    notProven.push('clock-moved');
  }
  if ((facts?.seam.withheld.length ?? 0) > 0) notProven.push('files-withheld');
  return {
    outcome: 'intact',
    faults,
    proven,
    notProven,
    ...known,
    content: dossier && contentOf(dossier, records, files),
    fileCount: files.size,
    recordCount: records.length,
    skipped: [],
  };
}

function contentOf(
  { contentUrl, title, seenAt }: Dossier,
  records: readonly CaptureRecord[],
  files: PackageFiles,
): PackageContent {
  const frozen = records.flatMap(({ path, encodedSha256, mediaTimeS, wallClockMs }) =>
    path?.startsWith('media/') && encodedSha256 !== null && files.has(path)
      ? [{ path, sha256: encodedSha256, mediaTimeS, wallClockMs }]
      : [],
  );
  return { address: contentUrl.canonical ?? contentUrl.asSeen, title, seenAt, files: frozen };
}

type Known = Pick<Verification, 'fingerprint' | 'sealedAt' | 'stamp'>;
const nothingKnown: Known = { fingerprint: null, sealedAt: null, stamp: null };

function altered(
  faults: readonly Fault[],
  known: Known,
  fileCount: number,
  recordCount: number,
): Verification {
  const outcome = 'altered';
  return {
    outcome,
    faults,
    proven: [],
    notProven: [...neverProven],
    ...known,
    content: null,
    fileCount,
    recordCount,
    skipped: [],
  };
}

type AddFault = (code: FaultCode, where: string | number) => void;

const optional: ReadonlySet<string> = new Set([layout.timeStamp, layout.timeStampSignature]);

/** Text of a file, or null when it is missing, too long or not UTF-8. */
function textOf(files: PackageFiles, path: string): string | null {
  const bytes = files.get(path);
  if (bytes === undefined || bytes.length > evidenceLimits.maxTextFileBytes) return null;
  return readUtf8(bytes);
}

/** The sums must be signed, and be the very text that the files give. */
async function checkSums(files: PackageFiles, spki: Bytes | null, add: AddFault): Promise<void> {
  const sums = files.get(layout.sums);
  const signature = files.get(layout.sumsSignature);
  if (sums === undefined || signature === undefined) return;
  if (spki === null || !(await isSignedBy(spki, sums, signature))) {
    add('sums-signature', layout.sumsSignature);
  }
  const text = textOf(files, layout.sums);
  const lines = text === null ? [] : linesOf(text, evidenceLimits.maxEntries + 1);
  // Line by line: over megabytes one expression overflows the stack.
  const isList = lines.length <= evidenceLimits.maxEntries && lines.every(isSumsLine);
  if (text?.endsWith('\n') !== true || !isList) {
    add('sums-unreadable', layout.sums);
    return;
  }
  // Each file once, however often it is listed: a hash of a large one takes a second.
  const listed = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)] as const));
  for (const [path, hash] of listed) {
    const bytes = files.get(path);
    if (bytes === undefined) add('file-missing', path);
    else if ((await sha256Hex(bytes)) !== hash) add('file-altered', path);
  }
  for (const path of files.keys()) {
    if (!listed.has(path) && !afterSums.has(path)) add('file-unlisted', path);
  }
  // Order, doubles and files that must not be listed.
  if (text !== (await sumsText(files))) add('sums-unreadable', layout.sums);
}

function isSumsLine(line: string): boolean {
  return line.length <= 66 + evidenceLimits.maxPathChars && /^[0-9a-f]{64} {2}[\w./-]+$/.test(line);
}

/** A list of millions of wrong things would give as many issues, and nobody reads the second. */
const firstIssueOnly = { abortEarly: true } as const;

const listShape = v.object({
  created: isoMoment,
  software: v.pipe(v.string(), v.maxLength(120)),
  seam: v.strictObject({
    version: v.literal(1),
    caseId: v.pipe(v.string(), v.maxLength(120)),
    key: sha256Text,
    log: v.strictObject({
      seq: v.pipe(v.number(), v.integer(), v.minValue(0)),
      hash: sha256Text,
      signature: v.pipe(v.string(), v.maxLength(200)),
    }),
    timeStamp: v.nullable(v.literal('rfc3161')),
    // Each of them is named by the log.
    withheld: v.pipe(v.array(packagePath), v.maxLength(evidenceLimits.maxLogRecords)),
    withheldWhy: v.optional(v.record(packagePath, v.picklist(withheldWhys))),
  }),
});
type ListFacts = v.InferOutput<typeof listShape>;

/** `datapackage.json` and its digest must be the texts that these files, facts and key give. */
async function checkList(
  files: PackageFiles,
  spki: Bytes | null,
  fingerprint: string | null,
  add: AddFault,
): Promise<ListFacts | null> {
  const text = textOf(files, layout.dataPackage);
  const read = v.safeParse(listShape, readCanonicalJson(text ?? ''), firstIssueOnly);
  if (text === null || !read.success) {
    add('list-altered', layout.dataPackage);
    return null;
  }
  const { created, software, seam } = read.output;
  const { version: _, withheldWhy, ...facts } = seam;
  const why = withheldWhy === undefined ? {} : { withheldWhy };
  const all = { ...facts, ...why, created, software };
  if (seam.key !== fingerprint) add('other-key', layout.dataPackage);
  const withheld = new Set(seam.withheld);
  const stray = Object.keys(withheldWhy ?? {}).find((path) => !withheld.has(path));
  if (stray !== undefined) add('list-altered', stray);
  if (text !== (await dataPackageText(all, files))) add('list-altered', layout.dataPackage);

  const digest = textOf(files, layout.digest);
  const said: unknown = readCanonicalJson(digest ?? '');
  const signed = v.safeParse(v.object({ signedData: v.object({ signature: v.string() }) }), said);
  const signature = signed.success ? fromBase64(signed.output.signedData.signature) : null;
  const isRight =
    signature !== null &&
    spki !== null &&
    digest === (await digestText(utf8(text), signature, spki, all)) &&
    (await isSignedBy(spki, utf8(text), signature));
  if (!isRight) add('digest-altered', layout.digest);
  return read.output;
}

function checkReport(files: PackageFiles, facts: ListFacts | null, add: AddFault): Dossier | null {
  const read = readDossier(readCanonicalJson(textOf(files, layout.report) ?? ''));
  if (read !== null && (facts === null || read.caseId === facts.seam.caseId)) return read;
  add('report-unreadable', layout.report);
  return null;
}

async function checkRecords(
  files: PackageFiles,
  facts: ListFacts | null,
  spki: Bytes | null,
  add: AddFault,
): Promise<readonly CaptureRecord[]> {
  const text = textOf(files, layout.log);
  if (text === null || facts === null || !text.endsWith('\n')) {
    add('log-unreadable', 0);
    return [];
  }
  const { caseId, key, log: head } = facts.seam;
  const lines = linesOf(text, evidenceLimits.maxLogRecords + 1);
  const checked = await checkLog(lines, { caseId, key }, head);
  const signature = fromBase64(head.signature);
  const isSigned =
    spki !== null &&
    signature !== null &&
    (await isSignedBy(spki, headStatement(caseId, head), signature));
  if (!isSigned) add('head-signature', layout.dataPackage);
  if (checked.ok) return checked.records;
  add(checked.fault.code, checked.fault.seq);
  return [];
}

/** The first lines of a text that ends with a line break, `most` of them at most. */
function linesOf(text: string, most: number): string[] {
  return text.slice(0, -1).split('\n', most);
}

/** Every frozen file is named by exactly one record, and every record's file is here or withheld. */
async function checkLoggedFiles(
  files: PackageFiles,
  facts: ListFacts,
  dossier: Dossier | null,
  records: readonly CaptureRecord[],
  add: AddFault,
): Promise<void> {
  const withheld = new Set(facts.seam.withheld);
  const named = new Set<string>();
  for (const { path, encodedSha256, encodedBytes } of records) {
    if (path === null) continue;
    const bytes = files.get(path);
    const isAgain = named.has(path);
    if (isAgain || (bytes === undefined) !== withheld.has(path)) add('log-file', path);
    named.add(path);
    if (bytes === undefined || isAgain) continue;
    if (bytes.length !== encodedBytes || (await sha256Hex(bytes)) !== encodedSha256) {
      add('log-file', path);
    }
  }
  if (!named.has(layout.pageMeta)) add('file-missing', layout.pageMeta);
  for (const path of [...files.keys(), ...withheld]) {
    const isFrozen = /^(?:media|page)\//.test(path);
    if ((isFrozen || withheld.has(path)) && !named.has(path)) add('log-file', path);
    if (
      path.startsWith('media/') &&
      !withheld.has(path) &&
      dossier !== null &&
      isUrlOnly(dossier)
    ) {
      add('pixels-forbidden', path);
    }
  }
}

/** A stamp must be there exactly when the signed list says so, and be signed by the package's key. */
async function checkStamp(
  files: PackageFiles,
  facts: ListFacts | null,
  spki: Bytes | null,
  authorities: readonly Bytes[],
  add: AddFault,
): Promise<StampVerdict | null> {
  const response = files.get(layout.timeStamp);
  const signature = files.get(layout.timeStampSignature);
  const isWanted = facts?.seam.timeStamp === 'rfc3161';
  for (const path of optional) {
    if (files.has(path) !== isWanted) add(isWanted ? 'file-missing' : 'file-unlisted', path);
  }
  const stamped = files.get(layout.sumsSignature);
  if (response === undefined || signature === undefined || stamped === undefined) return null;
  const isSignedWhole = spki !== null && (await isSignedBy(spki, response, signature));
  if (!isSignedWhole) add('stamp-signature', layout.timeStampSignature);
  if (authorities.length === 0) return { state: 'unchecked' };
  const trust = { authorities, nonce: null, isSignedWhole };
  const verdict = await verifyTimeStamp(response, stamped, trust);
  if (verdict.state === 'refused') add('stamp-refused', `${layout.timeStamp}: ${verdict.reason}`);
  return verdict;
}
