import { crc32 } from 'node:zlib';
import { zipSync } from 'fflate';
import { readUtf8, sha256Hex, toBase64, utf8, type Bytes } from '../../../src/evidence/bytes.js';
import { noPrevious, recordLine } from '../../../src/evidence/log/capture-log.js';
import { readCaptureRecord } from '../../../src/evidence/log/capture-record.js';
import {
  addSignatures,
  afterSums,
  layout,
  sumsText,
} from '../../../src/evidence/package/package-layout.js';
import { writePackageZip } from '../../../src/evidence/package/package-zip.js';
import { readPackageZip } from '../../../src/evidence/verify/read-package-zip.js';
import { headStatement, publicKeyPem, type Signer } from '../../../src/evidence/log/signing-key.js';

/** Numbers that repeat for a seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** A zip with these entries in this order, doubles and all: what `writePackageZip` never writes. */
export function rawZip(entries: readonly (readonly [string, Uint8Array])[]): Bytes {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [path, bytes] of entries) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(at, 10);
    local.push(Buffer.from('PK\x03\x04'), common, name, Buffer.from(bytes));
    central.push(Buffer.from('PK\x01\x02\x14\x00'), common, offset, name);
    at += 30 + name.length + bytes.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...local, directory, end]));
}

export const editKinds = [
  'flip-byte',
  'truncate',
  'append',
  'drop-file',
  'drop-line',
  'duplicate-entry',
  'duplicate-line',
  'copy-file',
  'reorder-entries',
  'reorder-lines',
  'swap-files',
  'careful-edit',
  'careful-drop',
  'resign-list',
  'resign-all',
  'compress',
  'compress-edit',
  'comment',
  'top-folder',
  'system-files',
] as const;
export type EditKind = (typeof editKinds)[number];

/**
 * Edits of the zip around the files, after which every file may still be what was signed. All others
 * must make the package `altered`; none may leave it `intact`.
 */
export const containerKinds: ReadonlySet<EditKind> = new Set([
  // A byte that says when, by what and with which rights an entry was written.
  'flip-byte',
  // Behind the end; bytes before the start are always `altered`.
  'append',
  'reorder-entries',
  'compress',
  'comment',
  'top-folder',
  'system-files',
]);

/**
 * One edit of a package. The careful ones write a valid container and put right every hash that
 * needs no key; `resign-all` has a key of its own and makes everything fit.
 */
