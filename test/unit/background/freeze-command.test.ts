import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openEvidenceStore } from '../../../src/evidence/evidence-store.js';
import { freezeCase } from '../../../src/evidence/freeze.js';
import { sampleCapture } from '../evidence/sample-case.js';
import { fakeArea } from '../ui/fake-storage.js';
import { aRecord } from '../ui/records.js';

type Listen<Event> = (event: Event) => void;
const local = fakeArea();
const opened: string[] = [];
const windows: string[] = [];
const alarms = new Set<string>();
let press: Listen<string> = () => undefined;
let ring: Listen<{ name: string }> = () => undefined;
let record = aRecord('strong');
vi.mock('webextension-polyfill', () => ({
  default: {
    commands: { onCommand: { addListener: (listen: typeof press) => void (press = listen) } },
    alarms: {
      onAlarm: { addListener: (listen: typeof ring) => void (ring = listen) },
      create: async (name: string) => void alarms.add(name),
      clear: async (name: string) => void alarms.delete(name),
    },
    tabs: {
      query: async () => [{ id: 7 }],
      create: async ({ url }: { url: string }) => void opened.push(url.split('#')[1]!),
    },
    windows: {
      create: async ({ url }: { url: string }) => {
        windows.push(url);
        return {};
      },
    },
    runtime: { getURL: (path: string) => path },
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
let freeze: (caseId: string) => Promise<unknown> = async () => ({ ok: true });
vi.mock('../../../src/background/freeze-media.js', () => ({
  freezeMedia: (_: unknown, __: unknown, caseId: string) => freeze(caseId),
}));

/** A background that has just been started: its modules know nothing of the run before. */
async function startBackground(): Promise<void> {
  vi.resetModules();
  const { serveFreezeCommand } = await import('../../../src/background/freeze-command.js');
  serveFreezeCommand({} as never);
}
const lastMark = (): string => Object.keys(local.written.at(-1)?.['freezes-under-way'] ?? {})[0]!;

/** Presses the key in a background that is ended before the freeze has answered. */
async function pressAndEnd(beforeTheEnd: (caseId: string) => Promise<unknown>): Promise<void> {
  await startBackground();
  const ended = new Promise<void>((resolve) => {
    freeze = async (caseId) => {
      await beforeTheEnd(caseId);
      resolve();
      return new Promise(() => undefined);
    };
  });
  press('freeze-media');
  await ended;
}

describe('freezing by keyboard', () => {
  beforeEach(() => {
    local.written.length = 0;
    for (const key of Object.keys(local.values)) Reflect.deleteProperty(local.values, key);
    opened.length = 0;
    windows.length = 0;
    alarms.clear();
    record = aRecord('strong');
  });

  it('shows what was frozen or why not, and leaves no mark behind', async () => {
    await startBackground();
    freeze = async () => ({ ok: true });
    press('freeze-media');
    await vi.waitFor(() => expect(opened).toHaveLength(1));
    expect(opened).toEqual([`/item/${lastMark()}`]);
    await vi.waitFor(() => expect(local.values).toEqual({}));
    expect(alarms.size).toBe(0);

    freeze = async () => ({ ok: false, refusal: 'storage-full' });
    press('freeze-media');
    await vi.waitFor(() => expect(opened.at(-1)).toBe('/refused/storage-full'));
    await startBackground();
    expect(opened).toHaveLength(2);
  });

  it('tells at the next start of a freeze that was interrupted before anything was written', async () => {
    await pressAndEnd(async () => undefined);
    expect(opened).toEqual([]);
    // An alarm wakes a background that nothing else would start.
    expect([...alarms]).toEqual([`freeze ${lastMark()}`]);
    await startBackground();
    await vi.waitFor(() => expect(opened).toEqual(['/refused/interrupted']));
    await vi.waitFor(() => expect(local.values).toEqual({}));
    expect(alarms.size).toBe(0);
    await startBackground();
    expect(opened).toHaveLength(1);
  });

  it('shows at the next start what had been written before the end', async () => {
    let written = '';
    await pressAndEnd(async (caseId) => {
      written = caseId;
      const store = await openEvidenceStore();
      await freezeCase(await sampleCapture(1, caseId), { store, estimate: null });
      store.close();
    });
    await startBackground();
    await vi.waitFor(() => expect(opened).toEqual([`/item/${written}`]));
  });

  it('does not call a freeze lost while it is under way', async () => {
    await pressAndEnd(async () => undefined);
    ring({ name: [...alarms][0]! });
    await new Promise((done) => setTimeout(done, 20));
    expect(opened).toEqual([]);
  });

  it('asks in a window where only a picture of the whole tab is left', async () => {
    record = aRecord(null, { state: 'blocked', reasons: ['cross-origin'] });
    await startBackground();
    freeze = () => Promise.reject(new Error('not reached'));
    press('freeze-media');
    await vi.waitFor(() => expect(windows).toHaveLength(1));
    expect(windows[0]).toContain('freeze.html');
    expect(opened).toEqual([]);
  });
});

describe('marks of freezes under way', () => {
  const marked = (): string[] => Object.keys(local.values['freezes-under-way'] ?? {});
  beforeEach(() => {
    for (const key of Object.keys(local.values)) Reflect.deleteProperty(local.values, key);
    vi.resetModules();
  });

  it('are not lost where freezes begin and end at the same time', async () => {
    const { markFreeze, unmarkFreeze } = await import('../../../src/background/freeze-marks.js');
    await Promise.all(['a', 'b', 'c'].map(markFreeze));
    expect(marked()).toEqual(['a', 'b', 'c']);
    await Promise.all(['a', 'c'].map(unmarkFreeze));
    expect(marked()).toEqual(['b']);
  });

  it('are set although the store refused the one before', async () => {
    const { markFreeze } = await import('../../../src/background/freeze-marks.js');
    const set = vi.spyOn(local.area as { set: () => Promise<void> }, 'set');
    set.mockRejectedValueOnce(new Error('full'));
    await expect(markFreeze('a')).rejects.toThrow('full');
    await markFreeze('b');
    expect(marked()).toEqual(['b']);
    set.mockRestore();
  });
});
