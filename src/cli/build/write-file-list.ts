import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { listFiles } from '../package/list-files.js';

/** Name of the list inside a package; `sha256sum -c` reads it, and evidence names its hash. */
export const fileList = 'files.sha256';

/** Writes the SHA-256 of every file of a built extension into it, so that a build has one name. */
export async function writeFileList(dir: string): Promise<void> {
  const files = (await listFiles(dir)).filter(({ path }) => path !== fileList);
  const lines = files.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  await writeFile(resolve(dir, fileList), lines.join(''));
}
