import * as v from 'valibot';
import { readUtf8, type Bytes } from '../bytes.js';
import { packagePath } from '../log/capture-record.js';
import { crc32 } from '../pictures/encode-png.js';
import { evidenceLimits } from '../evidence-limits.js';
import { folderAround } from './folder-around.js';
import { inflateRaw } from './inflate-raw.js';
import { layout } from '../package/package-layout.js';
import type { PackageFiles } from '../package/package-zip.js';
import { hasSystemName, systemFileTest } from './system-files.js';

export interface RepackedZip {
  readonly files: PackageFiles;
  /** What an operating system added beside the files, by name. Not looked into. */
  readonly skipped: readonly string[];
}

/** Bytes that may still be inflated for one answer, all zips within zips together. */
export interface UnpackBudget {
  leftBytes: number;
}

export function newUnpackBudget(): UnpackBudget {
  return { leftBytes: evidenceLimits.maxPackageBytes };
}

/**
 * Reads a zip that an archive program made of unpacked files (Finder, Explorer, `zip`), or gives null
 * where there are two ways to read it. Compression, times, order, folders, extra fields and one
 * folder around everything are taken; so is what `systemFileTest` knows, which is skipped and named.
 *
 * Nothing is believed that is said in one place only: each entry's local header, directory entry,
 * lengths and CRC must agree, and the entries must stand one after the other from the first byte to
 * the directory, so programs that read from the front and programs that read from the directory see
 * the same files. Names are checked before any file but the list is unpacked, lengths before memory is taken, and
 * unpacking stops at the first byte too many.
 *
 * What can hide all the same, which is why such a zip is never `intact`: bytes after the end record
 * and after the end of a compressed stream, the comments, times, attributes and extra fields, the name of the folder around everything, and
 * the content of the files that were skipped. No file that is given back can.
 */
export function readRepackedZip(zip: Bytes, budget: UnpackBudget): RepackedZip | null {
  try {
    return read(zip, budget);
  } catch (error) {
    if (error instanceof OtherZip) return null;
    throw error;
  }
}

/** The zip is none that we take. */
class OtherZip extends Error {
  override readonly name = 'OtherZip';
}

function must(holds: boolean): asserts holds {
  if (!holds) throw new OtherZip();
}

const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  descriptor: 0x08074b50,
} as const;
const headBytes = { local: 30, central: 46, end: 22 } as const;
const maxCommentBytes = 0xffff;
const deflated = 8;
const afterwards = 0x0008;
/** Level of compression, lengths after the data, names in UTF-8. Encryption and patches are none of them. */
const knownFlags = 0x0806 | afterwards;
const extraIds = { zip64: 0x0001, unicodePath: 0x7075 } as const;

interface Entry {
  /** Byte for byte as characters: it is compared, and files of a package have ASCII names. */
  readonly name: string;
  readonly shownName: string;
  readonly isFolder: boolean;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly localAt: number;
}

function read(zip: Bytes, budget: UnpackBudget): RepackedZip {
  must(zip.length <= evidenceLimits.maxPackageBytes);
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const { entries, directoryAt } = readDirectory(zip, view);
  const data = locate(zip, view, entries, directoryAt);
  const files = new Map<string, Bytes>();
  const take = (entry: Entry, path: string): void => {
    const packed = data.get(entry);
    must(packed !== undefined);
    files.set(path, unpack(entry, packed, budget));
  };
  const own = entries.filter(({ name, isFolder }) => !isFolder && !hasSystemName(name));
  const around = folderAround(own.map(({ name }) => name));
  const sums = entries.find(
    ({ name, isFolder }) => !isFolder && name === `${around}${layout.sums}`,
  );
  if (sums !== undefined) take(sums, layout.sums);
  const isSystemFile = systemFileTest(files.get(layout.sums), around);
  const paths = pathsOf(
    entries.filter(({ name }) => !isSystemFile(name)),
    around,
  );
  for (const [entry, path] of paths) if (entry !== sums) take(entry, path);
  const skipped = entries.filter(({ name, isFolder }) => isSystemFile(name) && !isFolder);
  return { files, skipped: skipped.map(({ shownName }) => shownName) };
}

function readDirectory(zip: Bytes, view: DataView): { entries: Entry[]; directoryAt: number } {
  let endAt = zip.length - headBytes.end;
  const lowest = Math.max(0, endAt - maxCommentBytes);
  while (endAt >= lowest && view.getUint32(endAt, true) !== signatures.end) endAt -= 1;
  must(endAt >= lowest);
  const count = view.getUint16(endAt + 10, true);
  const directoryAt = view.getUint32(endAt + 16, true);
  must(view.getUint32(endAt + 4, true) === 0 && view.getUint16(endAt + 8, true) === count);
  must(count > 0 && count <= evidenceLimits.maxRepackedEntries);
  must(directoryAt + view.getUint32(endAt + 12, true) === endAt);
  must(endAt + headBytes.end + view.getUint16(endAt + 20, true) <= zip.length);

  const entries: Entry[] = [];
  let at = directoryAt;
  while (at < endAt) {
    must(at + headBytes.central <= endAt && view.getUint32(at, true) === signatures.central);
    const nameAt = at + headBytes.central;
    const extraAt = nameAt + view.getUint16(at + 28, true);
    const commentAt = extraAt + view.getUint16(at + 30, true);
    const next = commentAt + view.getUint16(at + 32, true);
    must(next <= endAt && view.getUint16(at + 34, true) === 0);
    const rawName = zip.subarray(nameAt, extraAt);
    const name = nameOf(rawName);
    checkExtra(zip.subarray(extraAt, commentAt), name);
    const entry: Entry = {
      name: name.replace(/\/$/, ''),
      shownName: readUtf8(rawName) ?? name,
      isFolder: name.endsWith('/'),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      sizeBytes: view.getUint32(at + 24, true),
      localAt: view.getUint32(at + 42, true),
    };
    must((entry.flags & ~knownFlags) === 0 && (entry.method === 0 || entry.method === deflated));
    must(entry.method === deflated || entry.packedBytes === entry.sizeBytes);
    must(!entry.isFolder || entry.sizeBytes === 0);
    // Links, devices and pipes are no files; without a kind (no Unix) it is one.
    const kind = view.getUint16(at + 40, true) >> 12;
    must(kind === 0 || kind === (entry.isFolder ? 4 : 8));
    entries.push(entry);
    at = next;
  }
  must(at === endAt && entries.length === count);
  return { entries, directoryAt };
}

