import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureSource } from '../../../src/evidence/capture/collect-capture.js';
import { freezeMedia, type FreezeHelp } from '../../../src/background/freeze-media.js';
import type { PageMeta } from '../../../src/evidence/capture/page-meta.js';
import { bundledModel } from '../../../src/shared/bundled-catalog.js';
import { sampleFacts, smallPicture } from '../evidence/sample-case.js';
import { readPageMeta } from '../../../src/evidence/capture/page-meta.js';
import { canonicalJson } from '../../../src/evidence/canonical-json.js';
import { utf8 } from '../../../src/evidence/bytes.js';
import { aRecord, aVerdict } from '../ui/records.js';

const ownModel = { ...bundledModel, id: 'own:mine', sha256: 'cd'.repeat(32) };
const closed = { state: 'blocked', reasons: ['cross-origin'] } as const;
let record = aRecord('strong');
let pictures = 0;
const written: object[] = [];
const { data, ...size } = smallPicture(1);
const handed = {
  ok: true,
  picture: { ...size, pixels: new Blob([data]) },
  mediaTimeS: 1,
  wallClockMs: 1,
  mainThreadMs: 1,
} as const;
const answers: Record<string, unknown> = {
  'page/ping': { done: true },
  'page/hand-frame': handed,
};
let tabUrl: string | undefined;
let facts = sampleFacts;
let frameId = 0;
vi.mock('webextension-polyfill', () => ({
  default: {
    tabs: {
      get: async () => ({ incognito: false, active: true, windowId: 1, url: tabUrl }),
      captureVisibleTab: async () => {
        pictures += 1;
        return 'data:image/png;base64,AA==';
      },
      sendMessage: async (_: number, { seam }: { seam: string }) => ({
        ok: true,
        value: answers[seam] ?? { facts },
      }),
    },
    scripting: { executeScript: async () => [{ frameId: 0 }] },
    runtime: {
      getManifest: () => ({ version: '1.0.0' }),
      getURL: (path: string) => `seam:${path}`,
    },
    storage: {
      local: {
        get: async () => ({ 'engine-preferences': { ownModel } }),
        set: async (values: object) => void written.push(values),
      },
      session: {
        get: async () => ({
          'tab:7': {
            origin: null,
            records: [{ ...record, mediaId: 'm1', frameId, documentId: 'd' }],
            updatedAtMs: 1,
          },
        }),
      },
    },
  },
}));
/** What happens on the page while frames are encoded. */
let whileCollecting: () => void = () => undefined;
const taken: (Uint8Array | null)[] = [];
const collected: { source: CaptureSource; meta: PageMeta }[] = [];
vi.mock('../../../src/evidence/capture/collect-capture.js', () => ({
  collectCapture: async (_: string, source: CaptureSource, __: unknown, meta: PageMeta) => {
    collected.push({ source, meta });
    whileCollecting();
    taken.push((await source.tabPicture?.()) ?? null);
    await source.original?.();
    return { ok: false, refusal: 'nothing-readable', reason: null };
  },
}));
vi.stubGlobal('navigator', { userAgent: 'a browser' });

const help: FreezeHelp = {
  connect: () => Promise.reject(new Error('not reached')),
  maker: { file: async () => null, pixels: async () => null },
};
const request = { tabId: 7, mediaId: 'm1', original: false, fromPrivate: false, addressOnly: null };

