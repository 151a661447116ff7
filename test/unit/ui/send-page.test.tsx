// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { destinations } from '../../../src/report/destinations.js';
import { answerSafety } from '../../../src/report/safety.js';
import { newReview, type Review } from '../../../src/report/review.js';
import { caseId } from '../evidence/sample-case.js';
import { fakeBrowser } from './fake-browser.js';
import { fakeArea } from './fake-storage.js';
import { frozenItem } from './frozen-item.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const saved = vi.hoisted((): (readonly [name: string, length: number, type: string])[] => []);
vi.mock('../../../src/ui/evidence/save-file.js', async (original) => ({
  ...(await original<object>()),
  saveFile: (name: string, { length }: Uint8Array, type: string) =>
    void saved.push([name, length, type]),
}));
let files = new Map<string, Uint8Array>();
const local = fakeArea();
const words = fakeBrowser();
fake.browser = {
  ...words,
  runtime: { getManifest: () => ({ name: 'Seam', version: '0.1.0' }) },
  storage: { local: local.area, onChanged: local.area['onChanged'] },
};
const { say } = await import('../../../src/ui/words.js');
const { SendPage } = await import('../../../src/ui/report/send-page.js');

describe('where to file it', () => {
  afterEach(async () => {
    words.language = 'en';
    await act(() => render(null, document.body));
  });

  /** Addresses that each destination of the page opens, by its name. */
  async function open(
    meta: Readonly<Record<string, unknown>>,
    said: Partial<Review> = {},
  ): Promise<Map<string, string[]>> {
    const answered = answerSafety(newReview(caseId, 'CN'), 'no');
    const review: Partial<Review> = { ...answered, grounds: ['own-likeness'], ...said };
    const { stores, item } = await frozenItem(review, [], meta);
    files = new Map(item.frozen.media.map(({ path, bytes }) => [path, bytes]));
    saved.length = 0;
    await act(() => render(<SendPage stores={stores} id={caseId} />, document.body));
    for (let round = 0; round < 5; round += 1) {
      await act(() => new Promise((done) => setTimeout(done, 20)));
    }
    return new Map(
      [...document.querySelectorAll('.destination')].map((card) => [
        card.querySelector('summary span')!.textContent,
        [...card.querySelectorAll('a')].map((link) => link.href),
      ]),
    );
  }

  test.each(['iqiyi', 'tencent-video', 'youku', 'youtube', 'tiktok'])(
    'on %s the help of each entry is a link beside it',
    async (site) => {
      const urlCanonical = 'https://www.example.org/v/1';
      const links = await open({ site, urlCanonical, contentId: '1' });
      const own = destinations.filter(
        ({ sites, isIntimateOnly }) => sites.includes(site) && !isIntimateOnly,
      );
      expect(own.some(({ help }) => help !== null)).toBe(true);
      for (const { name, entry, help } of own) {
        const wanted = [entry ?? urlCanonical, ...(help === null ? [] : [help])];
        expect(links.get(name.en)).toEqual(wanted.map((address) => new URL(address).href));
      }
    },
  );

  test('a picture that was covered is neither named nor saved from here', async () => {
    const withhold = ['media/frame-0001.png'];
    const answered = { ...answerSafety(newReview(caseId, 'CN'), 'no'), withhold };
    const { stores, item } = await frozenItem(answered);
    expect(item.dossier.hashes.map(({ path }) => path)).toContain(withhold[0]);
    await act(() => render(<SendPage stores={stores} id={caseId} />, document.body));
    for (let round = 0; round < 5; round += 1) {
      await act(() => new Promise((done) => setTimeout(done, 20)));
    }
    const cards = [...document.querySelectorAll('.destination')];
    for (const card of cards) expect(card.textContent).not.toContain('frame-0001.png');
    const saves = cards
      .map((card) =>
        [...card.querySelectorAll('button')].flatMap(({ textContent }) =>
          textContent.startsWith('Save ') ? [textContent] : [],
        ),
      )
      .find((found) => found.length > 0);
    expect(saves).toEqual([
      `Save ${say('item_kind_frame')} 2 · 0:00.5`,
      `Save ${say('item_kind_crop')} 1 · 0:00.0`,
      `Save ${say('item_kind_crop')} 2 · 0:00.5`,
    ]);
  });

  test('a picture to attach has the name by which the person knows it, and is saved as its file', async () => {
    await open({});
    const card = [...document.querySelectorAll('.destination')].find((one) =>
      one.textContent.includes(say('send_pictures')),
    )!;
    const saves = [...card.querySelectorAll('button')].filter(({ textContent }) =>
      textContent.startsWith('Save '),
    );
    expect(saves.map((save) => save.title)).toEqual([
      'media/frame-0001.png',
      'media/frame-0002.png',
      'media/crop-0001.png',
      'media/crop-0002.png',
    ]);
    for (const save of saves) save.click();
    expect(saved).toEqual(
      saves.map(({ title }) => [
        title.replace('media/', ''),
        files.get(title)!.length,
        'image/png',
      ]),
    );
    // A list of paths is nothing to paste into a form.
    const row = [...card.querySelectorAll('.checklist li')].find(({ textContent }) =>
      textContent.startsWith('截图'),
    )!;
    expect(row.textContent).toBe(`截图 ${say('send_pictures_below', saves.length)}`);
  });

  test('is the platform first, then who is at home where the person reports, then the rest', async () => {
    const ranks = async (place: Review['jurisdiction']): Promise<readonly number[]> => {
      await open({}, { jurisdiction: place });
      const of = new Map(destinations.map((one) => [one.name.en, one]));
      return [...document.querySelectorAll('.destination summary span:first-child')].map((name) => {
        const { sites, jurisdiction } = of.get(name.textContent)!;
        if (sites.length > 0) return 0;
        return jurisdiction === place ? 1 : jurisdiction === 'any' ? 2 : 3;
      });
    };
    for (const place of ['CN', 'EU', 'KR'] as const) {
      const found = await ranks(place);
      expect(found).toEqual(found.toSorted());
      expect([...new Set(found)]).toEqual([0, 1, 3]);
    }
  });

  test('says when no reason is chosen, a text was shortened, or is to be translated', async () => {
    const warned = (key: string, ...parts: readonly (string | number)[]) =>
      [...document.querySelectorAll('.warning')].filter(
        ({ textContent }) => textContent === say(key, ...parts),
      ).length;
    await open({});
    const calm = ['send_no_grounds', 'send_translate'].map((key) => warned(key));
    expect([...calm, warned('send_shortened', 200)]).toEqual([0, 0, 0]);
    const whyIllegal = 'Because '.repeat(60);
    await open({}, { grounds: [], whyIllegal });
    expect(warned('send_no_grounds')).toBe(1);
    expect(warned('send_shortened', 200)).toBe(1);
    const foreign = [...document.querySelectorAll('.destination textarea')].filter(
      (field) => field.getAttribute('lang') !== 'en',
    );
    expect(warned('send_translate')).toBe(foreign.length);
  });

  test('tells no site where the person came from, and hands it no window', async () => {
    await open({});
    const links = [...document.querySelectorAll<HTMLAnchorElement>('.destination a')];
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) {
      expect([...link.relList].toSorted()).toEqual(['noopener', 'noreferrer']);
    }
  });

  test('a picture that is no longer kept is asked of the person, and not named as if it were there', async () => {
    const { stores, item } = await frozenItem(answerSafety(newReview(caseId, 'CN'), 'no'));
    await stores.evidence.removeMedia(caseId);
    await act(() => render(<SendPage stores={stores} id={caseId} />, document.body));
    for (let round = 0; round < 5; round += 1) {
      await act(() => new Promise((done) => setTimeout(done, 20)));
    }
    const shown = document.body.textContent;
    for (const { path } of item.dossier.hashes) expect(shown).not.toContain(path);
    const asked = [...document.querySelectorAll('.checklist li')].filter(({ textContent }) =>
      textContent.startsWith('截图'),
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const { textContent } of asked) expect(textContent).toContain('to be given by you');
  });

  test.each([
    ['en', 'en'],
    ['zh_CN', 'zhCN'],
    ['zh_TW', 'zhTW'],
  ] as const)('what is to be known of a destination is said in %s', async (language, name) => {
    words.language = language;
    await open({});
    const { notes } = destinations.find(({ id }) => id === 'cac-12377')!;
    expect(document.body.textContent).toContain(notes[name]);
    expect(document.querySelectorAll('.destination [lang=en].soft')).toHaveLength(0);
  });

  test('nothing is opened where no address is known', async () => {
    const links = await open({});
    expect(
      links.get('Korea: Media Communications Standards Commission (formerly KCSC) 1377'),
    ).toEqual([]);
  });

  test('the page that shows it in a frame is named with a warning, where it is named', async () => {
    const warned = () =>
      [...document.querySelectorAll('.destination')].filter((card) =>
        card.textContent.includes('The page that shows it in a frame'),
      );
    await open({});
    expect(warned()).toEqual([]);
    // Too long for most of them.
    const page = `https://news.example/${'a'.repeat(600)}`;
    await open({ urlOfTab: page });
    const named = [...document.querySelectorAll('.destination')].filter((card) =>
      card.querySelector('textarea')!.value.includes(page),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.length).toBeLessThan(document.querySelectorAll('.destination').length);
    expect(warned()).toEqual(named);
  });

  test('an address that is too long for a text is a field of its own to copy, and there alone', async () => {
    const urlCanonical = 'https://www.example.org/'.padEnd(556, 'a');
    await open({ site: '', urlCanonical, contentId: null });
    const cards = [...document.querySelectorAll('.destination')];
    const own = cards.map((card) => {
      const [text, address] = card.querySelectorAll('textarea');
      const name = `${say('copy_button')}: ${say('send_address')}`;
      const isCopied = [...card.querySelectorAll('button')].some(
        (button) => button.getAttribute('aria-label') === name,
      );
      expect(isCopied).toBe(address !== undefined);
      return { isApart: !text!.value.includes(urlCanonical), address: address?.value ?? null };
    });
    for (const { isApart, address } of own) expect(address).toBe(isApart ? urlCanonical : null);
    expect(new Set(own.map(({ isApart }) => isApart)).size).toBe(2);
  });

  test('an address as the browser showed it comes with a warning', async () => {
    const warnings = () =>
      [...document.querySelectorAll('.destination .warning')].filter(({ textContent }) =>
        textContent.includes('may say who opened it'),
      ).length;
    await open({});
    expect(warnings()).toBe(0);
    const links = await open({ urlCanonical: null });
    expect(warnings()).toBe(links.size);
  });
});
