// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { siteNames } from '../../../src/shared/site-names.js';
import { sitePageHtml, sitePages, type SitePage } from '../../fixtures/site-pages.js';
import { breakOne, breakParts, openPage, rotten, selectorParts, selectorsOf } from './open-page.js';

/** What the next selector finds in place of the title: a note without one is named by its text. */
const standIns: Readonly<Record<string, string>> = { 'xiaohongshu-item title 0': '周末去了' };
const optionalFacts = ['uploaderId', 'publishedAt', 'durationS', 'partId'] as const;

function setDuration(doc: Document, seconds: number): void {
  Object.defineProperty(doc.querySelector('#main'), 'duration', { value: seconds });
}

/** Everything that a verdict, a report and a file of evidence need of a page. */
function expectEverything(page: SitePage, opened: ReturnType<typeof openPage>): void {
  const read = opened.read();
  expect(read.main?.id).toBe('main');
  expect(read).toMatchObject({
    contentId: page.contentId,
    title: page.title,
    isAd: page.isAd,
  });
  expect(read.facts).toMatchObject({ uploader: page.uploader, isLive: page.isLive });
}

describe('every platform', () => {
  it('has at least two pages', () => {
    for (const site of siteNames) {
      expect(sitePages.filter((page) => page.site === site).length, site).toBeGreaterThanOrEqual(2);
    }
  });
});

describe.each(sitePages)('the page $file', (page) => {
  const html = sitePageHtml(page.file);

  it('gives id, title, uploader, main video and advert state', () => {
    const opened = openPage(html, page.address);
    expect(opened.adapter.site).toBe(page.site);
    expectEverything(page, opened);
    for (const fact of optionalFacts) {
      if (page[fact] !== undefined) expect(opened.read().facts[fact], fact).toBe(page[fact]);
    }
    expect(
      opened.adapter.player(opened.doc, opened.url)?.contains(opened.doc.querySelector('#main')),
    ).toBe(true);
  });

  it('passes its own check: nothing is missing', () => {
    const { adapter, doc, url } = openPage(html, page.address);
    const check = adapter.check(doc, url);
    expect(check.parts.filter(({ state }) => state === 'missing')).toEqual([]);
    expect(check.answers).toMatchObject({
      hasContentId: true,
      hasMainVideo: true,
      isAd: page.isAd,
    });
  });

  it('with each selector broken in turn: named with nothing found, and every answer is still there', () => {
    for (const [part, index] of selectorsOf(page.site)) {
      const opened = openPage(html, page.address, breakOne(page.site, part, index));
      const row = opened.adapter
        .check(opened.doc, opened.url)
        .parts.find((one) => one.part === part);
      const read = opened.read();
      // Exclusions say what is not wanted: nothing is missing where they find nothing.
      if (part !== 'notMain' && part !== 'notLabel') {
        expect(row?.selectors[index], `${part} ${index}`).toEqual({ selector: rotten, found: 0 });
      }
      // The only sign of an advert, the only name of a slide: the miss is all that can be said.
      const isLost = row !== undefined && row.state !== 'found';
      if (part === 'slide' && isLost && opened.adapter.contentId(opened.url) === null) {
        expect(row.state).toBe('missing');
        expect(read).toMatchObject({ contentId: null, title: page.title });
      } else {
        const title = standIns[`${page.file} ${part} ${index}`] ?? page.title;
        const isAd = page.isAd && !(part === 'ad' && isLost);
        expectEverything({ ...page, title, isAd }, opened);
      }
    }
  });

  it.each(['mainVideo', 'player', 'title', 'uploader'] as const)(
    'with the selectors of %s broken: a named miss, and every answer is still there',
    (part) => {
      const opened = openPage(html, page.address, breakParts(page.site, part));
      const check = opened.adapter.check(opened.doc, opened.url);
      expect(check.parts.filter(({ state }) => state === 'missing').map((one) => one.part)).toEqual(
        [part],
      );
      expectEverything(page, opened);
    },
  );

  it('redesigned overnight, no selector fits and no page data: the misses by name, the generic answer', () => {
    const table = breakParts(page.site, ...selectorParts);
    const bare = html.replace(/<script(?! type="application\/ld\+json")[^>]*>.*?<\/script>/gs, '');
    const opened = openPage(bare, page.address, table);
    const { adapter, doc, url } = opened;
    const read = opened.read();
    expect(read.title).toBe(page.title);
    expect(read.facts.uploader).toBe(page.uploader);
    // The id of a slide stood in its attributes, not in the address.
    expect(read.contentId).toBe(adapter.contentId(url));
    expect(read.disclosure).toEqual({ state: 'not-read', labels: [], hasPageData: false });
    expect(read.isAd).toBe(false);
    // Among several videos nobody can say any more which one the page is about; each is looked at by itself.
    const isOnly = doc.querySelectorAll('video, bwp-video').length === 1;
    expect(read.main?.id).toBe(isOnly ? 'main' : undefined);
    const missing = adapter.check(doc, url).parts.filter(({ state }) => state === 'missing');
    expect(missing.map(({ part }) => part)).toEqual([
      ...['mainVideo', 'player', 'title', 'uploader'],
      ...(adapter.slideId !== null && adapter.contentId(url) === null ? ['slide'] : []),
    ]);
  });
});

