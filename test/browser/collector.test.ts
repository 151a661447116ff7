import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import type { StoredOutboxItem } from '../../src/report/outbox-store.js';
import { seeded } from '../contract/evidence/edits.js';
import { CollectorSite } from './collector-site.js';
import { endBackground } from './control-engine.js';
import { openSeam, type OpenSeam } from './open-seam.js';

/** `SEAM_LONG=1`: as often as the bar says. */
const isLong = process.env['SEAM_LONG'] === '1';
const reports = isLong ? 500 : 40;
const kills = isLong ? 100 : 8;
const host = 'collector.example';
const collector = { address: `https://${host}`, teamKey: 'team-key', isOn: true };

describe.each(browserNames)('an own collector in %s', (name) => {
  const pick = seeded(20261127);
  const site = new CollectorSite(pick, collector.teamKey);
  let seam: OpenSeam;
  beforeAll(async () => {
    seam = await openSeam(name, { hosts: { [host]: site.answer } });
  });
  afterAll(() => seam.stop());

  test('is off as installed: no alarm, no request, and what waits stays', async () => {
    const [waiting] = await hand(1);
    await work();
    expect(await alarms()).toEqual([]);
    expect((await items()).map(({ state }) => state)).toEqual(['sealed']);
    await choose({ ...collector, isOn: false });
    await work();
    expect((await items()).map(({ reportId }) => reportId)).toEqual([waiting]);
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(await ledger()).toEqual([]);
    await choose(collector);
    await work();
    expect((await items()).map(({ state }) => state)).toEqual(['accepted']);
    expect(await ledger()).toMatchObject([{ purpose: 'collector', host }]);
  });

  test('shows in the settings what waits, what was delivered and what was refused', async () => {
    const page = await seam.browser.openExtensionPage('src/entries/options.html#collector');
    await expect
      .poll(() => page.evaluate(() => document.querySelector('#collector table')?.textContent))
      .toContain('receipt-1');
    await page.close();
  });

  test(
    'gets each report exactly once from a background that is killed all the time',
    { timeout: isLong ? 1_800_000 : 240_000 },
    async () => {
      const before = site.taken.size;
      const keys = await hand(reports);
      site.faultPercent = 40;
      // Long enough to be ended in: Firefox takes longer to end a background.
      site.delayMs = name === 'firefox' ? 250 : 60;
      let killed = 0;
      let inTheMiddle = 0;
      for (let round = 0; round < 4000; round += 1) {
        // Time passes: what waits for its next try, and what was lost with its background, is due.
        if ((await letTimePass()) === 0) break;
        // Few requests lie between two kills, so that they do not run out first.
        const killAt = site.arrivals + 1 + pick(6);
        const over = new AbortController();
        const working = work().then(() => over.abort());
        if (killed < kills) {
          const arrivals = site.arrivals;
          while (site.arrivals < killAt && !over.signal.aborted) await sleep(2);
          if (site.arrivals === arrivals) {
            // It was still coming back from the last end: nothing was begun that could be ended.
            await sleep(100);
            continue;
          }
          const isAsking = site.open > 0;
          await endBackground(seam);
          killed += 1;
          // An event page that is loaded anew still writes that no answer came; a closed worker does not.
          const isLeft = (await items()).some(({ state }) => state === 'sending');
          if (name === 'firefox' ? isAsking : isLeft) inTheMiddle += 1;
        }
        await working;
      }
      site.faultPercent = 0;
      site.delayMs = 0;
      expect(killed).toBe(kills);
      expect(inTheMiddle).toBeGreaterThan(kills / 4);
      const mine = (await items()).filter(({ reportId }) => keys.includes(reportId));
      expect(mine.filter(({ state }) => state === 'accepted')).toHaveLength(reports);
      expect(new Set(mine.map(({ receipt }) => receipt)).size).toBe(reports);
      expect(site.taken.size - before).toBe(reports);
      expect([...site.taken.values()].every((times) => times === 1)).toBe(true);
      console.log(`${reports} reports, ${killed} kills, ${inTheMiddle} in the middle of a try`);
    },
  );

  test('is reached by an alarm alone when the background was ended in the middle', async () => {
    site.delayMs = 5000;
    const [key] = await hand(1);
    const working = work();
    await expect.poll(async () => (await item(key))?.state).toBe('sending');
    await endBackground(seam);
    await working;
    site.delayMs = 0;
    expect(await alarms()).toEqual(['outbox']);
    await letTimePass();
    await expect
      .poll(async () => (await item(key))?.state, { timeout: 90_000, interval: 1000 })
      .toBe('accepted');
    expect(site.taken.get(key!)).toBe(1);
  });

  test('was asked for nothing but what the contract has, and nobody else was asked', () => {
    expect(site.wrong).toEqual([]);
    const others = seam.proxy
      .unexpected()
      .filter((request) => request.host !== host)
      .map((request) => `${request.method} ${request.host}`);
    expect(others).toEqual([]);
  });

  /** Puts reports into the outbox as the page does, and answers their keys. */
  async function hand(count: number): Promise<readonly string[]> {
    const made = Array.from({ length: count }, () => {
      const body = JSON.stringify({ version: 1, note: crypto.randomUUID() });
      return { body, reportId: createHash('sha256').update(body).digest('hex') };
    });
    await seam.extensionPage.evaluate(
      async ({ made: list, address }) => {
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const open = indexedDB.open('seam-outbox', 1);
          open.onupgradeneeded = () => {
            for (const store of ['items', 'bodies']) {
              open.result.createObjectStore(store, { keyPath: 'reportId' });
            }
          };
          open.onsuccess = () => resolve(open.result);
          open.onerror = () => reject(new Error('not opened'));
        });
        const writing = db.transaction(['items', 'bodies'], 'readwrite');
        for (const { reportId, body } of list) {
          writing.objectStore('bodies').put({ reportId, body });
          writing.objectStore('items').put({
            reportId,
            state: 'sealed',
            bundleSha256: reportId,
            tries: 0,
            dueAtMs: 0,
            lastFault: null,
            receipt: null,
            address,
            sealedAtMs: Date.now(),
          });
        }
        await new Promise((resolve) => (writing.oncomplete = resolve));
        db.close();
      },
      { made, address: collector.address },
    );
    return made.map(({ reportId }) => reportId);
  }

  /** Every item that waits is due now; answers how many wait. */
  function letTimePass(): Promise<number> {
    return seam.extensionPage.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open('seam-outbox');
        open.onsuccess = () => resolve(open.result);
      });
      const writing = db.transaction('items', 'readwrite');
      const store = writing.objectStore('items');
      let waiting = 0;
      const all = store.getAll();
      all.onsuccess = () => {
        for (const item of all.result as { state: string; dueAtMs: number }[]) {
          if (item.state !== 'sealed' && item.state !== 'sending') continue;
          waiting += 1;
          store.put({ ...item, dueAtMs: 0 });
        }
      };
      await new Promise((resolve) => (writing.oncomplete = resolve));
      db.close();
      return waiting;
    });
  }

  function items(): Promise<readonly StoredOutboxItem[]> {
    return seam.extensionPage.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open('seam-outbox');
        open.onsuccess = () => resolve(open.result);
      });
      const all = db.transaction('items').objectStore('items').getAll();
      await new Promise((resolve) => (all.onsuccess = resolve));
      db.close();
      return all.result as StoredOutboxItem[];
    });
  }

  async function item(reportId: string | undefined): Promise<StoredOutboxItem | undefined> {
    return (await items()).find((one) => one.reportId === reportId);
  }

  /** One round of the background, or what is left of it when it is ended. */
  function work(): Promise<void> {
    return seam.extensionPage.evaluate(async () => {
      await chrome.runtime.sendMessage({ seam: 'outbox/work', body: {} }).catch(() => undefined);
    });
  }

  function choose(value: object): Promise<void> {
    return seam.extensionPage.evaluate(
      (chosen) => chrome.storage.local.set({ collector: chosen }),
      value,
    );
  }

  function alarms(): Promise<readonly string[]> {
    return seam.extensionPage.evaluate(async () =>
      (await chrome.alarms.getAll()).map((alarm) => alarm.name),
    );
  }

  function ledger(): Promise<unknown> {
    return seam.extensionPage.evaluate(async () => {
      const key = 'request-ledger';
      return (await chrome.storage.local.get(key))[key] ?? [];
    });
  }
});
