import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { askFreeze, savedPackage } from '../../src/cli/browsers/drive-evidence.js';
import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { utf8 } from '../../src/evidence/bytes.js';
import { verifyPackage } from '../../src/evidence/verify/verify.js';
import { readPackageZip } from '../../src/evidence/verify/read-package-zip.js';
import type { FreezeReply } from '../../src/protocol/freeze-messages.js';
import { bilibiliUrl, youtubeUrl } from '../fixtures/sites.js';
import { isJudged, mainRecord, openSeam, type OpenSeam, type WatchedTab } from './open-seam.js';
import { storedEvidence } from './stored-evidence.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const dist = resolve(import.meta.dirname, '../../dist');
const run = promisify(execFile);

const sites = [
  ['a YouTube-like page', youtubeUrl, 'youtube', 'https://www.youtube.com/watch?v='],
  ['a Bilibili-like page', bilibiliUrl, 'bilibili', 'https://www.bilibili.com/video/BV'],
] as const;

describe.each(browserNames)('evidence in %s', (name) => {
  let seam: OpenSeam;
  let folder: string;
  let lastCase = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seam-evidence-'));
    seam = await openSeam(name);
  });
  afterAll(async () => {
    await seam.stop();
    await rm(folder, { recursive: true });
  });

  test.each(sites)('a video of %s is frozen, packed and checked', async (_, url, site, address) => {
    const tab = await seam.watch(url('astronaut-forged-blend'));
    await tab.until('a verdict', isJudged);
    const reply = await freeze(seam, tab);
    expect(reply).toMatchObject({ ok: true });
    if (!reply.ok) return;

    await answerSafety(seam, reply.caseId);
    const zip = await savePackage(seam, reply.caseId);
    const verification = await verifyPackage(zip, { expectedKey: null, authorities: [] });
    expect(verification).toMatchObject({ outcome: 'intact', faults: [] });
    const read = readPackageZip(zip);
    const files = read.ok ? read.files : new Map<string, Uint8Array>();
    const text = (path: string): string => new TextDecoder().decode(files.get(path));
    const meta = JSON.parse(text('page/meta.json')) as Record<string, unknown>;
    expect(meta).toMatchObject({ site, mediaType: 'video' });
    // A busy machine gives fewer frames or scores in time; then the evidence says so itself.
    for (const gap of meta['missing'] as string[])
      expect(gap).toMatch(/^(frames|scores): .*\d+ of/);
    expect(meta['urlCanonical']).toMatch(new RegExp(`^${address.replace(/[.?]/g, '\\$&')}`));
    expect(meta['title']).toContain('astronaut-forged-blend');
    const records = text('log.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const frames = records.filter(({ kind }) => kind === 'frame');
    expect(frames).toHaveLength(reply.frames);
    expect(frames.length).toBeGreaterThanOrEqual(2);
    expect(new Set(frames.map(({ mediaTimeS }) => mediaTimeS)).size).toBe(frames.length);
    for (const { pdq } of frames) expect(pdq?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(frames.some(({ scores }) => (scores?.['faces'] ?? 0) >= 1)).toBe(true);
    const faces = records.filter(({ kind }) => kind === 'crop');
    expect(faces.some(({ scores }) => (scores?.['score'] ?? 0) > 0.9)).toBe(true);
    await tab.close();
    lastCase = reply.caseId;

    const path = join(folder, `${site}.zip`);
    await writeFile(path, zip);
    const changed = Uint8Array.from(zip);
    changed[Math.floor(zip.length / 2)]! ^= 1;
    await writeFile(join(folder, `${site}-changed.zip`), changed);
    const command = join(dist, 'verify/seam-verify.mjs');
    expect((await run(process.execPath, [command, path])).stdout).toContain('INTACT');

    const verifier = await seam.browser.openPage(
      pathToFileURL(join(dist, 'seam-verifier.html')).href,
    );
    expect(await checkOffline(verifier, path)).toBe('answer-box intact');
    expect(await checkOffline(verifier, join(folder, `${site}-changed.zip`))).toBe(
      'answer-box altered',
    );
    const again = zipSync(unzipSync(zip), { level: 6 });
    await writeFile(join(folder, `${site}-again.zip`), again);
    expect(await checkOffline(verifier, join(folder, `${site}-again.zip`))).toBe(
      'answer-box repacked',
    );
    const whole = zipSync({
      'case.json': utf8('{}'),
      'packages/1.zip': zip,
      'packages/2.zip': again,
    });
    await writeFile(join(folder, `${site}-case.zip`), whole);
    expect(await checkOffline(verifier, join(folder, `${site}-case.zip`))).toBe(
      'answer-box repacked',
    );
    expect(await count(verifier, 'details.answer-box')).toBe(2);
    expect(await violations(verifier)).toEqual([]);
    await verifier.close();
  });

  test('a full disk makes the browser throw none of it away', async () => {
    const permissions = ['unlimitedStorage'];
    const kept = seam.extensionPage.evaluate(
      (asked) => chrome.permissions.contains({ permissions: asked as ['unlimitedStorage'] }),
      permissions,
    );
    expect(await kept).toBe(true);
    if (name === 'chromium') return;
    // Firefox leaves nothing alone that did not ask for it.
    const isAsked = seam.extensionPage.evaluate(() => navigator.storage.persisted());
    expect(await isAsked).toBe(true);
  });

  test('what was frozen is reviewed, filed and followed up on pages clean for axe', async () => {
    const page = await seam.browser.openExtensionPage(
      `src/entries/evidence.html#/item/${lastCase}/report`,
    );
    await waitFor(page, 'fieldset input');
    expect(await violations(page)).toEqual([]);
    await waitFor(page, '.canvas img');
    // A face is covered: the copy is stored, the frame and the faces cut from it stay behind.
    const before = await count(page, '.include input');
    await page.evaluate(() => {
      const [, second] = document.querySelectorAll('.region');
      second!.querySelector<HTMLButtonElement>('.buttons button')!.click();
    });
    await waitFor(page, '.region + .buttons button:not(:disabled)');
    await page.click('.region + .buttons button');
    await waitFor(page, `.include label:nth-of-type(${before + 1})`);
    expect(await count(page, '.include input:not(:checked)')).toBeGreaterThanOrEqual(1);
    // A claim at that moment, and a reason.
    await page.click('form button[type=submit]');
    await waitFor(page, '.lines li .small');
    await page.click('section:nth-of-type(4) fieldset input[type=checkbox]');
    expect(await violations(page)).toEqual([]);

    await goTo(page, `/item/${lastCase}/send`, '.destination');
    const refused = page.evaluate(
      () =>
        new Promise<readonly string[]>((done) => {
          const told: string[] = [];
          document.addEventListener('securitypolicyviolation', (event) =>
            told.push(event.violatedDirective),
          );
          for (const closed of document.querySelectorAll('details')) closed.open = true;
          setTimeout(() => done(told), 2000);
        }),
    );
    // The report as it will be signed, under the policy of the extension's own pages.
    await expect.poll(() => page.evaluate(readPreview)).toMatchObject({ broken: 0, border: '1px' });
    expect((await page.evaluate(readPreview)).pictures).toBeGreaterThan(2);
    expect(await refused).toEqual([]);
    expect(await count(page, '.destination')).toBeGreaterThanOrEqual(3);
    expect(await violations(page)).toEqual([]);
    await page.click('.destination form button[type=submit]');
    await goTo(page, '/reports', '.reports li .state-filed');
    expect(await violations(page)).toEqual([]);
    await goTo(page, '/', '.items li');
    expect(await violations(page)).toEqual([]);
    await page.close();

    const zip = await savePackage(seam, lastCase);
    const read = readPackageZip(zip);
    const files = read.ok ? [...read.files.keys()] : [];
    expect(files.some((path) => path.startsWith('media/redacted/'))).toBe(true);
    expect(files).not.toContain('media/frame-0001.png');
    const { outcome, notProven } = await verifyPackage(zip, { expectedKey: null, authorities: [] });
    expect([outcome, notProven.includes('files-withheld')]).toEqual(['intact', true]);
  });

  test('of what may show a minor the address alone is kept, filed and packed', async () => {
    const tab = await seam.watch(youtubeUrl('astronaut-forged-blend'));
    await tab.until('a verdict', isJudged);
    const { mediaId } = mainRecord(await tab.view())!;
    const window = await seam.browser.openExtensionPage(
      `src/entries/freeze.html?tab=${tab.tabId}&media=${mediaId}`,
    );
    await waitFor(window, '.keep-address summary');
    await window.click('.keep-address summary');
    expect(await violations(window)).toEqual([]);
    // The second says that it may show a minor.
    await waitFor(window, '.keep-address button:nth-of-type(2):not(:disabled)');
    await window.click('.keep-address button:nth-of-type(2)');
    await waitFor(window, '.freeze > .button.main');
    await window.close();
    await tab.close();

    const { kinds, caseId } = await newestLog(seam);
    expect(kinds).toEqual(['opened', 'page']);
    expect((await storedEvidence(seam.extensionPage)).halves).toEqual([]);
    const page = await seam.browser.openExtensionPage(
      `src/entries/evidence.html#/item/${caseId}/report`,
    );
    await waitFor(page, 'fieldset label:nth-of-type(2) input:checked');
    expect(await count(page, '.region, .include, button.danger')).toBe(0);
    expect(await violations(page)).toEqual([]);
    await goTo(page, `/item/${caseId}/send`, '.destination textarea');
    await page.close();

    const zip = await savePackage(seam, caseId);
    expect(await verifyPackage(zip, { expectedKey: null, authorities: [] })).toMatchObject({
      outcome: 'intact',
      faults: [],
    });
    const read = readPackageZip(zip);
    const files = read.ok ? [...read.files.keys()] : [];
    expect(files.filter((path) => path.startsWith('media/'))).toEqual([]);
    const path = join(folder, 'address.zip');
    await writeFile(path, zip);
    const verifier = await seam.browser.openPage(
      pathToFileURL(join(dist, 'seam-verifier.html')).href,
    );
    expect(await checkOffline(verifier, path)).toBe('answer-box intact');
    await verifier.close();
  });

  test('nothing was asked of the network, and nothing was thrown', () => {
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});

interface Line {
  readonly kind: string;
  readonly mediaTimeS: number;
  readonly pdq: { readonly hash: string } | null;
  readonly scores: Readonly<Record<string, number>> | null;
}

/** The log of the evidence that was frozen last, read behind the back of the extension's own code. */
function newestLog({ extensionPage }: OpenSeam): Promise<{
  readonly caseId: string;
  readonly kinds: readonly string[];
}> {
  return extensionPage.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('seam-evidence');
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(new Error('not opened'));
    });
    const rows = await new Promise<Record<string, unknown>[]>((resolve, reject) => {
      const all = db.transaction('log').objectStore('log').getAll();
      all.onsuccess = () => resolve(all.result as Record<string, unknown>[]);
      all.onerror = () => reject(new Error('not read'));
    });
    db.close();
    const newest = rows.toSorted((a, b) => Number(b['wallClockMs']) - Number(a['wallClockMs']))[0]!;
    const mine = rows.filter(({ caseId }) => caseId === newest['caseId']);
    return { caseId: String(newest['caseId']), kinds: mine.map(({ kind }) => String(kind)) };
  });
}

