import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { hosts } from '../fixtures/sites.js';
import { isJudged, openSeam, readCounter, type OpenSeam, type WatchedTab } from './open-seam.js';

/**
 * Moves inside a page. `SEAM_MOVES=500` is the whole form (half an hour for both browsers), behind a command of
 * its own; the suite makes a few.
 */
const moves = Number(process.env['SEAM_MOVES'] ?? 24);
/** Time on each content: long enough for a look or two at the clip before, if one were taken for it. */
const dwellMs = 450;
const clips = { F: 'astronaut-forged-blend', O: 'astronaut-original' } as const;
type Kind = keyof typeof clips;

interface Site {
  readonly name: string;
  readonly ways: readonly string[];
  readonly first: (id: string, clip: string) => string;
  /** A new id for each move that says which clip belongs to it. */
  readonly id: (kind: Kind, index: number) => string;
}

const sites: readonly Site[] = [
  {
    name: 'YouTube',
    ways: ['push', 'late', 'swipe', 'swipe', 'replace', 'renew', 'back'],
    first: (id, clip) => `https://${hosts.youtube}/watch?v=${id}&moves=${clip}`,
    id: (kind, index) => `${kind}${String(index).padStart(10, '0')}`,
  },
  {
    name: 'Bilibili',
    ways: ['push', 'replace', 'late', 'renew', 'back', 'swipe'],
    first: (id, clip) => `https://${hosts.bilibili}/video/${id}/?moves=${clip}`,
    // Base 58 has no 0 and no capital O.
    id: (kind, index) =>
      `BV1${kind === 'F' ? 'F' : 'G'}${String(index).padStart(8, '1').replaceAll('0', 'a')}`,
  },
];

interface Said {
  readonly mediaId: string;
  readonly contentId: string | null;
  readonly level: string | null;
  readonly framesGood: number;
}

/** Every record that the background ever stored for a tab, not only the last. */
async function rememberRecords(seam: OpenSeam, tabId: number): Promise<void> {
  await seam.extensionPage.evaluate((id: number) => {
    const said: Said[] = [];
    Object.assign(globalThis, { seamSaid: said });
    chrome.storage.session.onChanged.addListener((changes) => {
      const state = changes[`tab:${id}`]?.newValue as
        | {
            records: {
              mediaId: string;
              contentId: string | null;
              verdict: null | { level: string; tracks: { framesGood: number }[] };
            }[];
          }
        | undefined;
      for (const { mediaId, contentId, verdict } of state?.records ?? []) {
        const framesGood = Math.max(0, ...(verdict?.tracks ?? []).map((track) => track.framesGood));
        said.push({ mediaId, contentId, level: verdict?.level ?? null, framesGood });
      }
    });
  }, tabId);
}

const readSaid = (seam: OpenSeam): Promise<readonly Said[]> =>
  seam.extensionPage.evaluate(() => (globalThis as unknown as { seamSaid: Said[] }).seamSaid);

interface Counts {
  readonly listeners: number;
  readonly observers: number;
}

const readCounts = (seam: OpenSeam, tabId: number): Promise<Counts> =>
  readCounter<Counts>(seam, tabId, 'seamCounts');

const counter = resolve(import.meta.dirname, '../fixtures/count-listeners.js');

