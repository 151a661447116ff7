import { describe, expect, it, vi } from 'vitest';
import { freezeMedia, type FreezeHelp } from '../../../src/background/freeze-media.js';
import { sampleFacts } from '../evidence/sample-case.js';
import { aRecord } from '../ui/records.js';

let refusal: Error = new Error();
const record = { ...aRecord('strong'), mediaId: 'm1', frameId: 0, documentId: 'd' };

vi.mock('webextension-polyfill', () => ({
  default: {
    tabs: {
      get: async () => ({ incognito: false, url: 'https://v.example/' }),
      sendMessage: async (_: number, { seam }: { seam: string }) => ({
        ok: true,
        value: seam === 'page/ping' ? { done: true } : { facts: sampleFacts },
      }),
    },
    scripting: { executeScript: async () => [{ frameId: 0 }] },
    runtime: {
      getManifest: () => ({ version: '1.0.0' }),
      getURL: (path: string) => `seam:${path}`,
    },
    storage: {
      local: { get: async () => ({}) },
      session: {
        get: async () => ({ 'tab:7': { origin: null, records: [record], updatedAtMs: 1 } }),
      },
    },
  },
}));
vi.mock('../../../src/evidence/capture/collect-capture.js', () => ({
  collectCapture: async () => ({ ok: true, capture: {}, frames: 1, pageThreadMs: 1 }),
}));
vi.mock('../../../src/evidence/capture/evidence-store.js', async (actual) => ({
  ...(await actual<object>()),
  openEvidenceStore: () => Promise.reject(refusal),
}));

vi.stubGlobal('navigator', { userAgent: 'a browser' });

const help: FreezeHelp = {
  connect: () => Promise.reject(new Error('not reached')),
  maker: { file: async () => null, pixels: async () => null },
};

describe('a store of evidence that cannot be opened', () => {
  it.each([
    [new DOMException('no room', 'QuotaExceededError'), 'storage-full'],
    [new DOMException('broken', 'UnknownError'), 'storage-failed'],
  ] as const)('is told by its cause: %s', async (error, named) => {
    refusal = error;
    vi.spyOn(console, 'error').mockReturnValue();
    const request = {
      tabId: 7,
      mediaId: 'm1',
      tabPicture: false,
      original: false,
      addressOnly: null,
    };
    const reply = await freezeMedia({ ...request, fromPrivate: false }, help);
    expect(reply).toMatchObject({ ok: false, refusal: named });
    expect(console.error).toHaveBeenCalledWith('Seam could not freeze.', error);
  });
});