/** Freezes the main media of a tab as the popup does. */
async function freeze(seam: OpenSeam, tab: WatchedTab): Promise<FreezeReply> {
  const mediaId = mainRecord(await tab.view())!.mediaId;
  return askFreeze(seam.extensionPage, tab.tabId, mediaId);
}

/** Nothing can be filed or packed before the question about minors and sexual content is answered. */
async function answerSafety(seam: OpenSeam, caseId: string): Promise<void> {
  const path = `/item/${caseId}`;
  const page = await seam.browser.openExtensionPage(`src/entries/evidence.html#${path}`);
  await waitFor(page, 'section a.button.main');
  expect(await count(page, 'button.main')).toBe(0);
  await goTo(page, `${path}/send`, '[aria-current][href$="/send"]');
  await waitFor(page, 'section a.button.main');
  expect(await count(page, '.destinations, button.main')).toBe(0);
  await goTo(page, `${path}/report`, 'fieldset input');
  await page.click('fieldset label:first-of-type input');
  await waitFor(page, '.canvas img');
  await page.close();
}

async function savePackage(seam: OpenSeam, caseId: string): Promise<Uint8Array<ArrayBuffer>> {
  const page = await seam.browser.openExtensionPage(`src/entries/evidence.html#/item/${caseId}`);
  const zip = await savedPackage(page);
  await page.close();
  return zip;
}

