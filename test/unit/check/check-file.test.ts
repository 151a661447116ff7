// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EngineLost } from '../../../src/sampling/engine-client.js';
import { checkFile, type CheckedFile, type CheckJob } from '../../../src/check/check-file.js';
import type { MediaId } from '../../../src/shared/ids.js';
import type { Level } from '../../../src/shared/level.js';

/** Where the file is, and what becomes of a seek. */
const film = vi.hoisted(() => ({ atS: 0, durationS: 600, never: false, sought: [] as number[] }));
vi.mock('../../../src/check/open-file.js', () => ({
  fileAsItIs: (file: File) => Promise.resolve({ kind: 'video', body: file }),
  openFile: () => {
    const element = document.createElement('video');
    return Promise.resolve({ ok: true, element, durationS: film.durationS });
  },
  seek: (_: unknown, timeS: number) => {
    film.sought.push(timeS);
    film.atS = timeS;
    return film.never ? new Promise(() => undefined) : Promise.resolve();
  },
}));

const forged = { fromS: 120, toS: 180 };
const origin = { facts: {}, report: {}, verification: null } as never;
let opened: Map<MediaId, number>;
let closed: MediaId[];

/** Says `strong` of a media of eight looks and more, all of them inside the forged part. */
const engine = {
  lostAfter: Number.POSITIVE_INFINITY,
  /** From this second on it refuses what it is shown. */
  refusesFromS: Number.POSITIVE_INFINITY,
  open: () => {
    const mediaId = `media-${opened.size}` as MediaId;
    opened.set(mediaId, 0);
    return Promise.resolve(mediaId);
  },
  close: (mediaId: MediaId) => void closed.push(mediaId),
  look: (mediaId: MediaId, _frame: unknown, timeS: number) => {
    if (film.sought.length > engine.lostAfter) return Promise.reject(new EngineLost('gone'));
    const isForged = timeS >= forged.fromS && timeS < forged.toS;
    const looks = (opened.get(mediaId) ?? 0) + (isForged ? 1 : -100);
    opened.set(mediaId, looks);
    const level: Level = looks >= 8 ? 'strong' : 'none-found';
    const verdict = { level, reasons: [], tracks: [], modelId: 'm', backend: 'wasm' };
    return Promise.resolve({
      refused: timeS < engine.refusesFromS ? null : 'timeout',
      verdict,
      follow: [],
      detectNext: true,
      looks: [],
    } as never);
  },
};
const pixels = {
  take: () => Promise.resolve({ ok: true, frame: { small: () => null } }),
  isBlack: () => false,
} as never;

const file = new File(['x'], 'ten-minutes.mp4', { type: 'video/mp4' });
const options = { samplesPerSecond: 2, maxLooks: 120 };
function check(given: Partial<CheckJob> = {}): Promise<CheckedFile | null> {
  const job: CheckJob = {
    place: document.body,
    progress: () => undefined,
    before: null,
    extent: 'some',
    signal: new AbortController().signal,
    ...given,
  };
  return checkFile(file, job, options, {
    engine,
    pixels,
    readOrigin: () => Promise.resolve(origin),
  });
}

beforeEach(() => {
  Object.assign(film, { atS: 0, durationS: 600, never: false, sought: [] });
  [opened, closed] = [new Map(), []];
  engine.lostAfter = engine.refusesFromS = Number.POSITIVE_INFINITY;
});

describe('a ten-minute video', () => {
  test('whose forgery is in the third minute is warned of, and says where it was looked at', async () => {
    const checked = await check();
    expect(checked?.report.verdict?.level).toBe('strong');
    expect(checked?.report.lookedAt).toMatchObject({
      moments: 120,
      momentsInAll: 1200,
      stretches: 10,
    });
    expect(checked?.report.lookedAt?.ranges[2]).toEqual({ fromS: 150, toS: 156 });
    expect(closed).toEqual([...opened.keys()]);
    expect(film.sought).toEqual(film.sought.toSorted((a, b) => a - b));
  });

  test('of which the engine refused the second half is said to be looked at in the first', async () => {
    engine.refusesFromS = 300;
    const checked = await check();
    expect(checked?.report).toMatchObject({ looks: 60, lookedAt: { moments: 60 } });
    expect(checked?.report.reasons).toContain('timeout');
  });

  test('is added to, and what was seen stays', async () => {
    const first = await check();
    const totals: number[] = [];
    const progress = (_: number, total: number): void => void totals.push(total);
    const more = await check({ before: first, progress });
    expect(more?.report).toMatchObject({
      looks: 240,
      lookedAt: { moments: 240 },
      verdict: { level: 'strong' },
    });
    expect(totals.at(-1)).toBe(120);
    const whole = await check({ before: more, extent: 'rest' });
    expect(whole?.report.lookedAt).toMatchObject({
      moments: 1200,
      ranges: [{ fromS: 0, toS: 600 }],
    });
    expect(new Set(film.sought).size).toBe(1200);
  });
});

describe('stopped', () => {
  test('after some looks, what was seen stays and says how far it went', async () => {
    const stopping = new AbortController();
    const progress = (done: number): void => {
      if (done === 20) stopping.abort();
    };
    const checked = await check({ signal: stopping.signal, progress });
    expect(checked?.report).toMatchObject({ looks: 20, reasons: [], lookedAt: { stretches: 2 } });
    expect(closed).toEqual([...opened.keys()]);
    expect(film.sought.length).toBeLessThanOrEqual(21);
  });

  test('while the file does not answer, it is not waited for', async () => {
    film.never = true;
    const stopping = new AbortController();
    const checking = check({ signal: stopping.signal });
    await vi.waitFor(() => expect(film.sought).toHaveLength(1));
    stopping.abort();
    expect(await checking).toBeNull();
    await vi.waitFor(() => expect(closed).toHaveLength(1));
  });

  test('in a second pass, the first is still there', async () => {
    const first = await check();
    expect(await check({ before: first, signal: AbortSignal.abort() })).toMatchObject({
      report: { looks: 120, lookedAt: { moments: 120 } },
    });
  });
});

test('an engine that is lost ends the reading, and is named beside what was seen', async () => {
  engine.lostAfter = 15;
  const checked = await check();
  expect(checked?.report).toMatchObject({ looks: 15, reasons: ['engine-unavailable'] });
});
