import { zipSync, type Zippable } from 'fflate';
import type { PackagedFile } from './list-files.js';

/** Zip time stamps start in 1980; a fixed one makes the same files give the same bytes. */
const fixedTime = new Date(1980, 0, 1);

/** A zip whose bytes depend on the files only. */
export function zipFiles(files: readonly PackagedFile[]): Uint8Array {
  const entries: Zippable = Object.fromEntries(
    files.map(({ path, bytes }) => [path, [bytes, { level: 9, mtime: fixedTime, os: 3 }]]),
  );
  return zipSync(entries);
}