describe('what a freeze collects', () => {
  beforeEach(() => {
    collected.length = 0;
    written.length = 0;
    pictures = 0;
    taken.length = 0;
    record = aRecord('strong');
    tabUrl = 'https://v.example/';
    facts = sampleFacts;
    frameId = 0;
  });

  const metaOfNow = async (): Promise<PageMeta | undefined> => {
    await freezeMedia({ ...request, tabPicture: false }, help);
    return collected.at(-1)?.meta;
  };

  it('is refused before anything is kept where no report could name the page', async () => {
    tabUrl = 'file:///home/me/a.html';
    facts = { ...sampleFacts, url: tabUrl };
    const reply = await freezeMedia({ ...request, tabPicture: false }, help);
    expect(reply).toMatchObject({ ok: false, refusal: 'no-address' });
    // Page facts that no report can be made of.
    tabUrl = 'https://v.example/';
    facts = { ...sampleFacts, site: 'x'.repeat(200) };
    expect(await freezeMedia({ ...request, tabPicture: false }, help)).toMatchObject({
      refusal: 'no-address',
    });
    expect(collected).toEqual([]);
  });

  it('is read back, however long the address, and names nobody', async () => {
    tabUrl = `https://v.example/watch?vd_source=VIEWER&id=${'7'.repeat(5000)}`;
    facts = { ...sampleFacts, mediaUrl: 'https://cdn.example/v.mp4?mid=VIEWER' };
    const meta = await metaOfNow();
    const plain = JSON.parse(JSON.stringify(meta)) as Parameters<typeof canonicalJson>[0];
    expect(readPageMeta(utf8(canonicalJson(plain)))).not.toBeNull();
    expect(JSON.stringify(meta)).not.toContain('VIEWER');
    expect(meta?.missing).toContain('address: parts that may name the viewer');
  });

  it('says of a player inside a frame which page showed it', async () => {
    frameId = 3;
    facts = { ...sampleFacts, url: 'about:srcdoc', pageUrl: null };
    expect(await metaOfNow()).toMatchObject({ urlAsSeen: tabUrl, urlOfTab: tabUrl });
  });

  it('names the model of the verdict, not the one in the package', async () => {
    record = aRecord('strong', { verdict: aVerdict('strong', { modelId: ownModel.id }) });
    await freezeMedia({ ...request, tabPicture: false }, help);
    expect(collected[0]?.meta.model).toMatchObject({
      id: ownModel.id,
      sha256: ownModel.sha256,
      knownErrorRate: null,
      isForeign: true,
    });
    record = aRecord('strong');
    await freezeMedia({ ...request, tabPicture: false }, help);
    expect(collected[1]?.meta.model).toMatchObject({ id: bundledModel.id, isForeign: false });
  });

  it('reads the pixels of the first frame once, to see whether it is black and to look at it', async () => {
    const read: string[] = [];
    const pixels = async (key: string) => {
      read.push(key);
      return { ...size, data };
    };
    await freezeMedia(
      { ...request, tabPicture: false },
      { ...help, maker: { ...help.maker, pixels } },
    );
    const { source } = collected[0]!;
    for (const [key, notAtS] of [
      ['1', null],
      ['2', 0.5],
    ] as const) {
      expect(await source.frame(key, notAtS)).toMatchObject({ ok: true });
      await source.look(key, handed.picture, 1);
    }
    expect(read).toEqual(['1', '2']);
  });

  it('writes down that a site was asked for its file once more, and only of a file that was', async () => {
    const wanted = { ...request, tabPicture: false };
    facts = { ...sampleFacts, mediaUrl: 'https://cdn.example/a.jpg' };
    await freezeMedia(wanted, help);
    expect(written).toEqual([]);
    await freezeMedia({ ...wanted, original: true }, help);
    expect(written).toMatchObject([
      { 'request-ledger': [{ purpose: 'original-file', host: 'cdn.example', sentBytes: 0 }] },
    ]);
    // What lies in the page itself is asked of nobody.
    facts = { ...sampleFacts, mediaUrl: 'blob:https://v.example/1' };
    await freezeMedia({ ...wanted, original: true }, help);
    expect(written).toHaveLength(1);
  });

  it.each([
    ['readable', {}],
    ['closed', closed],
  ])('takes no picture of the tab unasked: %s pixels', async (_, state) => {
    record = aRecord(null, state);
    await freezeMedia({ ...request, tabPicture: false }, help);
    expect(pictures).toBe(0);
    await freezeMedia({ ...request, tabPicture: true }, help);
    expect(pictures).toBe(1);
  });

  it.each([
    ['the tab', () => void (tabUrl = 'https://v.example/next')],
    ['the video at the same address', () => void (facts = { ...facts, contentId: 'next' })],
    ['the part of it', () => void (facts = { ...facts, partId: '2' })],
  ])('takes no picture of the tab once the page has gone on to the next: %s', async (_, goOn) => {
    whileCollecting = goOn;
    await freezeMedia({ ...request, tabPicture: true }, help);
    expect(taken).toEqual([null]);
    whileCollecting = () => undefined;
    await freezeMedia({ ...request, tabPicture: true }, help);
    expect(taken[1]).not.toBeNull();
  });
});