describe.each(browserNames)('moves inside a page in %s', (name) => {
  let seam: OpenSeam;
  let tab: WatchedTab | undefined;

  beforeAll(async () => {
    seam = await openSeam(name, {
      tamper: async (dir) => {
        const file = join(dir, 'content.js');
        await writeFile(file, (await readFile(counter, 'utf8')) + (await readFile(file, 'utf8')));
      },
    });
  });
  afterEach(async () => {
    await tab?.close();
    tab = undefined;
  });
  afterAll(async () => {
    await seam.stop();
  });

  test.each(sites)(
    `$name: after ${moves} moves no verdict stands on the wrong video and nothing piles up`,
    { timeout: 120_000 + moves * 6000 },
    async (site) => {
      const firstId = site.id('O', 0);
      tab = await seam.watch(site.first(firstId, clips.O));
      await rememberRecords(seam, tab.tabId);
      // The engine's start must not use up the moves: nothing would be judged, and nothing could be wrong.
      await tab.until('the first level', isJudged, 120_000);

      const counts: Counts[] = [];
      for (let index = 1; index <= moves; index += 1) {
        const kind: Kind = index % 2 === 1 ? 'F' : 'O';
        const way = site.ways[index % site.ways.length]!;
        const move = { way, id: site.id(kind, index), clip: clips[kind] };
        await tab.page.evaluate(`fixtureMove(${JSON.stringify(move)})`);
        await sleep(dwellMs);
        counts.push(await readCounts(seam, tab.tabId));
      }
      const last = site.id('O', moves + 1);
      await tab.page.evaluate(
        `fixtureMove(${JSON.stringify({ way: 'push', id: last, clip: clips.O })})`,
      );
      const view = await tab.until(
        'the last content judged',
        (now) =>
          now.records.some(
            ({ contentId, verdict }) => contentId === last && verdict?.level === 'none-found',
          ),
        120_000,
      );
      const said = await readSaid(seam);
      const isOriginal = (id: string): boolean => /^(?:O|BV1G)/.test(id);
      // A warning on the untouched clip, or several good looks that call the forged one clean.
      const wrong = said.filter(
        ({ contentId, level, framesGood }) =>
          contentId !== null &&
          (isOriginal(contentId)
            ? level === 'weak' || level === 'moderate' || level === 'strong'
            : level === 'none-found' && framesGood >= 8),
      );
      const named = new Map<string, Set<string | null>>();
      for (const { mediaId, contentId } of said) {
        named.set(mediaId, (named.get(mediaId) ?? new Set()).add(contentId));
      }
      const renamed = [...named].filter(([, ids]) => ids.size > 1);
      const judged = new Set(
        said.filter(({ level }) => level !== null).map(({ contentId }) => contentId),
      );
      console.log(
        `${name} ${site.name}: ${moves} moves, ${new Set(said.map((one) => one.contentId)).size} contents told, ` +
          `${judged.size} with a level, ${wrong.length} wrong, ` +
          `listeners ${counts.map((one) => one.listeners).join(' ')}, observers ${counts.map((one) => one.observers).join(' ')}`,
      );
      expect(wrong).toEqual([]);
      expect(renamed).toEqual([]);
      // The test sees something: contents were told, and some were judged.
      expect(judged.size).toBeGreaterThan(2);
      expect(view.records.filter((record) => record.contentId !== null)).toHaveLength(1);
      // Constant: as many in the last third as in the one before. Questions to the background listen for a few
      // seconds, so the number grows during the first moves; a look under way holds up to a dozen more.
      const third = Math.floor(counts.length / 3);
      const usual = (of: readonly Counts[], what: keyof Counts): number =>
        of.map((one) => one[what]).sort((a, b) => a - b)[of.length >> 1] ?? Number.NaN;
      for (const [what, slack] of [
        ['listeners', 8],
        ['observers', 1],
      ] as const) {
        const [before, after] = [counts.slice(third, 2 * third), counts.slice(-third)];
        expect(usual(after, what) - usual(before, what), what).toBeLessThanOrEqual(slack);
      }
    },
  );

  test('the label and the facts of a content that was moved to come from the page’s own world', async () => {
    const [youtube, bilibili] = sites;
    tab = await seam.watch(youtube!.first(youtube!.id('O', 0), clips.O));
    const moveTo = (id: string, clip: string): Promise<unknown> =>
      tab!.page.evaluate(`fixtureMove(${JSON.stringify({ way: 'push', id, clip })})`);
    const labelled = youtube!.id('F', 1);
    await moveTo(labelled, clips.F);
    const view = await tab.until('the label', (now) =>
      now.records.some(
        ({ contentId, disclosure }) => contentId === labelled && disclosure.state === 'seen',
      ),
    );
    expect(view.records.find(({ contentId }) => contentId === labelled)).toMatchObject({
      page: { uploader: `Author ${labelled}` },
      disclosure: {
        labels: [{ level: 'platform-unspecified', text: 'Made with AI' }],
        hasPageData: true,
      },
    });
    const plain = youtube!.id('O', 2);
    await moveTo(plain, clips.O);
    const after = await tab.until('the content without a label', (now) =>
      now.records.some(
        ({ contentId, disclosure }) => contentId === plain && disclosure.hasPageData,
      ),
    );
    const record = after.records.find(({ contentId }) => contentId === plain);
    expect(record?.disclosure).toEqual({ state: 'none-seen', labels: [], hasPageData: true });
    await tab.close();

    tab = await seam.watch(bilibili!.first(bilibili!.id('O', 0), clips.O));
    const part = `${bilibili!.id('F', 1)}:p2`;
    await moveTo(part, clips.F);
    await tab.until('the part', (now) =>
      now.records.some(({ contentId, page }) => contentId === part && page?.partId === '777'),
    );
  });

  test('nothing was asked of the network, and nothing was thrown', () => {
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});
