import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Colours of a palette that keeps text and a face clean; 64 show bands in the portrait. */
const colours = 160;

/** Reduces PNGs to a palette with ImageMagick, in place. Says what was done, and how much they weigh. */
export function quantise(paths: readonly string[]): string {
  for (const path of paths) {
    const flags = ['-strip', '-dither', 'None', '-colors', `${colours}`];
    const png = ['-define', 'png:compression-level=9', `PNG8:${path}`];
    if (spawnSync('convert', [path, ...flags, ...png]).status !== 0) {
      return 'ImageMagick (convert) is not here: the pictures are larger than they should be committed.';
    }
  }
  const bytes = paths.reduce((total, path) => total + statSync(path).size, 0);
  return `${paths.length} pictures, ${(bytes / 1e6).toFixed(2)} MB`;
}
