import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openEvidenceStore } from '../../../src/evidence/capture/evidence-store.js';
import { readPageMeta } from '../../../src/evidence/capture/page-meta.js';
import { safetyAnswers } from '../../../src/shared/safety-answer.js';
import { sampleFacts } from '../evidence/sample-case.js';
import { fakeArea } from '../ui/fake-storage.js';
import { aRecord } from '../ui/records.js';

const local = fakeArea();
const asked: string[] = [];
let pictures = 0;
let isPrivate = false;
const record = { ...aRecord(null, { state: 'blocked', reasons: ['cross-origin'] }), mediaId: 'm1' };
vi.mock('webextension-polyfill', () => ({
  default: {
    tabs: {
      get: async () => ({
        incognito: isPrivate,
        active: true,
        windowId: 1,
        url: 'https://v.example/1',
      }),
      captureVisibleTab: async () => {
        pictures += 1;
        return 'data:image/png;base64,AA==';
      },
      sendMessage: async (_: number, { seam }: { seam: string }) => {
        asked.push(seam);
        return {
          ok: true,
          value: seam === 'page/ping' ? { done: true } : { facts: sampleFacts },
        };
      },
    },
    scripting: { executeScript: async () => [{ frameId: 0 }] },
    runtime: {
      getManifest: () => ({ version: '1.0.0' }),
      getURL: (path: string) => `seam:${path}`,
    },
    storage: {
      local: local.area,
      session: {
        get: async () => ({
          'tab:7': {
            origin: null,
            records: [{ ...record, frameId: 0, documentId: 'd' }],
            updatedAtMs: 1,
          },
        }),
      },
    },
  },
}));
const { markMedia } = await import('../../../src/background/media-memory.js');
const { rememberedName } = await import('../../../src/ui/evidence/forget-frozen.js');
const { freezeMedia } = await import('../../../src/background/freeze-media.js');
vi.stubGlobal('navigator', { userAgent: 'a browser', storage: { estimate: async () => ({}) } });

const untouched = (): never => {
  throw new Error('pixels were asked for');
};
const help = { connect: untouched, maker: { file: untouched, pixels: untouched } };
const request = { tabId: 7, mediaId: 'm1', fromPrivate: false };

describe('keeping the address only', () => {
  beforeEach(() => {
    asked.length = 0;
    pictures = 0;
    isPrivate = false;
    delete local.values['media-memory'];
  });

  it.each(safetyAnswers)(
    'reads no pixel and keeps the log of the page, whatever else was ticked: %s',
    async (addressOnly) => {
      const reply = await freezeMedia(
        { ...request, tabPicture: true, original: true, addressOnly },
        help,
      );
      expect(reply).toMatchObject({ ok: true, frames: 0 });
      if (!reply.ok) return;
      // Neither frames nor the pictures of faces that the memory of this device compares.
      expect(asked).toEqual(['page/describe-media']);
      expect(pictures).toBe(0);
      const store = await openEvidenceStore();
      const frozen = await store.read(reply.caseId);
      store.close();
      expect(frozen?.records.map(({ kind }) => kind)).toEqual(['opened', 'page']);
      expect(frozen?.media).toEqual([]);
      expect(readPageMeta(frozen!.opened.pageMeta)).toMatchObject({
        addressOnly,
        missing: ['pictures: none was taken, the person asked for the address only'],
      });
    },
  );

  it('remembers of the media that it was frozen, and no face of it', async () => {
    await freezeMedia(
      { ...request, tabPicture: false, original: false, addressOnly: 'minor' },
      help,
    );
    const list = JSON.stringify(local.values['media-memory']);
    expect(list).toContain('frozen');
    expect(list).not.toContain('"quality"');
  });

  it('is found again in that memory by what the item says of its media, and forgotten there', async () => {
    const reply = await freezeMedia(
      { ...request, tabPicture: false, original: false, addressOnly: 'no' },
      help,
    );
    const store = await openEvidenceStore();
    const frozen = reply.ok ? await store.read(reply.caseId) : null;
    store.close();
    expect(local.values['media-memory']).toHaveLength(1);
    await markMedia(rememberedName(frozen!.opened)!, 'unfrozen', []);
    expect(local.values['media-memory']).toEqual([]);
  });

  it('remembers nothing of a private window, also where the person froze there', async () => {
    isPrivate = true;
    const wanted = {
      tabPicture: false,
      original: false,
      addressOnly: 'no',
      fromPrivate: true,
    } as const;
    expect(await freezeMedia({ ...request, ...wanted }, help)).toMatchObject({ ok: true });
    expect(local.values['media-memory']).toBeUndefined();
  });
});
