import * as v from 'valibot';
import { packagePath } from '../log/capture-record.js';
import { readUtf8, sameBytes, type Bytes } from '../bytes.js';
import { evidenceLimits } from '../evidence-limits.js';
import { writePackageZip, type PackageFiles } from '../package/package-zip.js';

/** Why a container is refused. `container-altered` is every difference that has no name of its own. */
export type ZipFault =
  | 'package-too-large'
  | 'not-a-package'
  | 'entry-compressed'
  | 'entry-name'
  | 'entry-twice'
  | 'entry-too-large'
  | 'too-many-entries'
  | 'container-cut'
  | 'container-altered';

export type ReadZip =
  | { readonly ok: true; readonly files: PackageFiles }
  | { readonly ok: false; readonly fault: ZipFault; readonly where: string };

const localEntry = 0x04034b50;
const centralEntry = 0x02014b50;
const localEntryBytes = 30;

/**
 * Reads a package strictly: only what `writePackageZip` writes is a package. Nothing is inflated,
 * so there is no bomb; nothing is read before its length was checked. Hidden entries, bytes
 * before, between or after, comments, times and checksums all show when the container is written
 * again from what was read.
 */
export function readPackageZip(zip: Bytes): ReadZip {
  const fail = (fault: ZipFault, where = ''): ReadZip => ({ ok: false, fault, where });
  if (zip.length > evidenceLimits.maxPackageBytes) return fail('package-too-large');
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const files = new Map<string, Bytes>();
  const seen = new Set<string>();
  let at = 0;
  while (at + localEntryBytes <= zip.length && view.getUint32(at, true) === localEntry) {
    if (files.size >= evidenceLimits.maxEntries) return fail('too-many-entries');
    const sizeBytes = view.getUint32(at + 22, true);
    const nameAt = at + localEntryBytes;
    const dataAt = nameAt + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const name = readUtf8(zip.subarray(nameAt, nameAt + view.getUint16(at + 26, true)));
    if (name === null || !v.is(packagePath, name)) return fail('entry-name', `byte ${at}`);
    if (view.getUint16(at + 8, true) !== 0) return fail('entry-compressed', name);
    if (sizeBytes > evidenceLimits.maxEntryBytes) return fail('entry-too-large', name);
    if (dataAt + sizeBytes > zip.length) return fail('container-cut', name);
    // Two names that differ in case alone are one file on many computers.
    if (seen.has(name.toLowerCase())) return fail('entry-twice', name);
    seen.add(name.toLowerCase());
    files.set(name, zip.slice(dataAt, dataAt + sizeBytes));
    at = dataAt + sizeBytes;
  }
  if (files.size === 0) return fail('not-a-package');
  if (at + 4 > zip.length) return fail('container-cut');
  if (view.getUint32(at, true) !== centralEntry) return fail('container-altered', `byte ${at}`);
  const again = writePackageZip(files);
  if (sameBytes(again, zip)) return { ok: true, files };
  const first = zip.findIndex((byte, index) => byte !== again[index]);
  if (first < 0) return fail('container-cut');
  return fail('container-altered', `byte ${first}`);
}
