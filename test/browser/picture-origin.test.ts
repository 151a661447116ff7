import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { hosts, plainUrl } from '../fixtures/sites.js';
import { openSeam, type OpenSeam } from './open-seam.js';

const address = `https://${hosts.plain}/picture/astronaut-forged-blend.jpg`;

describe.each(browserNames)('the file of a picture on a page in %s', (name) => {
  let seam: OpenSeam;
  beforeAll(async () => {
    seam = await openSeam(name);
  });
  afterAll(async () => {
    await seam.stop();
  });

  /** "Check this face" as the browser tells it: the menu itself cannot be opened from outside. */
  const point = (tabId: number, isGesture: boolean): Promise<void> =>
    seam.extensionPage.evaluate(
      async ({ tab, url, isAsked }) => {
        if (isAsked) {
          const gesture = { frameId: 0, address: url, untilMs: Date.now() + 20_000 };
          await chrome.storage.session.set({ [`gesture:${tab}`]: gesture });
        }
        const body = { sourceUrl: url, visibleTab: null };
        await chrome.tabs.sendMessage(tab, { seam: 'page/check-now', body }, { frameId: 0 });
      },
      { tab: tabId, url: address, isAsked: isGesture },
    );

  test('is not asked for by itself, and once when a person points at it', async () => {
    const tab = await seam.watch(plainUrl('picture', { picture: 'astronaut-forged-blend.jpg' }));
    const first = await tab.until('a level', ({ records }) =>
      records.some(({ verdict }) => verdict?.level === 'strong' || verdict?.level === 'moderate'),
    );
    expect(first.records.map(({ provenance }) => provenance.state)).toContain('not-read');
    expect(seam.proxy.unexpected()).toEqual([]);

    await point(tab.tabId, false);
    await new Promise((done) => setTimeout(done, 3000));
    expect(seam.proxy.unexpected()).toEqual([]);

    await point(tab.tabId, true);
    const read = await tab.until('line two', ({ records }) =>
      records.some(({ provenance }) => provenance.state === 'read'),
    );
    expect(
      read.records.find(({ provenance }) => provenance.state === 'read')?.provenance,
    ).toMatchObject({ facts: { container: 'jpeg', markCount: 0 } });
    expect(seam.proxy.unexpected().map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${address}`,
    ]);
    const ledger = await seam.extensionPage.evaluate(() =>
      chrome.storage.local.get('request-ledger'),
    );
    expect(JSON.stringify(ledger)).toContain(hosts.plain);
    expect(seam.browser.errors).toEqual([]);
  });
});
