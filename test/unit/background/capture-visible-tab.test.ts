import { beforeEach, describe, expect, it, vi } from 'vitest';
import { captureVisibleTab } from '../../../src/background/capture-visible-tab.js';

const front = { active: true, windowId: 1, url: 'https://v.example/' };
let tab = front;
let meanwhile: Partial<typeof front> = {};
const windows: number[] = [];
vi.mock('webextension-polyfill', () => ({
  default: {
    tabs: {
      get: async () => tab,
      captureVisibleTab: async (windowId: number) => {
        windows.push(windowId);
        tab = { ...tab, ...meanwhile };
        return 'data:image/png;base64,AQID';
      },
    },
  },
}));

describe('the picture of the visible tab', () => {
  beforeEach(() => {
    windows.length = 0;
    tab = front;
    meanwhile = {};
  });

  it('is that of the tab in front of its window', async () => {
    expect(await captureVisibleTab(7, null)).toEqual(new Uint8Array([1, 2, 3]));
    expect(windows).toEqual([1]);
  });

  it('is not taken of another tab', async () => {
    tab = { ...front, active: false };
    expect(await captureVisibleTab(7, null)).toBeNull();
    expect(windows).toEqual([]);
  });

  it('is not taken of another page than the one that is frozen', async () => {
    expect(await captureVisibleTab(7, { url: 'https://v.example/before' })).toBeNull();
    expect(windows).toEqual([]);
  });

  it.each([{ active: false }, { windowId: 2 }, { url: 'https://mail.example/' }])(
    'is dropped when another tab or page came in front meanwhile: %o',
    async (change) => {
      meanwhile = change;
      expect(await captureVisibleTab(7, null)).toBeNull();
      expect(windows).toEqual([1]);
    },
  );
});
