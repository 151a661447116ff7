import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { evidenceLimits } from '../evidence/evidence-limits.js';
import type { Bytes } from '../evidence/bytes.js';
import { folderAround } from '../evidence/verify/folder-around.js';
import { readFingerprint } from '../evidence/log/key-fingerprint.js';
import { plainText } from '../evidence/plain-text.js';
import { readCertificates } from '../evidence/stamp/read-certificates.js';
import { statements } from '../evidence/statements.js';
import { layout } from '../evidence/package/package-layout.js';
import { hasSystemName, systemFileTest } from '../evidence/verify/system-files.js';
import {
  isCaseAnswer,
  verifyUnpacked,
  verifyZip,
  type Answer,
  type CaseVerification,
} from '../evidence/verify/verify-case.js';
import type { Outcome, Verification, VerifyOptions } from '../evidence/verify/verify.js';

const usage = `Usage: verify PACKAGE [--key FINGERPRINT] [--authority CERTIFICATE]... [--json]

  PACKAGE      a package or a whole case (zip), or the folder it was unpacked into, or one around that;
               what macOS and Windows leave in folders (.DS_Store, Thumbs.db, ...) is named and left out
  --key        fingerprint that the signing key must have (SHA-256, 64 hexadecimal digits)
  --authority  root certificates of a time-stamp authority you trust (PEM or DER)
  --json       print the whole answer as JSON

Exit code: 0 nothing was changed, 1 something does not fit, 2 the command could not be run,
3 every file is unchanged, but a zip around them was made anew. Of a whole case: 0 only when
every package in it is as it was sealed, else that of the package that fits worst.`;

const exitCodes: Readonly<Record<Outcome, number>> = { intact: 0, repacked: 3, altered: 1 };

/** Runs the command. Writes to stdout; returns the exit code. */
export async function runVerify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      authority: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [path, ...more] = positionals;
  if (values.help === true || path === undefined || more.length > 0) {
    console.log(usage);
    return values.help === true ? 0 : 2;
  }
  const expectedKey = values.key === undefined ? null : readFingerprint(values.key);
  if (values.key !== undefined && expectedKey === null) {
    throw new Error('--key: a fingerprint has 64 digits from 0 to 9 and a to f');
  }
  const files = await Promise.all((values.authority ?? []).map(readCertificateFile));
  const options: VerifyOptions = { expectedKey, authorities: files.flat() };
  const isFolder = (await stat(path)).isDirectory();
  const answer = isFolder
    ? await verifyFolder(path, options)
    : await verifyZip(await readWhole(path, ': unpack it, and give the folder'), options);
  if (values.json === true) console.log(asciiJson(answer));
  else {
    const lines = isCaseAnswer(answer) ? describeCase(answer) : describe(answer, isFolder);
    console.log(lines.map(plainLine).join('\n'));
  }
  return exitCodes[answer.outcome];
}

async function readWhole(path: string, wayOut = ''): Promise<Bytes> {
  const { size } = await stat(path);
  if (size > evidenceLimits.maxPackageBytes) {
    throw new Error(`${path} is larger than 512 MB, more than is read at once${wayOut}`);
  }
  return new Uint8Array(await readFile(path));
}

async function verifyFolder(root: string, options: VerifyOptions): Promise<Answer> {
  const places = await placesIn(root);
  const around = folderAround([...places.keys()].filter((path) => !hasSystemName(path)));
  const sums = places.get(`${around}${layout.sums}`);
  const isSystemFile = systemFileTest(
    sums === undefined ? undefined : await readWhole(sums),
    around,
  );
  const files = new Map<string, Bytes>();
  for (const [path, place] of places) {
    if (!isSystemFile(path)) files.set(path.slice(around.length), await readWhole(place));
  }
  return verifyUnpacked(files, options, [...places.keys()].filter(isSystemFile));
}

/** Where each file of a folder lies, by its path in there. */
async function placesIn(root: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  if (entries.length > evidenceLimits.maxRepackedEntries)
    throw new Error(`${root} holds too many files`);
  const places = new Map<string, string>();
  for (const entry of entries) {
    // A link could name any file of this computer.
    if (entry.isDirectory()) continue;
    const place = join(entry.parentPath, entry.name);
    if (!entry.isFile()) throw new Error(`${place} is not a plain file`);
    places.set(relative(root, place).split(sep).join('/'), place);
  }
  return places;
}

