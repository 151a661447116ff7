// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { adapterOf as adapterFor } from '../../fixtures/all-sites.js';
import { createPageReader } from '../../../src/sites/page-reader.js';
import { parseObject, readPageObject } from '../../../src/sites/page-data.js';

const watch = new URL('https://www.youtube.com/watch?v=aqz-KE-bpKQ');
const bv = new URL('https://www.bilibili.com/video/BV1xx411c7mD?p=2');

/** Puts nodes into the page without markup, and scripts as text that never runs. */
function addScript(text: string): void {
  const script = document.createElement('script');
  script.type = 'text/plain';
  script.textContent = text;
  document.head.append(script);
}

function add<Name extends keyof HTMLElementTagNameMap>(
  parent: Element,
  name: Name,
  attributes: Record<string, string> = {},
  text = '',
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  parent.append(element);
  return element;
}

const read = (url: URL) =>
  createPageReader({
    adapter: adapterFor(url),
    doc: document,
    url: () => url,
    nowMs: () => 0,
    askPage: () => Promise.resolve(null),
    changed: () => undefined,
  })();
const metaOf = (url: URL) => {
  const { title, facts } = read(url);
  return { title, ...facts };
};

beforeEach(() => {
  document.head.replaceChildren();
  document.body.replaceChildren();
  document.title = '';
});

describe('YouTube says what it shows', () => {
  const response = (id: string, title = 'Big Buck Bunny') =>
    `var ytInitialPlayerResponse = {"streamingData":{"a":1},"videoDetails":${JSON.stringify({
      videoId: id,
      title,
      author: 'Blender',
      channelId: 'UCSMOQeBJ2RAnuFungnQOxLg',
      lengthSeconds: '635',
    })},"x":[]};var meta = 1;`;

  it('in its page data, when the id is the one in the address', () => {
    addScript(response('aqz-KE-bpKQ'));
    expect(metaOf(watch)).toMatchObject({
      title: 'Big Buck Bunny',
      uploader: 'Blender',
      uploaderId: 'UCSMOQeBJ2RAnuFungnQOxLg',
      durationS: 635,
    });
  });

  it('in the DOM, when the page data is of another video (stale after an in-page move)', () => {
    addScript(response('AAAAAAAAAAA', 'The video before'));
    const box = add(document.body, 'div', { id: 'title' });
    add(box, 'h1', {}, '\n  Big Buck\n Bunny  ');
    expect(metaOf(watch)).toMatchObject({ title: 'Big Buck Bunny', durationS: null });
  });

  it('not through text inside a title that imitates page data', () => {
    addScript(
      response('AAAAAAAAAAA', '","x":{"videoDetails":{"videoId":"aqz-KE-bpKQ","title":"Forged"}}'),
    );
    expect(metaOf(watch).title).toBeNull();
  });

  it('with clean text only', () => {
    addScript(response('aqz-KE-bpKQ', `a\u202Eevil\u0000\u200B b${'x'.repeat(5000)}😀`));
    const { title } = metaOf(watch);
    expect(title).toMatch(/^a evil b?/);
    expect(title!.length).toBeLessThanOrEqual(200);
  });

  it('whether an advert plays', () => {
    const adapter = adapterFor(watch);
    expect(adapter.isAd(document, watch, null, null)).toBe(false);
    add(document.body, 'div', { class: 'html5-video-player ad-showing' });
    expect(adapter.isAd(document, watch, null, null)).toBe(true);
  });

  it('which video is the main one: not the mini player, not a preview', () => {
    const adapter = adapterFor(watch);
    const preview = add(document.body, 'div', { id: 'inline-preview-player' });
    preview.classList.add('html5-video-player');
    add(preview, 'video');
    const player = add(document.body, 'div', { id: 'movie_player', class: 'html5-video-player' });
    const main = add(add(player, 'div', { class: 'html5-video-container' }), 'video');
    expect(adapter.mainVideo(document, watch)).toBe(main);
    expect(adapter.player(document, watch)).toBe(player);
    player.classList.add('miniplayer');
    expect(adapter.mainVideo(document, watch)).toBeNull();
  });

  it('the only video, when no selector fits any more', () => {
    const only = add(add(document.body, 'div', { class: 'redesigned' }), 'video');
    expect(adapterFor(watch).mainVideo(document, watch)).toBe(only);
    add(document.body, 'video');
    expect(adapterFor(watch).mainVideo(document, watch)).toBeNull();
  });
});

