import { beforeEach, describe, expect, it, vi } from 'vitest';
import { placeFreezer } from '../../../src/background/place-freezer.js';

const injected: unknown[] = [];
let execute: () => Promise<unknown> = () => Promise.resolve([{ frameId: 3 }]);
let ping: () => Promise<unknown> = () => Promise.resolve({ ok: true, value: { done: true } });
vi.mock('webextension-polyfill', () => ({
  default: {
    scripting: {
      executeScript: (script: unknown) => {
        injected.push(script);
        return execute();
      },
    },
    tabs: { sendMessage: () => ping() },
  },
}));

describe('the script that freezes', () => {
  beforeEach(() => {
    injected.length = 0;
    execute = () => Promise.resolve([{ frameId: 3 }]);
    ping = () => Promise.resolve({ ok: true, value: { done: true } });
  });

  it('goes into the frame of the media and into no other', async () => {
    expect(await placeFreezer(7, 3)).toBe('placed');
    expect(injected).toEqual([{ target: { tabId: 7, frameIds: [3] }, files: ['freezer.js'] }]);
  });

  it('that the browser refuses while the page answers is a permission that ended', async () => {
    execute = () => Promise.reject(new Error('Missing host permission for the tab'));
    expect(await placeFreezer(7, 3)).toBe('not-allowed');
    execute = () => Promise.resolve([{ frameId: 3, error: new Error('refused') }]);
    expect(await placeFreezer(7, 3)).toBe('not-allowed');
    execute = () => Promise.resolve([]);
    expect(await placeFreezer(7, 3)).toBe('not-allowed');
  });

  it('that finds no frame any more is a page that does not answer', async () => {
    execute = () => Promise.reject(new Error('No frame with id 3 in tab 7'));
    ping = () => Promise.reject(new Error('Receiving end does not exist.'));
    expect(await placeFreezer(7, 3)).toBe('page-silent');
  });

  it('is not waited for in a page that hangs', async () => {
    execute = () => new Promise(() => undefined);
    const signal = new AbortController();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(signal.signal);
    const placing = placeFreezer(7, 3);
    signal.abort();
    expect(await placing).toBe('page-silent');
    vi.restoreAllMocks();
  });
});
