import fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';
import {
  mediaRecordSchema,
  messageTable,
  type MessageName,
} from '../../src/protocol/message-table.js';
import { mediaFacts } from '../../src/protocol/freeze-messages.js';
import type { Handlers } from '../../src/protocol/serve.js';
import type { SenderWithOrigin } from '../../src/protocol/sender.js';
import { sampleFacts } from '../unit/evidence/sample-case.js';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const own = { id: 'seam', baseUrl: 'chrome-extension://seam/' };
const tab = { id: 7, index: 0, highlighted: false, active: true, pinned: false, incognito: false };

/** Every kind of sender that exists, as the browser describes it. */
const senders: Record<string, SenderWithOrigin> = {
  'own page': {
    id: 'seam',
    url: 'chrome-extension://seam/popup.html',
    origin: 'chrome-extension://seam',
  },
  'own page in a tab': {
    id: 'seam',
    url: 'chrome-extension://seam/options.html',
    origin: 'chrome-extension://seam',
    tab,
  },
  'content script, top frame': {
    id: 'seam',
    url: 'https://www.youtube.com/watch',
    origin: 'https://www.youtube.com',
    tab,
    frameId: 0,
  },
  'content script, sub frame': {
    id: 'seam',
    url: 'https://ads.example/',
    origin: 'https://ads.example',
    tab,
    frameId: 9,
  },
  'another extension': {
    id: 'other',
    url: 'chrome-extension://other/x.html',
    origin: 'chrome-extension://other',
  },
  'a page that names our address': {
    id: 'other',
    url: 'https://evil.example/?chrome-extension://seam/',
    origin: 'https://evil.example',
  },
  'a look-alike extension address': {
    id: 'seam',
    url: 'chrome-extension://seam.evil/',
    origin: 'chrome-extension://seam.evil',
  },
  nobody: {},
  'no address': { id: 'seam', tab },
};
const classes: Record<string, 'extension-page' | 'own-content' | 'foreign'> = {
  'own page': 'extension-page',
  'own page in a tab': 'extension-page',
  'content script, top frame': 'own-content',
  'content script, sub frame': 'own-content',
  'another extension': 'foreign',
  'a page that names our address': 'foreign',
  'a look-alike extension address': 'foreign',
  nobody: 'foreign',
  'no address': 'foreign',
};

const record = {
  mediaId: 'm1',
  kind: 'video',
  state: 'checking',
  reasons: [],
  verdict: null,
  provenance: { state: 'not-read' },
  site: 'youtube',
  contentId: null,
  title: null,
  page: null,
  disclosure: { state: 'not-read', labels: [], hasPageData: false },
  widthPx: 1,
  heightPx: 1,
  cost: { samples: 0, mainThreadMsMedian: 0, roundTripMsMedian: 0 },
  updatedAtMs: 1,
};
/** One body per message that its schema accepts. A new row without one fails the first claim. */
const validBodies: Record<MessageName, unknown> = {
  'engine/ensure': {},
  'site/read-mode': {},
  'settings/read': {},
  'media/changed': { documentId: 'd', records: [record], gone: [] },
  'memory/recall': { site: 'youtube', contentId: null, mediaId: 'm1', faces: [] },
  'memory/quiet': { site: 'youtube', contentId: 'x', mediaId: 'm1' },
  'memory/mark': {
    site: 'youtube',
    contentId: 'x',
    mediaId: 'm1',
    tabId: 1,
    change: 'frozen',
    hashes: [{ hash: 'ab'.repeat(32), quality: 90 }],
  },
  'memory/forget': {},
  'notice/read-place': {},
  'notice/write-place': { wish: { xShare: 0.5, yShare: 0 } },
  'media/open-page': { page: 'why', mediaId: 'm1' },
  'page/read-data': { site: 'youtube' },
  'page/check-site': {},
  'address/read': { address: 'https://a.example/x.png' },
  'provenance/read': { documentId: 'd', mediaId: 'm1', address: 'https://a.example/x.png' },
  'provenance/scan': { file: new Blob([]), mediaType: 'image/png', lists: [] },
  'tab/describe': { tabId: 1 },
  'site/write-mode': { tabId: 1, mode: 'off' },
  'tab/check-now': { tabId: 1 },
  'stamp/ask': { message: new Uint8Array(70) },
  'outbox/work': {},
  'page/check-now': { sourceUrl: null, visibleTab: null },
  'evidence/freeze': {
    tabId: 1,
    mediaId: 'm1',
    tabPicture: false,
    original: false,
    fromPrivate: false,
    addressOnly: null,
  },
  'page/describe-media': { mediaId: 'm1' },
  'page/hand-frame': { mediaId: 'm1', notAtS: null },
  'evidence/encode': {
    key: 'k',
    picture: { format: 'RGBA', widthPx: 2, heightPx: 2, pixels: new Blob([new Uint8Array(16)]) },
    region: null,
  },
  'page/fetch-original': { mediaId: 'm1' },
  'page/ping': {},
  'page/read-looks': { mediaId: 'm1' },
  'page/set-settings': {
    noticeFrom: 'moderate',
    showQuietChip: true,
    effortCeiling: 'full',
    sparesItself: true,
    uploaders: [],
    messages: null,
  },
  'page/renew-mode': {},
};
const names = Object.keys(messageTable) as MessageName[];

