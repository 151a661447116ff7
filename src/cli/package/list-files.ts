import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** One file of the package. */
export interface PackagedFile {
  /** Path inside the package, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** All files below `dir`, sorted by path, so that two builds give the same list. */
export async function listFiles(dir: string): Promise<readonly PackagedFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  return Promise.all(
    paths.map(async (path) => {
      const bytes = new Uint8Array(await readFile(join(dir, path)));
      return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}
