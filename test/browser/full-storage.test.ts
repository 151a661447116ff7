import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { plainUrl } from '../fixtures/sites.js';
import { isJudged, mainRecord, openSeam, type OpenSeam, type WatchedTab } from './open-seam.js';
import { storedEvidence } from './stored-evidence.js';

const url = plainUrl('progressive', { clip: 'astronaut-forged-blend' });
/** Firefox gives one site a fifth of all, and no less than 10 MB. */
const roomBytes = 10 * 1024 * 1024;
const firefoxPreferences = { 'dom.quotaManager.temporaryStorage.fixedLimit': 20 * 1024 };

const words = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../public/_locales/en/messages.json'), 'utf8'),
) as Record<string, { readonly message: string }>;
const nothing = words['freeze_refused_nothing_frozen']!.message;

/** With `unlimitedStorage` Chromium refuses only when the disk is full. Without it, the same error comes at a limit. */
async function limitStorage(extensionDir: string): Promise<void> {
  const path = join(extensionDir, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as { permissions: string[] };
  const permissions = manifest.permissions.filter((one) => one !== 'unlimitedStorage');
  await writeFile(path, JSON.stringify({ ...manifest, permissions }));
}

describe.each(browserNames)('storage that is really refused in %s', (name) => {
  let seam: OpenSeam;
  let tab: WatchedTab;
  beforeAll(async () => {
    seam = await openSeam(name, {
      browser: { preferences: firefoxPreferences },
      ...(name === 'chromium' ? { tamper: limitStorage } : {}),
    });
    const targets = await seam.browser.targets?.();
    const { href } = new URL(seam.browser.extensionUrl!);
    const page = (await targets?.list())?.find((one) => one.url.startsWith(href));
    const quota = { origin: href.replace(/\/$/, ''), quotaSize: roomBytes };
    if (page !== undefined) await targets?.send(page, 'Storage.overrideQuotaForOrigin', quota);
    tab = await seam.watch(url);
    await tab.until('a verdict', isJudged);
  });
  afterAll(() => seam.stop());

  test.runIf(name === 'chromium')(
    'the estimate does not know of the limit: there only the write tells',
    async () => {
      const promised = await seam.extensionPage.evaluate(() => navigator.storage.estimate());
      expect((promised.quota ?? 0) - (promised.usage ?? 0)).toBeGreaterThan(roomBytes);
    },
  );

  test.runIf(name === 'firefox')(
    'the person is told how much is missing, and nothing is begun',
    async () => {
      expect(await freezeByHand()).toMatch(new RegExp(`^${nothing} .*\\d+\\.\\d.* \\d+\\.\\d`));
      expect(await stored()).toMatchObject({ cases: 0, halves: [] });
    },
  );

  test('a store that fills up under a freeze keeps what it had, and not half of the new', async () => {
    await believeInRoom();
    expect(await freezeByHand()).not.toContain(nothing);
    expect(await stored()).toMatchObject({ cases: 1, halves: [] });
    await fill();
    for (let time = 0; time < 3; time += 1) {
      await believeInRoom();
      expect(await freezeByHand()).toBe(
        `${nothing} ${words['freeze_refused_storage_full']!.message}`,
      );
      expect(await stored()).toMatchObject({ cases: 1, halves: [] });
    }
  });

  test('freezes again as soon as there is room', async () => {
    await seam.extensionPage.evaluate(() =>
      new Promise((done) => {
        indexedDB.deleteDatabase('filler').onsuccess = done;
      }).then(() => undefined),
    );
    await believeInRoom();
    expect(await freezeByHand()).not.toContain(nothing);
    expect(await stored()).toMatchObject({ cases: 2, halves: [] });
    expect(seam.browser.errors).toEqual([]);
  });

  const stored = () => storedEvidence(seam.extensionPage);

  /** The estimate comes first; where it is wrong the browser refuses in the middle of the transaction. */
  async function believeInRoom(): Promise<void> {
    if (name === 'chromium') return;
    await seam.extensionPage.evaluate(async () => {
      const background = await new Promise<Window | undefined>((done) =>
        chrome.runtime.getBackgroundPage(done),
      );
      const { storage } = background!.navigator;
      storage.estimate = () => Promise.resolve({ quota: 1e12, usage: 0 });
    });
  }

  /** Writes until the browser refuses even the smallest piece. */
  function fill(): Promise<void> {
    return seam.extensionPage.evaluate(async () => {
      // Opened for each piece: Firefox closes a database that ran out of room.
      const keep = (piece: Uint8Array<ArrayBuffer>): Promise<boolean> =>
        new Promise((done) => {
          const open = indexedDB.open('filler');
          open.onupgradeneeded = () => {
            open.result.createObjectStore('pieces', { autoIncrement: true });
          };
          open.onerror = () => done(false);
          open.onsuccess = () => {
            const writing = open.result.transaction('pieces', 'readwrite');
            writing.objectStore('pieces').add(piece);
            const end = (isKept: boolean) => () => {
              open.result.close();
              done(isKept);
            };
            writing.oncomplete = end(true);
            writing.onabort = end(false);
          };
        });
      for (let bytes = 2 ** 20; bytes >= 2 ** 14;) {
        const piece = new Uint8Array(bytes);
        // Random, or it would be packed.
        for (let at = 0; at < bytes; at += 65_536) {
          crypto.getRandomValues(piece.subarray(at, Math.min(bytes, at + 65_536)));
        }
        if (!(await keep(piece))) bytes /= 2;
      }
    });
  }

  /** As a person does in the window of a notice; answers what it says in the end. */
  async function freezeByHand(): Promise<string> {
    const { mediaId } = mainRecord(await tab.view())!;
    const page = await seam.browser.openExtensionPage(
      `src/entries/freeze.html?tab=${tab.tabId}&media=${mediaId}`,
    );
    try {
      const status = (): Promise<string> =>
        page.evaluate(() => document.querySelector('.freeze-status')?.textContent ?? '');
      const running = words['freeze_running']!.message;
      const untilMs = Date.now() + 60_000;
      for (let said = ''; Date.now() < untilMs; said = await status()) {
        if (said !== '' && said !== running) return said;
        if (said === '') {
          await page.evaluate(() =>
            document.querySelector<HTMLButtonElement>('.freeze button:not(:disabled)')?.click(),
          );
        }
        await sleep(200);
      }
      throw new Error('the window said nothing');
    } finally {
      await page.close();
    }
  }
});
