import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { youtubeUrl } from '../fixtures/sites.js';
import { goodFrames, mainRecord, openSeam, type OpenSeam, type WatchedTab } from './open-seam.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.each(browserNames)('the why panel in %s', (name) => {
  let seam: OpenSeam;
  let tab: WatchedTab;
  let page: DrivenPage;
  let path: string;

  beforeAll(async () => {
    seam = await openSeam(name);
    tab = await seam.watch(youtubeUrl('astronaut-forged-blend'));
    const view = await tab.until('a settled level', (now) => goodFrames(now) >= 8);
    const { mediaId } = mainRecord(view)!;
    const query = new URLSearchParams({ media: mediaId, tab: `${tab.tabId}`, frame: '0' });
    path = `src/entries/why.html?${query.toString()}`;
    page = await seam.browser.openExtensionPage(path);
    const drawn = () =>
      page.evaluate(() => document.querySelectorAll('.face-view canvas').length > 0);
    await vi.waitUntil(drawn, { timeout: 15_000, interval: 200 });
  });
  afterAll(async () => {
    await seam.stop();
  });

  /** How much of the picture is not of one colour: 0 for an empty canvas. */
  const contrast = (): Promise<number> =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.face-view canvas')!;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let low = 255;
      let high = 0;
      for (let at = 0; at < data.length; at += 4) {
        low = Math.min(low, data[at]!);
        high = Math.max(high, data[at]!);
      }
      return high - low;
    });

  test('shows the scored face at full resolution, its scores over time and its quality', async () => {
    expect(await contrast()).toBeGreaterThan(60);
    const shown = await page.evaluate(() => ({
      sidePx: document.querySelector<HTMLCanvasElement>('.face-view canvas')!.width,
      bars: document.querySelectorAll('.chart rect:is(.sign, .calm)').length,
      quality: document.querySelectorAll('.quality dd').length,
      often: document.querySelectorAll('.often dd').length,
    }));
    expect(shown.sidePx).toBeGreaterThan(96);
    expect(shown.bars).toBeGreaterThanOrEqual(5);
    expect(shown).toMatchObject({ quality: 3, often: 4 });
  });

  test('amplifies the fine detail on request', async () => {
    const meanOf = (): Promise<number> =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.face-view canvas')!;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        let sum = 0;
        for (let at = 0; at < data.length; at += 4) sum += data[at]!;
        return sum / (data.length / 4);
      });
    const before = await meanOf();
    await page.click('.toggle input');
    await expect.poll(meanOf).not.toBe(before);
    // Differences to a smoothed copy lie around middle grey.
    expect(Math.abs((await meanOf()) - 128)).toBeLessThan(6);
    await page.click('.toggle input');
  });

  test('is clean for axe', async () => {
    await page.evaluate(`${axe}; undefined`);
    const broken = await page.evaluate(async () => {
      const { axe: checker } = window as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> };
      };
      const { violations } = await checker.run();
      return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0]?.target)}`);
    });
    expect(broken).toEqual([]);
    if (process.env['SEAM_PICTURES'] !== undefined) {
      await page.screenshot(`${process.env['SEAM_PICTURES']}/why-${name}.png`);
    }
  });

  test('keeps a correction for the next time, and forgets it on request', async () => {
    const wrong = '.buttons .button';
    await page.click(wrong);
    await expect.poll(() => page.evaluate(() => document.body.innerText)).toMatch(/you said/);
    // Opened anew: a reload of an extension page never ends under Firefox's driver.
    await page.close();
    page = await seam.browser.openExtensionPage(path);
    await expect
      .poll(() => page.evaluate(() => document.body.innerText), { timeout: 15_000 })
      .toMatch(/you said/);
    await page.click(wrong);
    await expect.poll(() => page.evaluate(() => document.body.innerText)).not.toMatch(/you said/);
  });

  test('keeps what was seen when the page of the media is closed', async () => {
    await tab.close();
    await expect
      .poll(() => page.evaluate(() => document.body.innerText), { timeout: 15_000 })
      .toMatch(/closed or has moved on/);
    expect(await contrast()).toBeGreaterThan(60);
  });

  test('asked for nothing and threw nothing', () => {
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});
