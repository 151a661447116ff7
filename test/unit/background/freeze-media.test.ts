import { beforeEach, describe, expect, it, vi } from 'vitest';
import { freezeMedia, type FreezeHelp } from '../../../src/background/freeze-media.js';
import { aRecord } from '../ui/records.js';

const asked: string[] = [];
let isClosed = false;
let isRefused = false;
const tab = { incognito: true, url: 'https://v.example/' };
const record = { ...aRecord('strong'), mediaId: 'm1', frameId: 0, documentId: 'd' };

vi.mock('webextension-polyfill', () => ({
  default: {
    tabs: {
      get: async () => {
        if (isClosed) throw new Error('Invalid tab ID: 7');
        return tab;
      },
      sendMessage: async (_: number, { seam }: { seam: string }) => {
        asked.push(seam);
        return { ok: true, value: seam === 'page/ping' ? { done: true } : { facts: null } };
      },
    },
    scripting: {
      executeScript: async () => {
        if (isRefused) throw new Error('Missing host permission for the tab');
        return [{ frameId: 0 }];
      },
    },
    storage: {
      session: {
        get: async () => ({ 'tab:7': { origin: null, records: [record], updatedAtMs: 1 } }),
      },
    },
  },
}));

const help: FreezeHelp = {
  connect: () => Promise.reject(new Error('not reached')),
  maker: { file: async () => null, pixels: async () => null },
};
const request = { tabId: 7, mediaId: 'm1', tabPicture: false, original: false, addressOnly: null };

describe('freezing in a private window', () => {
  beforeEach(() => {
    asked.length = 0;
    tab.incognito = true;
    isClosed = false;
    isRefused = false;
  });

  it('says of a tab that is closed that the media is gone, not that the storage failed', async () => {
    isClosed = true;
    const reply = await freezeMedia({ ...request, fromPrivate: false }, help);
    expect(reply).toMatchObject({ ok: false, refusal: 'media-gone' });
  });

  it('says of a page that it may not enter any more that it is not allowed, and reads nothing', async () => {
    isRefused = true;
    const reply = await freezeMedia({ ...request, fromPrivate: true }, help);
    expect(reply).toMatchObject({ ok: false, refusal: 'not-allowed' });
    expect(asked).toEqual(['page/ping']);
  });

  it('asks first: nothing is read and nothing is kept', async () => {
    const reply = await freezeMedia({ ...request, fromPrivate: false }, help);
    expect(reply).toMatchObject({ ok: false, refusal: 'private-window' });
    expect(asked).toEqual([]);
  });

  it('goes on once the person has said yes, and never asks in another window', async () => {
    // The page of this test has no such media any more: as far as asking it comes.
    const gone = { ok: false, refusal: 'media-gone' };
    expect(await freezeMedia({ ...request, fromPrivate: true }, help)).toMatchObject(gone);
    tab.incognito = false;
    expect(await freezeMedia({ ...request, fromPrivate: false }, help)).toMatchObject(gone);
    expect(asked).toEqual(['page/describe-media', 'page/describe-media']);
  });
});
