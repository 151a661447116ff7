import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser } from '../../src/cli/browsers/open-browser.js';
import { buildNoticeFixture } from '../browser/build-notice-fixture.js';

/** Until the notice stands on the page. */
const settleMs = 800;

/**
 * Milliseconds from a verdict that reaches the content script to the frame that shows it, `times` over, each
 * on a fresh page: the notice alone, without engine or background.
 */
export async function measureNotice(times: number): Promise<readonly number[]> {
  const dir = await mkdtemp(join(tmpdir(), 'seam-notice-'));
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      '<!doctype html><link rel="icon" href="data:,"><title>A page</title><div id="player" style="position:absolute;left:40px;top:40px;width:640px;height:360px;background:#234"></div>',
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await buildNoticeFixture(dir);
    const path = join(dir, 'manifest.json');
    const manifest = (await readFile(path, 'utf8')).replace(
      'https://player.example',
      'http://127.0.0.1',
    );
    await writeFile(path, manifest);
    const browser = await openBrowser('chromium', { extensionDir: dir, headless: true });
    const drawnMs: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const page = await browser.openPage(`${origin}/plain?`);
      await sleep(settleMs);
      await page.evaluate(() => dispatchEvent(new CustomEvent('judge')));
      await sleep(settleMs);
      drawnMs.push(Number(await page.evaluate(() => document.body.dataset['drawnMs'])));
      await page.close();
    }
    await browser.close();
    return drawnMs;
  } finally {
    server.close();
    await rm(dir, { recursive: true });
  }
}
