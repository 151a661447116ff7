// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { createPageReader } from '../../../src/sites/page-reader.js';
import type { PageRoots } from '../../../src/sites/page-roots.js';
import { adapterOf } from '../../fixtures/all-sites.js';
import { sitePageHtml } from '../../fixtures/site-pages.js';

const settle = () => new Promise((done) => setTimeout(done, 0));
const video = (id: string) => `https://www.youtube.com/watch?v=${id}`;

/** What `getCurrentData` of the site answers about a video. */
function current(id: string, title: string, help: string | null = null): PageRoots {
  const made = {
    bodyHeader: { content: 'Made with AI' },
    link: `//support.google.com/youtube/answer/${help}`,
  };
  return {
    current: {
      endpoint: { watchEndpoint: { videoId: id } },
      response: {
        engagementPanels: [
          {
            engagementPanelSectionListRenderer: {
              content: {
                structuredDescriptionContentRenderer: {
                  items: help === null ? [] : [{ howThisWasMadeSectionViewModel: made }],
                },
              },
            },
          },
        ],
      },
      playerResponse: { videoDetails: { videoId: id, title, author: 'Somebody' } },
    },
  };
}

/** A YouTube page whose inline data is of `aqz-KE-bpKQ`, and whose own world answers what the test says. */
function openMoving() {
  const doc = new DOMParser().parseFromString(sitePageHtml('youtube-watch'), 'text/html');
  const now = { href: video('aqz-KE-bpKQ'), ms: 0, roots: null as PageRoots | null };
  const askPage = vi.fn(() => Promise.resolve(now.roots));
  const changed = vi.fn();
  const read = createPageReader({
    adapter: adapterOf(new URL(now.href)),
    doc,
    url: () => new URL(now.href),
    nowMs: () => now.ms,
    askPage,
    changed,
  });
  const pass = async (ms: number) => {
    now.ms += ms;
    const page = read();
    await settle();
    return page;
  };
  return { doc, now, askPage, changed, read, pass };
}

describe('a page whose inline scripts say everything', () => {
  it('is never asked', async () => {
    const { askPage, pass } = openMoving();
    for (let turn = 0; turn < 10; turn += 1) await pass(5000);
    expect(askPage).not.toHaveBeenCalled();
  });
});

describe('a move inside the page', () => {
  it('leaves the old data behind: its own world is asked, and that is told', async () => {
    const { now, askPage, changed, read, pass } = openMoving();
    expect(read().disclosure).toMatchObject({ state: 'none-seen', hasPageData: true });
    now.href = video('BBBBBBBBBBB');
    now.roots = current('BBBBBBBBBBB', 'The next one', '15447836');
    // Not at once: the data follows the address.
    expect((await pass(0)).disclosure.state).toBe('not-read');
    expect(askPage).not.toHaveBeenCalled();
    await pass(2100);
    expect(askPage).toHaveBeenCalledExactlyOnceWith('youtube');
    expect(changed).toHaveBeenCalledOnce();
    expect(read()).toMatchObject({
      title: 'The next one',
      facts: { uploader: 'Somebody' },
      disclosure: {
        state: 'seen',
        labels: [{ level: 'platform-unspecified', text: 'Made with AI' }],
      },
    });
    await pass(60_000);
    expect(askPage).toHaveBeenCalledOnce();
  });

  it('that still answers for the video before says nothing of this one, and is asked four times at most', async () => {
    const { now, askPage, changed, read, pass } = openMoving();
    read();
    now.href = video('BBBBBBBBBBB');
    now.roots = current('aqz-KE-bpKQ', 'The one before', '15447836');
    for (let turn = 0; turn < 20; turn += 1) await pass(2100);
    expect(askPage).toHaveBeenCalledTimes(4);
    expect(changed).not.toHaveBeenCalled();
    expect(read().disclosure).toMatchObject({ state: 'not-read', labels: [] });
  });

  it('while the answer is on its way drops the answer', async () => {
    const { now, changed, read, pass } = openMoving();
    read();
    now.href = video('BBBBBBBBBBB');
    now.roots = current('BBBBBBBBBBB', 'Late', '15447836');
    await pass(0);
    now.ms += 2100;
    read();
    now.href = video('CCCCCCCCCCC');
    read();
    await settle();
    expect(changed).not.toHaveBeenCalled();
    expect(read().disclosure.labels).toEqual([]);
  });

  it('forgets what was read of the content before', async () => {
    const { now, read, pass } = openMoving();
    expect(read().facts.uploaderId).not.toBeNull();
    now.href = video('BBBBBBBBBBB');
    const page = await pass(10);
    expect(page.facts.uploaderId).toBeNull();
    expect(page.contentId).toBe('BBBBBBBBBBB');
  });
});

describe('a page that throws lies at the reader', () => {
  it.each([
    ['nothing', null],
    ['an empty object', {}],
    ['other shapes', { current: [], player: 7, shortsPlayer: 'x', firstPlayer: null }],
    ['a label without an id', { current: { response: { engagementPanels: [{}] } } }],
  ])('%s: no label, no throw', async (_what, roots) => {
    const { now, read, pass } = openMoving();
    read();
    now.href = video('BBBBBBBBBBB');
    now.roots = roots;
    await pass(0);
    await pass(2100);
    expect(read().disclosure.labels).toEqual([]);
  });
});

describe('Bilibili after a move inside the page', () => {
  const read = (roots: PageRoots, id: string) =>
    adapterOf(new URL('https://www.bilibili.com/')).readData(
      roots,
      id,
      new URL('https://www.bilibili.com/'),
    );

  it('takes the part from the player, only when it plays this very video and part', () => {
    const manifest = { aid: 2, bvid: 'BV1xx411c7mD', cid: 62132, p: 2 };
    expect(read({ manifest }, 'BV1xx411c7mD:p2')?.meta.partId).toBe('62132');
    expect(read({ manifest }, 'BV1xx411c7mD')).toBeNull();
    expect(read({ manifest }, 'BV17x411w7KC:p2')).toBeNull();
  });
});
