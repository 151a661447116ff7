import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { openSeam, type OpenSeam } from './open-seam.js';

const words = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../public/_locales/en/messages.json'), 'utf8'),
) as Record<string, { message: string }>;

describe.each(browserNames)('the welcome page in %s', (name) => {
  let seam: OpenSeam;
  beforeAll(async () => {
    seam = await openSeam(name);
  });
  afterAll(async () => {
    await seam.stop();
  });

  test('checks its clip with the packaged engine, and asks the network for nothing', async () => {
    const page = await seam.browser.openExtensionPage('src/entries/welcome.html');
    const button = 'section[aria-labelledby="try"] button.main';
    await expect
      .poll(() => page.evaluate((wanted) => document.querySelector(wanted) !== null, button))
      .toBe(true);
    await page.click(button);
    const card = (): Promise<string> =>
      page.evaluate(() => document.querySelector('.card h2, .card h3')?.textContent ?? '');
    await expect.poll(card, { timeout: 60_000, interval: 250 }).not.toBe('');
    // The clip is forged, and the page says so with its caveat.
    const signs = ['level_moderate', 'level_strong'].map((key) => words[key]!.message);
    const answer = await page.evaluate(() => document.body.textContent);
    expect(signs.some((sign) => answer.includes(sign))).toBe(true);
    expect(answer).toContain(words['not_checked_video']!.message);
    expect(seam.proxy.requests).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
    await page.close();
  });
});
