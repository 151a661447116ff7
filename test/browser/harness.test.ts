import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import type { DrivenBrowser } from '../../src/cli/browsers/driven-browser.js';
import { openBrowser } from '../../src/cli/browsers/open-browser.js';
import type { FixtureSite } from '../fixtures/fixture-site.js';
import { startRecordingProxy, type RecordingProxy } from './recording-proxy.js';

/** The planted defect: an extension that phones home must be caught, or the zero-network proof is void. */
const leakyExtension = resolve(import.meta.dirname, '../fixtures/leaky-extension');

const site: FixtureSite = ({ url }) =>
  url.pathname === '/'
    ? {
        contentType: 'text/html',
        body: '<!doctype html><link rel="icon" href="data:,"><title>A page</title>',
        askedAs: ['document'],
      }
    : null;

describe.each(browserNames)('the harness in %s', (name) => {
  let proxy: RecordingProxy;
  let browser: DrivenBrowser;

  beforeAll(async () => {
    proxy = await startRecordingProxy({ 'www.youtube.com': site });
    browser = await openBrowser(name, {
      extensionDir: leakyExtension,
      headless: true,
      proxy: proxy.address,
      say: () => undefined,
    });
  });

  afterAll(async () => {
    await browser.close();
    await proxy.stop();
  });

  test('a quiet visit asks for the page and nothing else', async () => {
    const page = await browser.openPage('https://www.youtube.com/');
    expect(await page.evaluate(() => document.documentElement.dataset['neighbour'])).toBe(
      'present',
    );
    await sleep(3000);
    expect(proxy.unexpected()).toEqual([]);
    expect(proxy.takeExpected()).toEqual(['GET https://www.youtube.com/']);
    await page.close();
  });

  test('extension pages can be opened and asked', async () => {
    const page = await browser.openExtensionPage('page.html');
    expect(await page.evaluate(() => chrome.runtime.getManifest().name)).toBe('Leaky neighbour');
    await page.close();
  });

  test('a page stays visible while an extension page is open', async () => {
    const page = await browser.openPage('https://www.youtube.com/');
    const extensionPage = await browser.openExtensionPage('page.html');
    expect(await page.evaluate(() => document.visibilityState)).toBe('visible');
    await extensionPage.close();
    await page.close();
  });

  test('what an extension asks for by itself is recorded as unexpected', async () => {
    const page = await browser.openPage('https://www.youtube.com/#leak');
    await expect
      .poll(() => page.evaluate(() => document.documentElement.dataset['neighbour']))
      .toBe('leaked');
    const urls = proxy.unexpected().map((request) => request.url);
    expect(urls).toContain('https://leak.example/collect?what=pixels');
    expect(urls).toContain('https://www.youtube.com/collect-from-content');
    await page.close();
  });
});
