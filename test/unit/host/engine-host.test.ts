import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineHost } from '../../../src/engine/host/engine-host.js';
import { JobFailed, type WorkerSupervisor } from '../../../src/engine/host/worker-supervisor.js';
import type { FromEngine, ToEngine } from '../../../src/protocol/pixel-port.js';
import { limits } from '../../../src/shared/limits.js';
import { model } from './model-decisions.js';

type Run = (job: { type: string }) => Promise<unknown>;
let run: Run;
const supervisor = {
  health: { state: 'ready', backend: 'wasm', modelId: 'test' },
  run: (job: { type: string }) => run(job),
};

function page(host: EngineHost, owner = 'tab:1', isExtensionPage = false) {
  const received: FromEngine[] = [];
  const link = host.connect({ owner, isExtensionPage, post: (message) => received.push(message) });
  return {
    ...link,
    received,
    send: (message: ToEngine) => link.receive(message),
    done: () => received.filter((message) => message.type === 'done'),
  };
}

const picture = { format: 'RGBA', widthPx: 4, heightPx: 4, data: new Uint8Array(64) } as const;
const sample = (mediaId: string, sampleId: string): ToEngine =>
  ({
    type: 'sample',
    mediaId,
    sampleId,
    mediaTimeS: 1,
    sourceWidthPx: 4,
    sourceHeightPx: 4,
    small: picture,
    crops: [],
    isAskedFor: false,
    nextLookMs: null,
  }) as unknown as ToEngine;
const open = (mediaId: string): ToEngine =>
  ({ type: 'open', mediaId, kind: 'video' }) as unknown as ToEngine;

let host: EngineHost;
beforeEach(() => {
  run = async () => ({ faces: [] });
  host = new EngineHost(supervisor as unknown as WorkerSupervisor, model);
});