describe.each(sitePages.filter(({ isAd }) => isAd))('the advert on $file', (page) => {
  const html = sitePageHtml(page.file);

  it('with its selectors broken is still told by its length, and the check names the miss', () => {
    const opened = openPage(html, page.address, breakParts(page.site, 'ad'));
    const row = opened.adapter
      .check(opened.doc, opened.url)
      .parts.find(({ part }) => part === 'ad');
    expect(row?.state).toBe('absent');
    expect(row?.selectors.every(({ found }) => found === 0)).toBe(true);
    setDuration(opened.doc, 15);
    expect(opened.read().isAd).toBe(true);
  });

  it.each([
    [90, 181, true],
    [91, 3600, false],
    [60, 100, false],
  ])('by its length alone: %i s in place of %i s is one: %j', (seconds, contentS, isAd) => {
    const { adapter, doc, url } = openPage(html, page.address, breakParts(page.site, 'ad'));
    setDuration(doc, seconds);
    expect(adapter.isAd(doc, url, adapter.mainVideo(doc, url), contentS)).toBe(isAd);
  });

  it('is over when the content plays', () => {
    const opened = openPage(html, page.address, breakParts(page.site, 'ad'));
    setDuration(opened.doc, 130);
    expect(opened.read().isAd).toBe(false);
  });
});

describe('what is not the content of the page', () => {
  it.each([
    ['youtube-watch', 'img[alt="Next"]', 'BBBBBBBBBBB'],
    ['bilibili-video', '.video-page-card-small video', 'BV17x411w7KC'],
    ['bilibili-part', '.pod-item:last-child img', 'BV17x411w7KC'],
    ['tiktok-video', '[data-e2e="user-post-item"] video', '7123456789012345000'],
    ['x-quoted', 'div[role="link"] video', '1234567890123456000'],
    ['xiaohongshu-note', '.note-item video', '66a1b2c3d4e5f60718293a00'],
  ])('on %s has the id of its own card', (file, selector, id) => {
    const page = sitePages.find((one) => one.file === file)!;
    const { adapter, doc, url, read } = openPage(sitePageHtml(file), page.address);
    const element = doc.querySelector(selector)!;
    expect(adapter.cardOf(element, url)?.contentId).toBe(id);
    expect(read().main).not.toBe(element);
  });
});

describe('page data under the id of the address', () => {
  const readFrom = (html: string, address: string) => {
    const { adapter, doc, url } = openPage(html, address);
    const id = adapter.contentId(url)!;
    return adapter.readData(adapter.readRoots(doc, id), id, url);
  };

  it('of X names the author by the number in the post, not by who is listed first', () => {
    const page = sitePages.find(({ file }) => file === 'x-post')!;
    const meta = readFrom(sitePageHtml(page.file), page.address)?.meta;
    expect(meta).toMatchObject({ uploader: 'Bridge Office', uploaderId: '99' });
  });

  it('of Facebook is of a post or of a video, which may bear the same number', () => {
    const number = '1234567890123456';
    const said = (key: string) =>
      `<script type="application/json">{"${key}":"${number}","owner":{"name":"${key}"}}</script>`;
    const post = `https://www.facebook.com/SomePage/posts/${number}`;
    const video = `https://www.facebook.com/watch/?v=${number}`;
    const both = said('post_id') + said('video_id');
    expect(readFrom(both, post)?.meta.uploader).toBe('post_id');
    expect(readFrom(both, video)?.meta.uploader).toBe('video_id');
    expect(readFrom(said('id'), post)).toBeNull();
    expect(readFrom(said('post_id'), video)).toBeNull();
  });
});

describe('a page that lies', () => {
  const hostile = [
    'null',
    '[]',
    '{"a":',
    '{"videoDetails":{"videoId":{},"title":[]}}',
    `{"videoData":{"bvid":"BV1xx411c7mD","owner":7,"pages":{},"pubdate":1e300,"argue_info":[]}}`,
    `{"aweme_id":"7123456789012345678","desc":{},"author":[],"video":7,"risk_infos":{"content":{}}}`,
    '{'.repeat(5000),
    '{"x":"\u202E\u0000<img src=x onerror=alert(1)>"}',
  ];

  it.each(sitePages.map(({ file, address }) => ({ file, address })))(
    '$file: broken, empty and false data throw nothing and give no text that is none',
    ({ address }) => {
      for (const text of hostile) {
        const scripts = [
          `<script>window.__INITIAL_STATE__=${text};var ytInitialData=${text};window.__PINIA__=${text}</script>`,
          `<script id="RENDER_DATA" type="application/json">%7B${text}</script>`,
          `<script id="__UNIVERSAL_DATA_FOR_REHYDRATION__" type="application/json">${text}</script>`,
          `<script type="application/ld+json">${text}</script>`,
          `<script type="application/json">${text}</script>`,
        ].join('');
        const { read, adapter, doc, url } = openPage(
          `<html><head>${scripts}</head><body><video></video></body></html>`,
          address,
        );
        const { title, facts } = read();
        for (const said of [title, ...Object.values(facts)]) {
          const isPlain = said === null || ['string', 'number', 'boolean'].includes(typeof said);
          expect(isPlain).toBe(true);
        }
        expect(() => adapter.check(doc, url)).not.toThrow();
      }
    },
  );
});
