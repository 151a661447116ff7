import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { evidenceLimits } from '../evidence/evidence-limits.js';
import type { Bytes } from '../evidence/bytes.js';
import { statements } from '../evidence/statements.js';
import {
  verifyFiles,
  verifyPackage,
  type Verification,
  type VerifyOptions,
} from '../evidence/verify.js';

const usage = `Usage: verify PACKAGE [--key FINGERPRINT] [--authority CERTIFICATE]... [--json]

  PACKAGE      a package (zip), or the folder it was unpacked into
  --key        fingerprint that the signing key must have (SHA-256, 64 hexadecimal digits)
  --authority  root certificate of a time-stamp authority you trust (PEM or DER)
  --json       print the whole answer as JSON

Exit code: 0 nothing was changed, 1 something does not fit, 2 the command could not be run.`;

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
  const options: VerifyOptions = {
    expectedKey: values.key?.toLowerCase().replace(/[^0-9a-f]/g, '') ?? null,
    authorities: await Promise.all((values.authority ?? []).map(readCertificateFile)),
  };
  const isFolder = (await stat(path)).isDirectory();
  const verification = isFolder
    ? await verifyFiles(await readFolder(path), options)
    : await verifyPackage(await readWhole(path), options);
  console.log(
    values.json === true ? JSON.stringify(verification, null, 2) : describe(verification, isFolder),
  );
  return verification.outcome === 'intact' ? 0 : 1;
}

async function readWhole(path: string): Promise<Bytes> {
  const { size } = await stat(path);
  if (size > evidenceLimits.maxPackageBytes) throw new Error(`${path} is too large for a package`);
  return new Uint8Array(await readFile(path));
}

async function readFolder(root: string): Promise<Map<string, Bytes>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  if (entries.length > 2 * evidenceLimits.maxEntries)
    throw new Error(`${root} holds too many files`);
  const files = new Map<string, Bytes>();
  for (const entry of entries) {
    // A link could name any file of this computer.
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile()) throw new Error(`${path} is not a plain file`);
    files.set(relative(root, path).split(sep).join('/'), await readWhole(path));
  }
  return files;
}

async function readCertificateFile(path: string): Promise<Bytes> {
  const bytes = await readWhole(path);
  const pem = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(
    new TextDecoder().decode(bytes),
  );
  return pem === null ? bytes : new Uint8Array(Buffer.from(pem[1] ?? '', 'base64'));
}

function describe(verification: Verification, isFolder: boolean): string {
  const { faults, proven, notProven, fingerprint, sealedAt, stamp } = verification;
  const [first] = faults;
  const lines =
    first === undefined
      ? ['INTACT: nothing was changed since the package was signed.']
      : [`DOES NOT FIT: ${first.code} ${first.where}`.trimEnd(), 'Nothing is proven.'];
  if (faults.length > 1) lines.push(`and ${faults.length - 1} more (see --json)`);
  lines.push('', `Key fingerprint: ${fingerprint ?? 'unreadable'}`);
  if (sealedAt !== null) lines.push(`Sealed (device clock): ${sealedAt}`);
  if (stamp?.state === 'valid') lines.push(`Time stamp: ${new Date(stamp.atMs).toISOString()}`);
  lines.push(`${verification.fileCount} files, ${verification.recordCount} log records`);
  if (isFolder) lines.push('A folder was checked, so the container is no part of this answer.');
  if (proven.length > 0) lines.push('', 'Proven:');
  lines.push(...proven.map((statement) => `+ ${statements[statement].en}`));
  lines.push('', 'Not proven:', ...notProven.map((statement) => `- ${statements[statement].en}`));
  return lines.join('\n');
}

/** Runs the command with the arguments of this process and sets its exit code. */
export async function main(): Promise<void> {
  try {
    process.exitCode = await runVerify(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}

if (process.argv[1] !== undefined && /[/\\]verify\.[jt]s$/.test(process.argv[1])) await main();
