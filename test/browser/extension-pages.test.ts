import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { openSeam, type OpenSeam } from './open-seam.js';
import { evidenceStates, pageStates, type PageState } from './page-table.js';
import { prepareEvidence, type Cases } from './prepared-evidence.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const languages = { en: 'en', zh_CN: 'zh-CN', zh_TW: 'zh-TW' } as const;
const themes = [
  { colorScheme: 'light' },
  { colorScheme: 'dark' },
  { colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' },
] as const;
/**
 * The bar of 100 ms is printed and judged on a quiet machine. What is held here is its kind: a popup that
 * waits for the engine, a port or the network takes seconds.
 */
const firstContentLimitMs = 500;
/** Chromium stops at the day, the month, ... and the button of one field for a moment. */
const partsOfMoment = 7;

const tables = [
  ['nothing frozen', pageStates, async () => ({})],
  ['something frozen', evidenceStates, prepareEvidence],
] as const;

describe.each(tables)('every page, theme and language in chromium, %s', (_, states, prepare) => {
  let seam: OpenSeam;
  let cases: Cases;
  beforeAll(async () => {
    seam = await openSeam('chromium');
    cases = await prepare(seam);
  });
  afterAll(async () => {
    await seam.stop();
  });

  test.each(states)('$name: axe finds nothing, nothing overflows', async (state) => {
    const page = await open(seam, state, cases);
    const found: string[] = [];
    for (const [language, lang] of Object.entries(languages)) {
      // While the page is open: a choice of language needs no reload.
      await choose(seam, { language });
      await until(page, (wanted) => document.documentElement.lang === wanted, lang);
      for (const theme of themes) {
        await page.emulate!(theme);
        const where = `${language}, ${Object.values(theme).join(' ')}`;
        found.push(...(await violations(page)).map((fault) => `${where}: ${fault}`));
      }
      await page.emulate!(themes[0]);
      for (const widthPx of [1280, 640, 320]) {
        // 640 and 320 are what is left of 1280 and 640 at a zoom of 200 %.
        await page.resize(widthPx, 800);
        found.push(...(await spills(page)).map((spill) => `${language}, ${widthPx} px: ${spill}`));
      }
      await page.resize(1280, 800);
    }
    expect(found).toEqual([]);
    await page.close();
  });

  test.each(states)(
    '$name: every control is reached by the keyboard, and seen there',
    async (state) => {
      const page = await open(seam, state, cases);
      // Numbers are places in the document. Of a group of radio buttons one is a tab stop; arrows do the rest.
      const controls = await page.evaluate(() => {
        const all = [...document.querySelectorAll('*')];
        return [
          ...document.querySelectorAll<HTMLElement>(
            'a[href], button, input, select, summary, textarea',
          ),
        ]
          .filter(
            (element) =>
              element.checkVisibility() &&
              !(element as HTMLButtonElement).disabled &&
              !(
                element instanceof HTMLInputElement &&
                element.type === 'radio' &&
                !element.checked
              ),
          )
          .map((element) => ({
            place: `${all.indexOf(element)}`,
            markup: new XMLSerializer().serializeToString(element.cloneNode(false)).slice(0, 120),
          }));
      });
      const moments = controls.filter(({ markup }) => markup.includes('datetime-local')).length;
      const stops = await page.walk!(controls.length + moments * partsOfMoment + 3);
      const reached = new Set(stops.map(({ place }) => place));
      expect(controls.filter(({ place }) => !reached.has(place))).toEqual([]);
      expect(stops.filter(({ place, isMarked }) => place !== 'BODY' && !isMarked)).toEqual([]);
      await page.close();
    },
  );

  test('nothing was asked of the network, and nothing was thrown', () => {
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});

describe('the popup in chromium', () => {
  let seam: OpenSeam;
  beforeAll(async () => {
    seam = await openSeam('chromium');
  });
  afterAll(async () => {
    await seam.stop();
  });

  test('shows its first content at once', async () => {
    const state = pageStates[0]!;
    await write(seam, state);
    const timesMs: number[] = [];
    for (let run = 0; run < 9; run += 1) {
      const page = await seam.browser.openExtensionPage(state.path);
      await until(page, (ready) => document.querySelector(ready) !== null, 'main .card h2');
      // The popup's own clock starts with its opening. Asking it while it opens would slow it down:
      // pages of an extension share one thread.
      timesMs.push(
        await page.evaluate(() => performance.getEntriesByName('seam-drawn')[0]!.startTime),
      );
      await page.close();
    }
    const medianMs = timesMs.toSorted((a, b) => a - b)[4]!;
    console.log(`popup to first content: ${timesMs.map((ms) => ms.toFixed(0)).join(' ')} ms`);
    expect(medianMs).toBeLessThan(firstContentLimitMs);
  });
});

describe.each(tables)(
  'words a third longer and bracketed, as a language might need them, %s',
  (_, states, prepare) => {
    let seam: OpenSeam;
    let cases: Cases;
    beforeAll(async () => {
      seam = await openSeam('chromium', {
        tamper: async (dir) => {
          const path = join(dir, '_locales/en/messages.json');
          const messages = JSON.parse(await readFile(path, 'utf8')) as Record<
            string,
            { message: string }
          >;
          for (const [key, entry] of Object.entries(messages)) {
            if (key !== 'language_code') entry.message = pseudo(entry.message);
          }
          await writeFile(path, JSON.stringify(messages));
        },
      });
      cases = await prepare(seam);
    });
    afterAll(async () => {
      await seam.stop();
    });

    test.each(states)('$name: fits, and every word comes from the messages', async (state) => {
      const page = await open(seam, state, cases);
      for (const widthPx of [1280, 360]) {
        await page.resize(widthPx, 800);
        expect(await spills(page)).toEqual([]);
      }
      await page.close();
    });
  },
);

describe.each(tables)('the pages in firefox, dark, %s', (_, states, prepare) => {
  let seam: OpenSeam;
  let cases: Cases;
  beforeAll(async () => {
    seam = await openSeam('firefox', {
      browser: { preferences: { 'layout.css.prefers-color-scheme.content-override': 0 } },
    });
    cases = await prepare(seam);
  });
  afterAll(async () => {
    await seam.stop();
  });

  test.each(states)('$name: axe finds nothing', async (state) => {
    const page = await open(seam, state, cases);
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(
      true,
    );
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});

/** Accents and brackets keep it readable; a third more is what German needs. */
function pseudo(text: string): string {
  const [placeholders, words] = [
    text.match(/\$[A-Z_]+\$/g) ?? [],
    text.replace(/\$[A-Z_]+\$/g, ''),
  ];
  const more = 'ëxtrà wörds '
    .repeat(Math.ceil(words.length / 36))
    .slice(0, Math.ceil(words.length / 3));
  return placeholders.length === 0 && words.trim() === '' ? text : `[${text} ${more.trim()}]`;
}

async function write(seam: OpenSeam, { session = {}, local = {} }: PageState): Promise<void> {
  await seam.extensionPage.evaluate(
    async (stored) => {
      const keep = ['settings', 'site-modes', 'uploader-rules', 'request-ledger'];
      await chrome.storage.local.remove(keep);
      await chrome.storage.session.remove('recent-verdicts');
      await chrome.storage.session.set(stored.session as Record<string, unknown>);
      await chrome.storage.local.set(stored.local as Record<string, unknown>);
    },
    { session, local },
  );
}

async function open(seam: OpenSeam, state: PageState, cases: Cases): Promise<DrivenPage> {
  await write(seam, state);
  const path = state.path.replace(/FROZEN|FILED/, (word) => cases[word] ?? word);
  const page = await seam.browser.openExtensionPage(path);
  await until(page, (ready) => document.querySelector(ready) !== null, state.ready);
  if (state.files !== undefined) {
    await page.chooseFiles('input[type=file]', state.files.paths);
    await until(page, (ready) => document.querySelector(ready) !== null, state.files.ready);
  }
  for (const selector of state.clicks ?? []) {
    await page.evaluate((target) => document.querySelector<HTMLElement>(target)!.click(), selector);
  }
  await page.evaluate(() => {
    for (const closed of document.querySelectorAll('details')) closed.open = true;
  });
  // What is still asked for comes in parts; places in the document stay only when all of it is there.
  await page.evaluate(async () => {
    for (let before = -1; before !== document.querySelectorAll('*').length;) {
      before = document.querySelectorAll('*').length;
      await new Promise((done) => setTimeout(done, 250));
    }
  });
  return page;
}

function choose(seam: OpenSeam, settings: Readonly<Record<string, unknown>>): Promise<unknown> {
  return seam.extensionPage.evaluate(
    (chosen) => chrome.storage.local.set({ settings: chosen }),
    settings,
  );
}

async function until<Argument>(
  page: DrivenPage,
  isThere: (argument: Argument) => boolean,
  argument: Argument,
): Promise<void> {
  const giveUpAtMs = Date.now() + 20_000;
  while (!(await page.evaluate(isThere, argument))) {
    if (Date.now() > giveUpAtMs)
      throw new Error(`waited for ${isThere.toString()} ${String(argument)}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

/** Text that runs out of its box or the page out of its width. What is cut with an ellipsis says so itself. */
function spills(page: DrivenPage): Promise<readonly string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const found = root.scrollWidth > root.clientWidth + 1 ? [`page ${root.scrollWidth}`] : [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const { textOverflow, overflowX } = getComputedStyle(element);
      const isMeant =
        textOverflow === 'ellipsis' || overflowX === 'auto' || element.closest('.unseen');
      if (isMeant || element.clientWidth === 0 || element instanceof SVGElement) continue;
      if (element.scrollWidth > element.clientWidth + 1) {
        found.push(
          `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`,
        );
      }
    }
    return found;
  });
}

/** Rules broken, with the places. */
async function violations(page: DrivenPage): Promise<readonly string[]> {
  const isLoaded = await page.evaluate(() => 'axe' in window);
  if (!isLoaded) await page.evaluate(`${axe}; undefined`);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: {
        run: (
          options: unknown,
        ) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
      };
    };
    const { violations: broken } = await checker.run({ resultTypes: ['violations'] });
    return broken.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
  });
}