describe('Bilibili says what it shows', () => {
  const state = (bvid: string) =>
    `window.__INITIAL_STATE__=${JSON.stringify({
      aid: 2,
      videoData: {
        bvid,
        title: '字幕君交流场所',
        pubdate: 1252458549,
        cid: 62131,
        owner: { mid: 2, name: '碧诗' },
        pages: [
          { cid: 62131, page: 1, duration: 41 },
          { cid: 62132, page: 2, duration: 94 },
        ],
      },
    })};(function(){var s;(s=document.currentScript).remove()}());`;

  it('in its page data, with the part of the address', () => {
    addScript(state('BV1xx411c7mD'));
    expect(metaOf(bv)).toEqual({
      isLive: false,
      title: '字幕君交流场所',
      uploader: '碧诗',
      uploaderId: '2',
      publishedAt: '2009-09-09T01:09:09.000Z',
      durationS: 94,
      partId: '62132',
    });
  });

  it('in the DOM, when the page data is of another video', () => {
    addScript(state('BV17x411w7KC'));
    add(document.body, 'h1', { class: 'video-title' }, '标题');
    add(document.body, 'a', { class: 'up-name' }, 'UP');
    expect(metaOf(bv)).toMatchObject({ title: '标题', uploader: 'UP', partId: null });
  });

  it('survives page data of any shape', () => {
    for (const data of [
      'null',
      '[]',
      '{"bvid":"BV1xx411c7mD","owner":7,"pages":{},"pubdate":1e300}',
    ]) {
      addScript(`window.__INITIAL_STATE__={"videoData":${data}};`);
      expect(() => metaOf(bv)).not.toThrow();
    }
    expect(metaOf(bv).publishedAt).toBeNull();
  });
});

describe('data of a site whose ids have a prefix of ours', () => {
  it.each([
    'https://wetv.vip/en/play/air11ooo2rdsdi3/v0040pr89t9',
    'https://v.qq.com/x/page/v0040pr89t9.html',
  ])('is found under the id that the site writes: %s', (address) => {
    const videoInfo = { vid: 'v0040pr89t9', title: 'A title of the data' };
    addScript(`window.__PINIA__=${JSON.stringify({ global: { videoInfo } })}`);
    expect(metaOf(new URL(address)).title).toBe('A title of the data');
  });
});

describe('any other page says what it shows', () => {
  const page = new URL('https://news.example/story');

  it('by its title, or by og: tags that name this address', () => {
    document.title = 'Story - News';
    expect(metaOf(page).title).toBe('Story - News');
    add(document.head, 'meta', { property: 'og:title', content: 'Story' });
    add(document.head, 'meta', { property: 'og:url', content: 'https://news.example/story' });
    expect(metaOf(page).title).toBe('Story');
  });

  it('not by og: tags that a move inside the page left behind', () => {
    document.title = 'Second story';
    add(document.head, 'meta', { property: 'og:title', content: 'First story' });
    add(document.head, 'meta', { property: 'og:url', content: 'https://news.example/first' });
    expect(metaOf(page).title).toBe('Second story');
  });
});

describe('page data', () => {
  it('is read through strings, escapes and nesting, and never from broken text', () => {
    const text = 'x={"a":{"b":"}\\"{","c":{"d":1}}};';
    expect(parseObject(text, 2)).toEqual({ a: { b: '}"{', c: { d: 1 } } });
    expect(parseObject('{"a":1', 0)).toBeNull();
    expect(parseObject('{a:undefined}', 0)).toBeNull();
  });

  it('keeps a page of a million broken objects from keeping us busy', () => {
    addScript('"videoDetails":{'.repeat(300_000));
    const startMs = performance.now();
    expect(readPageObject(document, 'videoDetails', () => true)).toBeNull();
    expect(performance.now() - startMs).toBeLessThan(1000);
  });
});
