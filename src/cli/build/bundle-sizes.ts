import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What opens or runs on every page must stay small: issue bars, in bytes after gzip -9. */
export const bundleLimits = {
  popup: { limitBytes: 60_000, entry: 'src/entries/popup.html' },
  content: { limitBytes: 40_000, entry: 'content.js' },
} as const;

export interface BundleSize {
  readonly name: string;
  readonly gzipBytes: number;
  readonly limitBytes: number;
}

/** Sizes of the bundles in a build, each with everything it loads before it can draw. */
export function bundleSizes(dir: string): readonly BundleSize[] {
  return Object.entries(bundleLimits).map(([name, { limitBytes, entry }]) => ({
    name,
    limitBytes,
    gzipBytes: loadedFiles(dir, entry).reduce(
      (total, path) => total + gzipSync(readFileSync(join(dir, path)), { level: 9 }).length,
      0,
    ),
  }));
}

/** Throws when a bundle is over its limit, so that no build grows unseen. */
export function holdBundleSizes(sizes: readonly BundleSize[]): void {
  const over = sizes.filter(({ gzipBytes, limitBytes }) => gzipBytes > limitBytes);
  if (over.length === 0) return;
  const words = over.map(
    ({ name, gzipBytes, limitBytes }) => `${name} has ${gzipBytes} bytes, allowed ${limitBytes}`,
  );
  throw new Error(`too large after gzip: ${words.join('; ')}`);
}

/** A file and everything it imports statically; pages also with their styles. */
function loadedFiles(dir: string, entry: string): readonly string[] {
  const seen = new Set<string>();
  const follow = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = readFileSync(join(dir, path), 'utf8');
    const named = path.endsWith('.html')
      ? text.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)
      : text.matchAll(/(?:import|from)\s*"(\.[^"]+\.js)"/g);
    for (const [, target = ''] of named) {
      follow(posix.normalize(posix.join(posix.dirname(path), target)));
    }
  };
  follow(entry);
  return [...seen];
}
