import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Endings that are taken from folders. A file that is named itself is always taken. */
const mediaEndings = new Set(
  'avif bmp gif jpeg jpg png webp avi m4v mkv mov mp4 ogv webm'.split(' ').map((end) => `.${end}`),
);

/**
 * Files to score, in the order given, folders from the inside out by name. Hidden files and
 * folders are left out.
 *
 * @throws Error when a path does not exist.
 */
export async function collectFiles(paths: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) files.push(...(await filesInside(path)));
    else files.push(path);
  }
  return [...new Set(files)];
}

async function filesInside(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesInside(path)));
    else if (mediaEndings.has(extname(entry.name).toLowerCase())) files.push(path);
  }
  return files;
}