export async function editPackage(
  zip: Bytes,
  kind: EditKind,
  pick: (below: number) => number,
  stranger: Signer,
): Promise<Bytes> {
  const read = readPackageZip(zip);
  if (!read.ok) throw new Error('the package to edit is no package');
  const files = new Map(read.files);
  const paths = [...files.keys()];
  const anyPath = (): string => paths[pick(paths.length)]!;
  const lines = (readUtf8(files.get(layout.log)!) ?? '').slice(0, -1).split('\n');
  const withLines = (changed: readonly string[]): Bytes => {
    files.set(layout.log, utf8(`${changed.join('\n')}\n`));
    return writePackageZip(files);
  };
  switch (kind) {
    case 'flip-byte':
      return flip(zip, pick);
    case 'truncate':
      return zip.slice(0, pick(zip.length));
    case 'append': {
      const extra = Uint8Array.from({ length: 1 + pick(40) }, () => pick(256));
      return new Uint8Array(pick(2) === 0 ? [...zip, ...extra] : [...extra, ...zip]);
    }
    case 'drop-file':
      files.delete(anyPath());
      return writePackageZip(files);
    case 'drop-line':
      return withLines(lines.toSpliced(pick(lines.length), 1));
    case 'duplicate-entry': {
      const path = anyPath();
      const copy = pick(2) === 0 ? files.get(path)! : flip(files.get(path)!, pick);
      return rawZip([...files].toSpliced(pick(paths.length), 0, [path, copy]));
    }
    case 'duplicate-line': {
      const from = pick(lines.length);
      return withLines(lines.toSpliced(pick(lines.length + 1), 0, lines[from]!));
    }
    case 'copy-file': {
      files.set(`media/copy-${pick(1000)}.png`, files.get(anyPath())!);
      return writePackageZip(files);
    }
    case 'reorder-entries': {
      const from = pick(paths.length);
      const to = (from + 1 + pick(paths.length - 1)) % paths.length;
      const entries = [...files];
      [entries[from], entries[to]] = [entries[to]!, entries[from]!];
      return rawZip(entries);
    }
    case 'reorder-lines': {
      const from = pick(lines.length);
      const to = (from + 1 + pick(lines.length - 1)) % lines.length;
      [lines[from], lines[to]] = [lines[to]!, lines[from]!];
      return withLines(lines);
    }
    case 'swap-files': {
      const from = pick(paths.length);
      const to = (from + 1 + pick(paths.length - 1)) % paths.length;
      const [a, b] = [paths[from]!, paths[to]!];
      const kept = files.get(a)!;
      files.set(a, files.get(b)!);
      files.set(b, kept);
      return writePackageZip(files);
    }
    case 'careful-edit': {
      const unsigned = paths.filter((path) => !afterSums.has(path));
      const path = unsigned[pick(unsigned.length)]!;
      files.set(path, flip(files.get(path)!, pick));
      files.set(layout.sums, utf8(await sumsText(files)));
      return writePackageZip(files);
    }
    case 'careful-drop': {
      const unsigned = paths.filter((path) => path !== layout.sums);
      files.delete(unsigned[pick(unsigned.length)]!);
      files.set(layout.sums, utf8(await sumsText(files)));
      return writePackageZip(files);
    }
    case 'resign-list': {
      const signature = await stranger.sign(files.get(layout.sums)!);
      files.set(layout.sumsSignature, signature);
      if (pick(2) === 0) files.set(layout.publicKey, utf8(publicKeyPem(stranger.spki)));
      return writePackageZip(files);
    }
    case 'resign-all':
      return resignAll(files, lines, stranger);
    case 'compress':
      return compressed(files);
    case 'compress-edit': {
      const path = paths.filter((one) => one !== layout.sums)[pick(paths.length - 1)]!;
      files.set(path, flip(files.get(path)!, pick));
      if (pick(2) === 0) files.set(layout.sums, utf8(await sumsText(files)));
      return compressed(files);
    }
    case 'comment': {
      const comment = Uint8Array.from({ length: 1 + pick(40) }, () => pick(256));
      const edited = new Uint8Array([...zip, ...comment]);
      edited[zip.length - 2] = comment.length;
      return edited;
    }
    case 'top-folder': {
      const folder = ['evidence', '证据 1', 'A.B'][pick(3)]!;
      return rawZip([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]));
    }
    case 'system-files': {
      const added = ['.DS_Store', 'media/.DS_Store', `__MACOSX/._${anyPath()}`, 'Thumbs.db'];
      const extra = [added[pick(added.length)]!, utf8('added')] as const;
      return rawZip([...files].toSpliced(pick(paths.length + 1), 0, [...extra]));
    }
  }
}

/** As archive programs pack them. */
function compressed(files: ReadonlyMap<string, Bytes>): Bytes {
  return new Uint8Array(zipSync(Object.fromEntries(files), { level: 6 }));
}

/** The forgery of somebody with a key of his own: log, list, sums and signatures all fit together. */
async function resignAll(
  files: Map<string, Bytes>,
  lines: readonly string[],
  stranger: Signer,
): Promise<Bytes> {
  let previous = noPrevious;
  const forged: string[] = [];
  for (const line of lines) {
    const record = readCaptureRecord(JSON.parse(line))!;
    forged.push(recordLine({ ...record, previous, key: stranger.fingerprint, note: 'forged' }));
    previous = await sha256Hex(utf8(forged.at(-1)!));
  }
  files.set(layout.log, utf8(`${forged.join('\n')}\n`));
  files.set(layout.publicKey, utf8(publicKeyPem(stranger.spki)));
  for (const path of [...afterSums, layout.dataPackage, layout.digest]) files.delete(path);
  const caseId = 'case-0001';
  const head = { seq: forged.length - 1, hash: previous };
  const signature = toBase64(await stranger.sign(headStatement(caseId, head)));
  const signed = await addSignatures(
    files,
    {
      caseId,
      key: stranger.fingerprint,
      created: '2026-11-20T08:31:00.000Z',
      software: 'Seam 0.1.0',
      log: { ...head, signature },
      timeStamp: null,
      withheld: [],
    },
    stranger,
  );
  return writePackageZip(signed);
}

/** Changes one byte to another value. */
export function flip(bytes: Bytes, pick: (below: number) => number): Bytes {
  const changed = bytes.slice();
  const at = pick(bytes.length);
  changed[at] = changed[at]! ^ (1 + pick(255));
  return changed;
}
