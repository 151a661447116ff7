import { zipSync } from 'fflate';
import type { Bytes } from '../bytes.js';

/** Files of a package by path. */
export type PackageFiles = ReadonlyMap<string, Bytes>;

/**
 * The one zip for these files: sorted by path, stored without compression, no times, no extra
 * fields, no comment. The verifier writes it again and compares, so a container has no byte that
 * could be changed unseen.
 */
export function writePackageZip(files: PackageFiles): Bytes {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  // DOS time has no zone and fflate reads local fields: a local date gives the same bytes anywhere.
  const mtime = new Date(1980, 0, 1);
  return new Uint8Array(zipSync(Object.fromEntries(sorted), { level: 0, mtime }));
}