async function readCertificateFile(path: string): Promise<readonly Bytes[]> {
  const read = readCertificates(await readWhole(path));
  if (read === null) throw new Error(`--authority: ${path} holds no certificate that can be read`);
  return read;
}

/** One line of text for a terminal: what a package says must not move its cursor or make a line of its own. */
function plainLine(text: string): string {
  return plainText(text).replace(/[\t\n]/g, ' ');
}

/** JSON in ASCII alone, for the same reason. */
function asciiJson(value: unknown): string {
  const escaped = (char: string): string =>
    `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, null, 2).replace(/[^\n -~]/g, escaped);
}

const headlines: Readonly<Record<Exclude<Outcome, 'altered'>, string>> = {
  intact: 'INTACT: nothing was changed since the package was signed.',
  repacked:
    'REPACKED: the files in it are unchanged since they were signed; the zip around them was made anew, so the SHA-256 of the zip that was noted will not fit.',
};

function describe(verification: Verification, isFolder: boolean): string[] {
  const { outcome, faults, proven, notProven, fingerprint, sealedAt, stamp, content } =
    verification;
  const { skipped, fileCount, recordCount } = verification;
  const [first] = faults;
  const doesNotFit = `${first?.code} ${first?.where}`.trimEnd();
  const lines =
    outcome === 'altered'
      ? [`DOES NOT FIT: ${doesNotFit}`, 'Nothing is proven.']
      : [headlines[outcome]];
  if (first?.code === 'unreadable') lines.push('The package could not be read to its end.');
  if (outcome === 'repacked') lines.push(`The zip: ${doesNotFit}`);
  if (faults.length > 1) lines.push(`and ${faults.length - 1} more (see --json)`);
  if (content !== null) {
    lines.push('', `Content: ${content.address}`, `Frozen (device clock): ${content.seenAt}`);
  }
  lines.push('', `Key fingerprint: ${fingerprint ?? 'unreadable'}`);
  if (sealedAt !== null) lines.push(`Sealed (device clock): ${sealedAt}`);
  if (stamp?.state === 'valid') lines.push(`Time stamp: ${new Date(stamp.atMs).toISOString()}`);
  lines.push(`${fileCount} files, ${recordCount} log records`);
  if (isFolder) lines.push('A folder was checked, so the container is no part of this answer.');
  if (skipped.length > 0) {
    lines.push('', 'Left out of the check: added by an operating system, not looked into:');
  }
  lines.push(...firstOf(skipped));
  if (proven.length > 0) lines.push('', 'Proven:');
  lines.push(...proven.map((statement) => `+ ${statements[statement].en}`));
  lines.push('', 'Not proven:', ...notProven.map((statement) => `- ${statements[statement].en}`));
  return lines;
}

const caseHeadlines: Readonly<Record<Outcome, string>> = {
  intact: 'every one is unchanged since it was signed.',
  repacked: 'every file in them is unchanged since it was signed, but not every zip.',
  altered: 'at least one DOES NOT FIT.',
};

function describeCase(answer: CaseVerification): string[] {
  const { outcome, packages, unsigned, notProven } = answer;
  const lines = [`A case of ${packages.length} packages: ${caseHeadlines[outcome]}`];
  for (const { path, verification } of packages) {
    const [headline = '', ...rest] = describe(verification, false);
    lines.push('', `== ${path}`, headline, ...rest.map((line) => (line === '' ? '' : `  ${line}`)));
  }
  lines.push('', '== Of the whole case, not proven:');
  lines.push(...notProven.map((statement) => `- ${statements[statement].en}`));
  lines.push('Signed by nobody:', ...firstOf(unsigned));
  return lines;
}

const shownNames = 10;

/** macOS adds a file for every other: the first few are enough to know them. */
function firstOf(names: readonly string[]): string[] {
  const more = names.length - shownNames;
  const lines = names.slice(0, shownNames).map((name) => `? ${name}`);
  return more > 0 ? [...lines, `and ${more} more (see --json)`] : lines;
}

/** Runs the command with the arguments of this process and sets its exit code. */
export async function main(): Promise<void> {
  try {
    process.exitCode = await runVerify(process.argv.slice(2));
  } catch (error) {
    console.error(plainLine(error instanceof Error ? error.message : String(error)));
    process.exitCode = 2;
  }
}

if (process.argv[1] !== undefined && /[/\\]verify\.[jt]s$/.test(process.argv[1])) await main();
