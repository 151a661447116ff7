import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineHost } from '../../../src/engine/host/engine-host.js';
import type { WorkerSupervisor } from '../../../src/engine/host/worker-supervisor.js';
import type { FromEngine } from '../../../src/protocol/pixel-port.js';
import type { SampleId } from '../../../src/shared/ids.js';
import { limits } from '../../../src/shared/limits.js';
import { model } from './model-decisions.js';

/** Detections by content: how often each picture reached the worker. */
let detected: Map<number, number>;
let fails: boolean;
let inFlight: number;
let mostInFlight: number;
const supervisor = {
  health: { state: 'ready', backend: 'wasm', modelId: 'test' },
  run: async (job: { type: string; picture?: { data: Uint8Array } }) => {
    if (job.type !== 'detect') return {};
    const id = new DataView(job.picture!.data.buffer).getUint32(0);
    detected.set(id, (detected.get(id) ?? 0) + 1);
    mostInFlight = Math.max(mostInFlight, (inFlight += 1));
    await Promise.resolve();
    inFlight -= 1;
    if (fails) throw new Error('x');
    return { faces: [] };
  },
};

let host: EngineHost;
let names = 0;
beforeEach(() => {
  detected = new Map();
  fails = false;
  inFlight = 0;
  mostInFlight = 0;
  host = new EngineHost(supervisor as unknown as WorkerSupervisor, model);
});

function connect(owner = 'tab:1') {
  const waiting = new Map<string, () => void>();
  let done = 0;
  const link = host.connect({
    owner,
    isExtensionPage: false,
    post: (message: FromEngine) => {
      const { sampleId } = message as { sampleId: SampleId };
      if (message.type === 'want')
        queueMicrotask(() => link.receive({ type: 'more', sampleId, small: null, crops: [] }));
      if (message.type !== 'done') return;
      done += 1;
      waiting.get(message.sampleId)?.();
    },
  });
  /** Shows picture `id` in an element of its own, as a page that scrolls does. */
  const show = (
    id: number,
    kind: 'image' | 'video' = 'image',
    isAskedFor = false,
    sidePx = 4,
  ): Promise<void> => {
    const mediaId = `m${(names += 1)}`;
    const data = new Uint8Array(64);
    new DataView(data.buffer).setUint32(0, id);
    const answered = new Promise<void>((resolve) => waiting.set(`s${mediaId}`, resolve));
    link.receive({ type: 'open', mediaId, kind });
    link.receive({
      type: 'sample',
      mediaId,
      sampleId: `s${mediaId}`,
      mediaTimeS: 0,
      sourceWidthPx: sidePx,
      sourceHeightPx: sidePx,
      small: { format: 'RGBA', widthPx: 4, heightPx: 4, data },
      crops: [],
      isAskedFor,
      nextLookMs: null,
    });
    return answered.then(() => link.receive({ type: 'close', mediaId }));
  };
  return { show, done: () => done };
}

describe('images by content', () => {
  it('5,000 pictures shown twice are answered 10,000 times and analysed 5,000 times, one at a time', async () => {
    const page = connect();
    const order = Array.from({ length: 10_000 }, (_, at) => (at * 7919) % 5000);
    // Two at a time, as one document hands them in.
    const next = order.values();
    const scroll = async (): Promise<void> => {
      for (const id of next) await page.show(id);
    };
    await Promise.all([scroll(), scroll()]);
    expect(page.done()).toBe(10_000);
    expect(detected.size).toBe(5000);
    expect(Math.max(...detected.values())).toBe(1);
    expect(mostInFlight).toBeLessThanOrEqual(2);
    expect(limits.maxImageAnswers).toBeGreaterThanOrEqual(5000);
  }, 60_000);

  it('frames of a video are never answered from memory', async () => {
    const page = connect();
    await page.show(1, 'video');
    await page.show(1, 'video');
    expect(detected.get(1)).toBe(2);
  });

  it('are not shared between tabs', async () => {
    await connect('tab:1').show(1);
    await connect('tab:2').show(1);
    expect(detected.get(1)).toBe(2);
  });

  it('that a person asks about are looked at again where small faces may have been left out', async () => {
    const page = connect();
    await page.show(1, 'image', false, 700);
    for (let again = 0; again < 2; again++) await page.show(1, 'image', true, 700);
    expect(detected.get(1)).toBe(2);
    // The closer look answers for every later one.
    await page.show(1, 'image', false, 700);
    expect(detected.get(1)).toBe(2);
  });

  it('that are shown to the detector as they are need no closer look', async () => {
    const page = connect();
    await page.show(1, 'image', false, 640);
    await page.show(1, 'image', true, 640);
    expect(detected.get(1)).toBe(1);
  });

  it('that could not be looked at are looked at again', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const page = connect();
    fails = true;
    await page.show(1);
    fails = false;
    await page.show(1);
    expect(detected.get(1)).toBe(2);
  });
});