describe('the engine host', () => {
  it('says its health when a page connects', () => {
    expect(page(host).received[0]).toEqual({ type: 'health', health: supervisor.health });
  });

  it('names the back end of the first look, which started the engine', async () => {
    const { health } = supervisor;
    Object.assign(supervisor, { health: { state: 'starting' } });
    run = async () => {
      Object.assign(supervisor, { health });
      return { faces: [] };
    };
    const first = page(host);
    first.send(open('a'));
    first.send(sample('a', 's1'));
    await vi.waitFor(() => expect(first.done()).toHaveLength(1));
    expect(first.done()[0]).toMatchObject({ outcome: { verdict: { backend: 'wasm' } } });
  });

  it('answers every sample exactly once', async () => {
    const first = page(host);
    first.send(open('a'));
    first.send(sample('a', 's1'));
    await vi.waitFor(() => expect(first.done()).toHaveLength(1));
    first.send(sample('a', 's2'));
    await vi.waitFor(() => expect(first.done()).toHaveLength(2));
  });

  it('answers a replaced sample "superseded", never with silence', async () => {
    let release: (value: unknown) => void = () => undefined;
    run = () => new Promise((resolve) => (release = resolve));
    const tab = page(host);
    tab.send(open('busy'));
    tab.send(open('a'));
    tab.send(sample('busy', 'hold'));
    tab.send(sample('a', 'old'));
    tab.send(sample('a', 'new'));
    expect(tab.done()).toMatchObject([{ sampleId: 'old', outcome: { refused: 'superseded' } }]);
    run = async () => ({ faces: [] });
    release({ faces: [] });
    await vi.waitFor(() => expect(tab.done().map(({ sampleId }) => sampleId)).toContain('new'));
  });

  it('names why when the engine is unavailable, and goes on with the next sample', async () => {
    run = () => Promise.reject(new JobFailed('internal', 'twice'));
    const tab = page(host);
    tab.send(open('a'));
    tab.send(sample('a', 's1'));
    await vi.waitFor(() => expect(tab.done()).toMatchObject([{ outcome: { refused: 'timeout' } }]));
    run = async () => ({ faces: [] });
    tab.send(sample('a', 's2'));
    await vi.waitFor(() => expect(tab.done()).toHaveLength(2));
    expect(tab.done()[1]).toMatchObject({ outcome: { refused: null } });
  });

  it('survives a page that goes away while its sample is open', async () => {
    const gone = page(host, 'tab:1');
    const stays = page(host, 'tab:2');
    run = async (job) => {
      if (job.type === 'detect') gone.disconnect();
      return { faces: [] };
    };
    gone.send(open('a'));
    stays.send(open('b'));
    gone.send(sample('a', 's1'));
    stays.send(sample('b', 's2'));
    await vi.waitFor(() => expect(stays.done()).toHaveLength(1));
    expect(gone.done()).toHaveLength(0);
  });

  it('drops the answer for a media that was closed meanwhile', async () => {
    const tab = page(host);
    run = async () => {
      tab.send({ type: 'close', mediaId: 'a' } as unknown as ToEngine);
      return { faces: [] };
    };
    tab.send(open('a'));
    tab.send(sample('a', 's1'));
    await new Promise((wake) => setTimeout(wake, 10));
    expect(tab.done()).toHaveLength(0);
  });

  it('ticks only pages with something to sample', async () => {
    vi.useFakeTimers();
    const active = page(host);
    const idle = page(host);
    active.send({ type: 'active', active: true });
    const ticks = (received: FromEngine[]) => received.filter(({ type }) => type === 'tick').length;
    // At once, then once a second.
    expect(ticks(active.received)).toBe(1);
    await vi.advanceTimersByTimeAsync(3000);
    expect(ticks(active.received)).toBe(4);
    expect(ticks(idle.received)).toBe(0);
    active.send({ type: 'active', active: false });
    const before = ticks(active.received);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ticks(active.received)).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('ticks a page when its next look falls due, and no page that has nothing to sample any more', async () => {
    vi.useFakeTimers();
    const tab = page(host);
    const ticks = () => tab.received.filter(({ type }) => type === 'tick').length;
    tab.send({ type: 'active', active: true });
    tab.send(open('a'));
    const before = ticks();
    tab.send({ ...sample('a', 's1'), nextLookMs: 300 } as ToEngine);
    await vi.advanceTimersByTimeAsync(299);
    expect(ticks()).toBe(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(ticks()).toBe(before + 1);
    tab.send({ ...sample('a', 's2'), nextLookMs: 300 } as ToEngine);
    tab.send({ type: 'active', active: false });
    await vi.advanceTimersByTimeAsync(5000);
    expect(ticks()).toBe(before + 1);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  describe('while a page of the extension holds it', () => {
    const ticks = ({ received }: ReturnType<typeof page>) =>
      received.filter(({ type }) => type === 'tick').length;
    const names = (tab: ReturnType<typeof page>) => tab.done().map(({ sampleId }) => sampleId);
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    function held() {
      const tab = page(host);
      tab.send({ type: 'active', active: true });
      tab.send(open('a'));
      const freeze = page(host, 'extension', true);
      freeze.send({ type: 'hold' });
      freeze.send(open('f'));
      return { tab, freeze, before: ticks(tab) };
    }

    it('looks for that page alone, and lets no other page take a frame', async () => {
      const { tab, freeze, before } = held();
      tab.send({ ...sample('a', 's1'), nextLookMs: 300 } as ToEngine);
      freeze.send(sample('f', 'f1'));
      await vi.advanceTimersByTimeAsync(limits.engineHoldMs - 1);
      expect(names(freeze)).toEqual(['f1']);
      expect(names(tab)).toEqual([]);
      expect(ticks(tab)).toBe(before);
    });

    it('looks at what waited, and lets others go on, as soon as that page is gone', async () => {
      const { tab, freeze, before } = held();
      tab.send(sample('a', 's1'));
      freeze.disconnect();
      await vi.advanceTimersByTimeAsync(1);
      expect(names(tab)).toEqual(['s1']);
      expect(ticks(tab)).toBe(before + 1);
    });

    it('lets others go on by itself where that page hangs', async () => {
      const { tab, before } = held();
      tab.send(sample('a', 's1'));
      await vi.advanceTimersByTimeAsync(limits.engineHoldMs);
      expect(names(tab)).toEqual(['s1']);
      expect(ticks(tab)).toBeGreaterThan(before);
      expect(limits.engineHoldMs).toBeLessThan(limits.sampleDeadlineMs);
    });

    it('is not held longer by the same page or another, nor at all by a content script', async () => {
      const { tab, freeze } = held();
      tab.send(sample('a', 's1'));
      await vi.advanceTimersByTimeAsync(limits.engineHoldMs - 1);
      freeze.send({ type: 'hold' });
      const other = page(host, 'extension', true);
      for (const message of [{ type: 'hold' }, open('g'), sample('g', 'g1')] as const) {
        other.send(message);
      }
      await vi.advanceTimersByTimeAsync(0);
      expect(names(other)).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(names(tab)).toEqual(['s1']);
      expect(names(other)).toEqual(['g1']);
      freeze.disconnect();
      page(host, 'tab:2').send({ type: 'hold' });
      tab.send(sample('a', 's2'));
      await vi.advanceTimersByTimeAsync(1);
      expect(names(tab)).toEqual(['s1', 's2']);
    });
  });

  it('keeps few timers for a page that floods it', async () => {
    vi.useFakeTimers();
    const tab = page(host);
    tab.send({ type: 'active', active: true });
    tab.send(open('a'));
    const quiet = vi.getTimerCount();
    for (let i = 0; i < 1000; i++) {
      tab.send({ ...sample('a', `s${i}`), nextLookMs: 900 } as ToEngine);
    }
    expect(vi.getTimerCount() - quiet).toBeLessThanOrEqual(limits.maxMediaPerDocument);
    tab.disconnect();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('keeps the numbers behind a sample from content scripts', async () => {
    const content = page(host, 'tab:1');
    const own = page(host, 'extension', true);
    for (const tab of [content, own]) {
      tab.send(open('a'));
      tab.send(sample('a', 's'));
      await vi.waitFor(() => expect(tab.done()).toHaveLength(1));
    }
    expect(content.done()[0]).not.toHaveProperty('outcome.detail');
    expect(own.done()[0]).toHaveProperty('outcome.detail');
  });

  it('ignores messages whose bytes do not fit their size', async () => {
    const tab = page(host);
    tab.send(open('a'));
    tab.receive({ ...sample('a', 's1'), small: { ...picture, widthPx: 4000 } });
    tab.receive({ type: 'sample' });
    tab.receive(null);
    await new Promise((wake) => setTimeout(wake, 10));
    expect(tab.done()).toHaveLength(0);
  });

  it('decides by the chosen model from the very first look on', async () => {
    const chosen = { ...model, modelId: 'own:mine' };
    const chooser: EngineHost = new EngineHost(
      supervisor as unknown as WorkerSupervisor,
      model,
      async () => chooser.useModel(chosen),
    );
    const tab = page(chooser);
    tab.send(open('a'));
    tab.send(sample('a', 's'));
    await vi.waitFor(() => expect(tab.done()).toHaveLength(1));
    expect(tab.done()[0]).toMatchObject({ outcome: { verdict: { modelId: 'own:mine' } } });
  });

  it('forgets what another model has said of a picture', async () => {
    let looks = 0;
    run = async () => {
      looks += 1;
      return { faces: [] };
    };
    const tab = page(host);
    const still = { ...open('a'), kind: 'image' } as ToEngine;
    for (const next of ['test', 'test', 'own:mine']) {
      host.useModel({ ...model, modelId: next });
      const before = tab.done().length;
      tab.send(still);
      tab.send(sample('a', `s${before}`));
      await vi.waitFor(() => expect(tab.done()).toHaveLength(before + 1));
    }
    // Once by each model; the second look at the same picture was answered from memory.
    expect(looks).toBe(2);
  });
});