let answer: typeof import('../../src/protocol/serve.js').answer;
let classifySender: typeof import('../../src/protocol/sender.js').classifySender;
beforeAll(async () => {
  ({ answer } = await import('../../src/protocol/serve.js'));
  ({ classifySender } = await import('../../src/protocol/sender.js'));
});

/** Handlers that count what reaches them. */
function counting(): { handlers: never; calls: () => number } {
  let calls = 0;
  const handler = async (): Promise<unknown> => {
    calls += 1;
    return {};
  };
  return {
    handlers: Object.fromEntries(names.map((name) => [name, handler])) as never,
    calls: () => calls,
  };
}

describe('trust class', () => {
  it.each(Object.entries(senders))('%s', (label, sender) => {
    expect(classifySender(sender, own)).toBe(classes[label]);
  });
});

describe('who answers', () => {
  it('owes an answer to each message of its place: a missing one does not compile', () => {
    expectTypeOf<keyof Handlers<'freezer'>>().toEqualTypeOf<
      'page/describe-media' | 'page/hand-frame' | 'page/fetch-original'
    >();
    expectTypeOf<'page/ping'>().toExtend<keyof Handlers<'content'>>();
    expectTypeOf<'evidence/freeze'>().toExtend<keyof Handlers<'background'>>();
  });
});

describe.each(names)('%s', (name) => {
  it.each(Object.entries(senders))(
    'from %s is answered exactly as tabled',
    async (label, sender) => {
      const { handlers, calls } = counting();
      const result = await answer(handlers, name, validBodies[name], sender, own);
      const isAllowed = messageTable[name].from.some((allowed) => allowed === classes[label]);
      expect(result).toEqual(isAllowed ? { ok: true, value: {} } : { ok: false, error: 'denied' });
      expect(calls()).toBe(isAllowed ? 1 : 0);
    },
  );

  it('refuses malformed bodies without calling the handler or throwing', async () => {
    const allowed = Object.entries(senders).find(([label]) =>
      messageTable[name].from.some((from) => from === classes[label]),
    );
    const { handlers, calls } = counting();
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (body) => {
        const before = calls();
        const result = await answer(handlers, name, body, allowed![1], own);
        if (result.ok) expect(body).toBeTypeOf('object');
        else {
          expect(result.error).toBe('invalid');
          expect(calls()).toBe(before);
        }
      }),
      { numRuns: 1000, seed: 20261123 },
    );
  });

  it('refuses a body with one extra field', async () => {
    const allowed = Object.entries(senders).find(([label]) =>
      messageTable[name].from.some((from) => from === classes[label]),
    );
    const body = { ...(validBodies[name] as object), tab: 99, __proto__: null };
    const { handlers, calls } = counting();
    const result = await answer(handlers, name, body, allowed![1], own);
    expect(result).toEqual({ ok: false, error: 'invalid' });
    expect(calls()).toBe(0);
  });
});

describe('a record says only what fits its schema', () => {
  const label = { level: 'author-declared', text: 'AI', where: 'argue_info' };
  const page = {
    uploader: 'A channel',
    uploaderId: null,
    publishedAt: null,
    durationS: 8,
    partId: null,
    isLive: false,
  };
  const disclosure = { state: 'seen', labels: [label], hasPageData: true };
  const accepts = (change: object): boolean =>
    v.safeParse(mediaRecordSchema, { ...record, ...change }).success;

  it('the page and the platform’s label, as they are', () => {
    expect(accepts({ page, disclosure })).toBe(true);
  });

  it.each([
    ['a label of a level that does not exist', { labels: [{ ...label, level: 'certain' }] }],
    ['a label although none was seen', { state: 'none-seen' }],
    ['"seen" without a label', { labels: [] }],
    ['more labels than are kept', { labels: [label, label, label, label, label] }],
    ['a label with another field', { labels: [{ ...label, html: '<b>' }] }],
    ['words longer than are kept', { labels: [{ ...label, text: 'x'.repeat(513) }] }],
  ])('not %s', (_what, change) => {
    expect(accepts({ disclosure: { ...disclosure, ...change } })).toBe(false);
  });

  it.each([
    ['a negative duration', { durationS: -1 }],
    ['a duration that is no number', { durationS: Number.NaN }],
  ])('not %s', (_what, change) => {
    expect(accepts({ page: { ...page, ...change } })).toBe(false);
  });
});

describe('the address of frozen media', () => {
  const accepts = (pageUrl: string | null): boolean =>
    v.safeParse(mediaFacts, { ...sampleFacts, pageUrl }).success;

  it('is of the web, or none', () => {
    expect(accepts('https://www.youtube.com/watch?v=aqz-KE-bpKQ')).toBe(true);
    expect(accepts(null)).toBe(true);
    expect(accepts('javascript:alert(1)')).toBe(false);
    expect(accepts('http://www.bilibili.com/video/BV1xx411c7mD/')).toBe(false);
  });
});
