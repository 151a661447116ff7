import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { youtubeUrl } from '../fixtures/sites.js';
import { mainRecord, openSeam, reasonsOf, type OpenSeam, type WatchedTab } from './open-seam.js';

const forged = youtubeUrl('astronaut-forged-blend');

/** One bit of the shipped model turned over. */
async function turnOneBit(extensionDir: string): Promise<void> {
  const folder = join(extensionDir, 'models');
  const file = (await readdir(folder)).find((name) => name.endsWith('.onnx'))!;
  const bytes = await readFile(join(folder, file));
  const middle = bytes.length >> 1;
  bytes[middle]! ^= 1;
  await writeFile(join(folder, file), bytes);
}

/** A browser whose WebAssembly cannot suspend, as Firefox 140. */
async function takePromiseIntegrationAway(extensionDir: string): Promise<void> {
  const file = join(extensionDir, 'assets/engine.worker.js');
  const removal = 'delete WebAssembly.Suspending;delete WebAssembly.promising;';
  await writeFile(file, removal + (await readFile(file, 'utf8')));
}

describe.each(browserNames)('a broken installation in %s', (name) => {
  let seam: OpenSeam | undefined;

  afterEach(async () => {
    await seam?.stop();
    seam = undefined;
  });

  async function blockedBecause(reason: string): Promise<WatchedTab> {
    const tab = await seam!.watch(forged);
    const view = await tab.until(
      reason,
      (now) => reasonsOf(now).includes(reason) && now.badgeText === '?',
    );
    expect(mainRecord(view)).toMatchObject({ state: 'blocked', verdict: null });
    expect(seam!.browser.errors).toEqual([]);
    expect(seam!.proxy.unexpected()).toEqual([]);
    return tab;
  }

  test('a model with one wrong bit is refused by name, and no verdict is given', async () => {
    seam = await openSeam(name, { tamper: turnOneBit });
    await blockedBecause('model-refused');
  });

  test('without WebGL2 the engine says so, and no verdict is given', async () => {
    seam = await openSeam(name, {
      browser: {
        args: ['--disable-gpu', '--disable-software-rasterizer'],
        withoutDisplay: true,
      },
    });
    await blockedBecause('webgl2-missing');
  });

  test('a browser without promise integration computes on WebAssembly with the same binary', async () => {
    seam = await openSeam(name, { tamper: takePromiseIntegrationAway });
    const tab = await seam.watch(forged);
    const view = await tab.until('a warning', (now) =>
      ['moderate', 'strong'].includes(mainRecord(now)?.verdict?.level ?? ''),
    );
    expect(mainRecord(view)?.verdict?.backend).toBe('wasm');
    expect(seam.browser.errors).toEqual([]);
  });
});
