import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleSizes, holdBundleSizes } from '../../../src/cli/build/bundle-sizes.js';

/** Text that gzip cannot shrink much. */
const noise = (bytes: number): string => randomBytes(bytes).toString('base64');

describe('the sizes of bundles', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'seam-sizes-'));
    mkdirSync(join(dir, 'src/entries'), { recursive: true });
    mkdirSync(join(dir, 'assets'));
    writeFileSync(
      join(dir, 'src/entries/popup.html'),
      '<script src="../../assets/popup.js"></script><link href="../../assets/popup.css">',
    );
    writeFileSync(join(dir, 'assets/popup.css'), 'a{}');
    writeFileSync(join(dir, 'assets/popup.js'), 'import"./small.js";import{a}from"./large.js";');
    writeFileSync(join(dir, 'assets/small.js'), 'import"./large.js";');
    writeFileSync(join(dir, 'assets/unused.js'), noise(100_000));
    writeFileSync(join(dir, 'content.js'), '0');
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  test('count what a page loads, each file once, and nothing else', () => {
    writeFileSync(join(dir, 'assets/large.js'), noise(20_000));
    const [popup, content] = bundleSizes(dir);
    expect(popup!.gzipBytes).toBeGreaterThan(20_000);
    expect(popup!.gzipBytes).toBeLessThan(24_000);
    expect(content!.gzipBytes).toBeLessThan(100);
    expect(() => holdBundleSizes(bundleSizes(dir))).not.toThrow();
  });

  test('stop the build above their limits', () => {
    writeFileSync(join(dir, 'assets/large.js'), noise(62_000));
    expect(() => holdBundleSizes(bundleSizes(dir))).toThrow(/popup has \d+ bytes, allowed 60000/);
    writeFileSync(join(dir, 'assets/large.js'), '0');
    writeFileSync(join(dir, 'content.js'), noise(42_000));
    expect(() => holdBundleSizes(bundleSizes(dir))).toThrow(/content has \d+ bytes/);
  });
});
