// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { siteTable } from '../../fixtures/all-sites.js';
import { sitePageHtml } from '../../fixtures/site-pages.js';
import { breakOne, breakParts, openPage } from './open-page.js';

const postOf = (user: string, last: number) =>
  `https://x.com/${user}/status/123456789012345600${last}`;
const thread = sitePageHtml('x-thread');
const slides = sitePageHtml('tiktok-slides');
const forYou = 'https://www.tiktok.com/foryou';

/** Scrolls a feed: slide `front`, counted from 0, covers the middle of the window. Null: none does. */
function scrollTo(doc: Document, front: number | null): void {
  const pages = [...doc.querySelectorAll('[id^="xgwrapper"]')];
  const heightPx = 600;
  const middlePx = (doc.defaultView?.innerHeight ?? 0) / 2;
  for (const [index, slide] of pages.entries()) {
    const top = middlePx + (front === null ? heightPx : (index - front - 0.5) * heightPx);
    const place = { top, bottom: top + heightPx, width: 300, height: heightPx };
    for (const element of [slide, slide.querySelector('video')!]) {
      element.getBoundingClientRect = () => place as DOMRect;
    }
  }
}

describe('in a thread', () => {
  it('a reply is told by its own words, name and date, never by those of the post it answers', () => {
    const read = openPage(thread, postOf('faker', 2)).read();
    expect(read).toMatchObject({ contentId: '1234567890123456002', title: 'what he really said' });
    expect(read.main?.id).toBe('main');
    expect(read.facts).toMatchObject({
      uploader: 'faker',
      publishedAt: '2026-08-01T02:00:00.000Z',
    });
  });

  it('a note, an advert and a live sign on another post are not its own', () => {
    const read = openPage(thread, postOf('faker', 2)).read();
    expect(read.disclosure.labels).toEqual([]);
    expect(read.isAd).toBe(false);
    expect(read.facts.isLive).toBe(false);
    const other = openPage(thread, postOf('reader', 3)).read();
    expect(other.disclosure.labels).toMatchObject([{ level: 'crowd-note' }]);
    expect(other.isAd).toBe(true);
    expect(other.facts).toMatchObject({ uploader: 'reader', isLive: true });
  });

  it('what a quoted post says is not what the post around it says', () => {
    const bare = sitePageHtml('x-quoted')
      .replace('<div data-testid="tweetText">Look at this</div>', '')
      .replace('<div role="link">', '<div role="link"><div data-testid="tweetText">Quoted</div>')
      .replace(/<script.*?<\/script>|<meta property.*?>/gs, '');
    for (const table of [siteTable, breakOne('x', 'card', 0)]) {
      const { read } = openPage(bare, 'https://x.com/bridge/status/1234567890123456789', table);
      expect(read().main?.id).toBe('main');
      expect(read().title).not.toBe('Quoted');
    }
  });

  it('a post without a video says nothing of the others', () => {
    const { adapter, doc, url } = openPage(thread, postOf('victim', 1));
    expect(adapter.mainVideo(doc, url)).toBeNull();
    expect(adapter.meta(doc, url, null)).toMatchObject({ title: null, uploader: null });
  });

  it('of a timeline, whose address names no post, the video in front is told by its own post', () => {
    const { read, doc } = openPage(thread, 'https://x.com/home');
    doc.querySelector('#main')!.getBoundingClientRect = () =>
      ({ top: 0, bottom: 9000, width: 100, height: 9000 }) as DOMRect;
    expect(read()).toMatchObject({ contentId: null, title: 'what he really said' });
    expect(read().facts.uploader).toBe('faker');
  });
});

describe('in a feed of slides', () => {
  it.each([
    [0, 'first', ['author-declared'], false],
    [1, 'second', [], false],
    [2, 'third', [], true],
  ] as const)(
    'slide %i in front has its own id, words, name, label and advert sign',
    (front, name, levels, isAd) => {
      const { read, doc } = openPage(slides, forYou);
      scrollTo(doc, front);
      const page = read();
      expect(page).toMatchObject({
        contentId: `712345678901234500${front + 1}`,
        title: `${name} slide`,
        isAd,
      });
      expect(page.main).toBe(doc.querySelectorAll('video')[front]);
      expect(page.facts.uploader).toBe(name);
      expect(page.disclosure.labels.map(({ level }) => level)).toEqual(levels);
    },
  );

  it('the slide in front is the one that is read, also where its video leaves the middle free', () => {
    const { read, doc } = openPage(slides, forYou);
    scrollTo(doc, 1);
    const [, second] = doc.querySelectorAll('video');
    second!.getBoundingClientRect = () =>
      ({ top: 0, bottom: 10, width: 10, height: 10 }) as DOMRect;
    expect(read().main).toBe(second);
    expect(read().title).toBe('second slide');
  });

  it('none in front names none', () => {
    const { adapter, doc } = openPage(slides, forYou);
    scrollTo(doc, null);
    expect(adapter.slideId?.(doc)).toBeNull();
  });

  it('the video in front is told by its own slide where the names of slides have rotted', () => {
    const { read, doc } = openPage(slides, forYou, breakParts('tiktok', 'slide'));
    scrollTo(doc, 1);
    expect(read()).toMatchObject({ contentId: null, title: 'second slide' });
    expect(read().facts.uploader).toBe('second');
    expect(read().disclosure.labels).toEqual([]);
  });

  it('the slide that the address names is the one that is read, wherever the window stands', () => {
    const address = 'https://www.tiktok.com/@second/video/7123456789012345002';
    const { read, doc } = openPage(slides, address);
    scrollTo(doc, 0);
    const page = read();
    expect(page.main).toBe(doc.querySelectorAll('video')[1]);
    expect(page.title).toBe('second slide');
    expect(page.disclosure.labels).toEqual([]);
  });

  it('a neighbour has the id of its own slide', () => {
    const { adapter, doc, url } = openPage(slides, forYou);
    scrollTo(doc, 0);
    const [, , third] = doc.querySelectorAll('video');
    expect(adapter.cardOf(third!, url)?.contentId).toBe('7123456789012345003');
  });
});

describe('of Weibo', () => {
  it('the author line of another post is no place where a label of this one was looked for', () => {
    const page = sitePageHtml('weibo-post').replace(/<header>.*?<\/header>/s, '');
    const { read } = openPage(page, 'https://weibo.com/7827771738/N4xlMvjhI');
    expect(read().main?.id).toBe('main');
    expect(read().disclosure.state).toBe('not-read');
  });
});

describe('of Douyin', () => {
  it('a label on a card beside the video is not its own', () => {
    const page = sitePageHtml('douyin-video').replace(
      '<div data-e2e="video-detail">',
      '<div data-e2e="video-detail"><ul data-e2e="user-post-list"><li><b>疑似包含AI生成内容</b></li></ul>',
    );
    expect(page).toContain('user-post-list');
    const { read } = openPage(page, 'https://www.douyin.com/video/7123456789012345678');
    expect(read().disclosure.labels).toEqual([]);
  });

  it('a feed behind the dialog of another video is not the video', () => {
    const feed = sitePageHtml('douyin-feed').replace(
      '</body>',
      '<div data-e2e="video-detail"><video id="dialog"></video><h1>对话框</h1></div></body>',
    );
    const id = '7123456789012345678';
    const { read } = openPage(feed, `https://www.douyin.com/?modal_id=${id}`);
    expect(read().main?.id).toBe('dialog');
    expect(read()).toMatchObject({ contentId: id, title: '对话框' });
  });
});