/** The packed bytes of each entry, which must fill the zip up to the directory. */
function locate(
  zip: Bytes,
  view: DataView,
  entries: readonly Entry[],
  directoryAt: number,
): ReadonlyMap<Entry, Bytes> {
  const data = new Map<Entry, Bytes>();
  let at = 0;
  for (const entry of [...entries].sort((a, b) => a.localAt - b.localAt)) {
    must(entry.localAt === at && at + headBytes.local <= directoryAt);
    must(view.getUint32(at, true) === signatures.local);
    const nameAt = at + headBytes.local;
    const extraAt = nameAt + view.getUint16(at + 26, true);
    const dataAt = extraAt + view.getUint16(at + 28, true);
    must(dataAt + entry.packedBytes <= directoryAt);
    const name = nameOf(zip.subarray(nameAt, extraAt));
    must(name === (entry.isFolder ? `${entry.name}/` : entry.name));
    checkExtra(zip.subarray(extraAt, dataAt), name);
    must(view.getUint16(at + 6, true) === entry.flags);
    must(view.getUint16(at + 8, true) === entry.method);
    const said = [entry.crc, entry.packedBytes, entry.sizeBytes];
    const isSaidAt = (from: number, mayWait: boolean): boolean =>
      said.every((value, index) => {
        const here = view.getUint32(from + 4 * index, true);
        return here === value || (mayWait && here === 0);
      });
    const saysLater = (entry.flags & afterwards) !== 0;
    must(isSaidAt(nameAt - 16, saysLater));
    at = dataAt + entry.packedBytes;
    if (saysLater) {
      if (view.getUint32(at, true) === signatures.descriptor) at += 4;
      must(isSaidAt(at, false));
      at += 12;
    }
    data.set(entry, zip.subarray(dataAt, dataAt + entry.packedBytes));
  }
  must(at === directoryAt);
  return data;
}

/** `__MACOSX/`, a folder of 255 letters of three bytes each, and a path of a package. Longer ones make comparing slow. */
const maxNameBytes = 1024;

/** A relative name whose parts a file system takes as they are written. */
function nameOf(bytes: Uint8Array): string {
  must(bytes.length <= maxNameBytes);
  const name = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  must(!/[\u0000-\u001f\u007f\\:]/.test(name));
  const parts = name.replace(/\/$/, '').split('/');
  must(parts.every((part) => part !== '' && part !== '.' && part !== '..'));
  return name;
}

/**
 * Extra fields may not change what the header says: no other lengths, and another name only for
 * the folder around everything, which may be written in letters of the person's language.
 */
function checkExtra(extra: Bytes, name: string): void {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  let at = 0;
  while (at + 4 <= extra.length) {
    const id = view.getUint16(at, true);
    const next = at + 4 + view.getUint16(at + 2, true);
    must(next <= extra.length && id !== extraIds.zip64);
    if (id === extraIds.unicodePath) {
      const other = nameOf(extra.subarray(at + 9, next));
      must(withoutFirst(other) === withoutFirst(name));
    }
    at = next;
  }
  must(at === extra.length);
}

function withoutFirst(name: string): string {
  const at = name.indexOf('/');
  return at < 0 ? `/${name}` : name.slice(at + 1);
}

/** The path of each file, without the folder around everything. */
function pathsOf(entries: readonly Entry[], around: string): ReadonlyMap<Entry, string> {
  const files = entries.filter(({ isFolder }) => !isFolder);
  must(files.length > 0 && files.length <= evidenceLimits.maxEntries);
  const paths = new Map<Entry, string>();
  const seen = new Set<string>();
  for (const entry of entries) {
    // Two names that differ in case alone are one file on many computers, and none is also a folder.
    const lower = entry.name.toLowerCase();
    must(!seen.has(lower));
    seen.add(lower);
    if (entry.isFolder) {
      // Folders hold something: an empty one would be an addition.
      must(files.some(({ name }) => name.startsWith(`${entry.name}/`)));
      continue;
    }
    const path = entry.name.slice(around.length);
    must(v.is(packagePath, path));
    paths.set(entry, path);
  }
  return paths;
}

function unpack(entry: Entry, packed: Bytes, budget: UnpackBudget): Bytes {
  const { sizeBytes } = entry;
  // A whole case holds packages, whose own entries are bounded when they are read.
  must(entry.name.endsWith('.zip') || sizeBytes <= evidenceLimits.maxEntryBytes);
  const bytes = entry.method === deflated ? inflate(packed, sizeBytes, budget) : packed;
  must(bytes !== null && crc32(bytes) === entry.crc);
  return bytes;
}

function inflate(packed: Bytes, sizeBytes: number, budget: UnpackBudget): Bytes | null {
  must(sizeBytes <= budget.leftBytes);
  budget.leftBytes -= sizeBytes;
  return inflateRaw(packed, sizeBytes);
}
