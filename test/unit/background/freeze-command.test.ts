import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aRecord } from '../ui/records.js';

const opened: string[] = [];
const windows: string[] = [];
const inFront: number[] = [];
const asked: unknown[] = [];
let press: (name: string) => void = () => undefined;
let records = [aRecord('strong')];
let front = { id: 7, windowId: 1 };
const kept: Record<string, unknown> = {};
vi.mock('webextension-polyfill', () => ({
  default: {
    commands: { onCommand: { addListener: (listen: typeof press) => void (press = listen) } },
    tabs: {
      query: async () => [front],
      create: async ({ url }: { url: string }) => void opened.push(url.split('#')[1]!),
      update: async (_: number, { url }: { url: string }) => void windows.push(url),
      sendMessage: async (...message: unknown[]) => void asked.push(message),
    },
    scripting: { executeScript: async (...script: unknown[]) => void asked.push(script) },
    windows: {
      create: async ({ url }: { url: string }) => {
        windows.push(url);
        return { id: 3 };
      },
      get: async (id: number) => {
        if (kept['freeze-window'] !== id) throw new Error('gone');
        return { tabs: [{ id: 31 }] };
      },
      update: async (id: number, { focused }: { focused: boolean }) => {
        if (focused) inFront.push(id);
      },
    },
    runtime: { getURL: (path: string) => path },
    storage: {
      session: {
        get: async (key: string) =>
          key === 'tab:7'
            ? {
                'tab:7': {
                  origin: null,
                  records: records.map((one) => ({ ...one, frameId: 0, documentId: 'd' })),
                  updatedAtMs: 1,
                },
              }
            : { [key]: kept[key] },
        set: async (values: object) => void Object.assign(kept, values),
      },
    },
  },
}));
const { serveFreezeCommand } = await import('../../../src/background/freeze-command.js');

describe('freezing by keyboard', () => {
  beforeEach(() => {
    for (const list of [opened, windows, inFront, asked]) list.length = 0;
    Reflect.deleteProperty(kept, 'freeze-window');
    records = [aRecord('strong')];
    front = { id: 7, windowId: 1 };
    serveFreezeCommand();
  });

  it('opens the window that asks, and captures nothing by itself', async () => {
    press('freeze-media');
    await vi.waitFor(() => expect(windows).toHaveLength(1));
    expect(windows[0]).toMatch(/freeze\.html\?media=.*&tab=7&frame=0$/);
    expect([asked, opened]).toEqual([[], []]);
  });

  it('brings a window that stands open behind others to the front: the person pressed a key', async () => {
    press('freeze-media');
    await vi.waitFor(() => expect(kept['freeze-window']).toBe(3));
    expect(inFront).toEqual([]);
    press('freeze-media');
    await vi.waitFor(() => expect(inFront).toEqual([3]));
  });

  it('does nothing while the window that asks is itself in front', async () => {
    press('freeze-media');
    await vi.waitFor(() => expect(kept['freeze-window']).toBe(3));
    front = { id: 31, windowId: 3 };
    press('freeze-media');
    await new Promise((done) => setTimeout(done, 20));
    expect([windows.length, opened, inFront]).toEqual([1, [], []]);
  });

  it('says that there is nothing to freeze', async () => {
    records = [];
    press('freeze-media');
    await vi.waitFor(() => expect(opened).toEqual(['/refused/media-gone']));
    expect(windows).toEqual([]);
  });
});