/** Hands a package to the offline file and presses its button; answers the class of its answer. */
async function checkOffline(page: DrivenPage, path: string): Promise<string> {
  await waitFor(page, 'input[type=file]');
  await page.chooseFiles('input[type=file]', [path]);
  await waitFor(page, 'button:not(:disabled)');
  await page.click('button');
  await waitFor(page, '.answer-box');
  return page.evaluate(() => document.querySelector('.answer-box')!.className);
}

async function goTo(page: DrivenPage, route: string, until: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
  await waitFor(page, until);
}

const count = (page: DrivenPage, selector: string): Promise<number> =>
  page.evaluate((wanted) => document.querySelectorAll(wanted).length, selector);

async function waitFor(page: DrivenPage, selector: string): Promise<void> {
  const found = await page.evaluate(async (wanted) => {
    const untilMs = Date.now() + 30_000;
    while (document.querySelector(wanted) === null && Date.now() < untilMs) {
      await new Promise((done) => setTimeout(done, 50));
    }
    return document.querySelector(wanted) !== null;
  }, selector);
  if (!found) {
    const text = await page.evaluate(() => document.body.innerText);
    throw new Error(`waited for ${selector}; the page says: ${text.slice(0, 400)}`);
  }
}

/** Rules of axe that are broken, with the places. */
async function violations(page: DrivenPage): Promise<readonly string[]> {
  await page.evaluate(`${axe}; undefined`);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: {
        run: () => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
      };
    };
    const { violations: broken } = await checker.run();
    return broken.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
  });
}

/** What stands in the preview of a report. */
function readPreview(): {
  readonly pictures: number;
  readonly broken: number;
  readonly border: string | null;
} {
  const root = document.querySelector('.report-preview')?.shadowRoot;
  const pictures = [...(root?.querySelectorAll('img') ?? [])];
  const cell = root?.querySelector('td') ?? null;
  return {
    pictures: pictures.length,
    broken: pictures.filter(({ naturalWidth }) => naturalWidth === 0).length,
    border: cell && getComputedStyle(cell).borderTopWidth,
  };
}
