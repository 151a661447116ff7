import { judgeClock } from '../../../src/evidence/log/capture-log.js';
import { describe, expect, it } from 'vitest';
import type { CapturedBase } from '../../../src/evidence/capture/capture-picture.js';
import {
  collectCapture,
  type CaptureSource,
} from '../../../src/evidence/capture/collect-capture.js';
import { sha256Hex } from '../../../src/evidence/bytes.js';
import { freezeCase } from '../../../src/evidence/capture/freeze.js';
import { readPageMeta } from '../../../src/evidence/capture/page-meta.js';
import type { HandedFrame, HandedPicture } from '../../../src/protocol/freeze-messages.js';
import { limits } from '../../../src/shared/limits.js';
import { PictureFiles } from '../../../src/evidence/pictures/picture-file.js';
import { plainCoder } from '../../../src/evidence/pictures/code-picture.js';
import { toRgbaWith } from '../../../src/evidence/pictures/to-rgba.js';
import { i420ToRgba } from '../../../src/engine/pixels/i420-to-rgba.js';
import { newStore, sampleFacts as facts, smallPicture } from './sample-case.js';

const base: CapturedBase = {
  mediaUrl: null,
  session: 's',
  extensionVersion: '0.1.0',
  modelSha256: 'ab'.repeat(32),
  backend: 'wasm',
};
const meta = {
  version: 1,
  urlAsSeen: facts.url,
  urlCanonical: null,
  urlClaimed: null,
  mediaUrl: null,
  site: 'bilibili',
  contentId: null,
  partId: null,
  title: null,
  uploader: null,
  uploaderId: null,
  publishedAt: null,
  mediaType: 'video',
  widthPx: 32,
  heightPx: 32,
  frozenAtMs: 1_000_000,
  zone: 'UTC',
  userAgent: 'Test',
  extensionVersion: '0.1.0',
  extensionSha256: null,
  model: {
    id: 'm',
    version: '1',
    sha256: 'ab'.repeat(32),
    backend: null,
    calibration: '',
    knownErrorRate: '',
  },
  record: null,
} as const;

/** As a content script hands it over: the pixels in a blob. */
function handed(seed: number): HandedPicture {
  const { data, ...facts } = smallPicture(seed, 32);
  return { ...facts, format: 'RGBA', pixels: new Blob([data]) };
}

/** A clock that only waiting moves. */
function stage(changes: Partial<CaptureSource> = {}) {
  let nowMs = 5000;
  let frame = 0;
  const files = new PictureFiles(plainCoder(toRgbaWith(i420ToRgba)));
  const source: CaptureSource = {
    facts,
    frame: async (): Promise<HandedFrame> => {
      frame += 1;
      return {
        ok: true,
        picture: handed(frame),
        mediaTimeS: frame / 30,
        wallClockMs: 1_000_000 + nowMs,
        mainThreadMs: 2,
      };
    },
    look: async () => [
      {
        box: { xPx: 8, yPx: 8, widthPx: 10, heightPx: 10 },
        logits: { composite: 1, synthetic: 0 },
        score: 0.9,
      },
    ],
    file: (job) => files.file(job),
    tabPicture: null,
    original: null,
    ...changes,
  };
  const tools = {
    wait: async (ms: number) => {
      nowMs += ms;
    },
    nowMs: () => 1_000_000 + nowMs,
    monotonicMs: () => nowMs,
  };
  return { files, tools, run: () => collectCapture('case-1', source, base, meta, tools) };
}

const refusing = (reason: (HandedFrame & { ok: false })['reason']) => async () =>
  ({ ok: false, reason, mainThreadMs: 1 }) as const;

describe('collecting one freeze', () => {
  it.each([
    ['before it takes the frame', 2600, 0],
    ['after it took it', 0, 2600],
  ])(
    'a page whose thread hangs %s makes no clock of the device jump',
    async (_, beforeMs, afterMs) => {
      let asked = 0;
      const { run, tools } = stage({
        frame: async () => {
          const number = (asked += 1);
          if (number === 2) await tools.wait(beforeMs);
          const wallClockMs = tools.nowMs();
          if (number === 2) await tools.wait(afterMs);
          const picture = handed(number);
          return { ok: true, picture, mediaTimeS: number / 30, wallClockMs, mainThreadMs: 2 };
        },
      });
      const collected = await run();
      if (!collected.ok) throw new Error(collected.refusal);
      const moments = collected.capture.items.map(({ captured }) => captured);
      expect(moments.length).toBeGreaterThan(2);
      const moves = moments.map((now, at) => judgeClock(moments[at - 1] ?? null, now));
      expect(new Set(moves.slice(1))).toEqual(new Set(['steady']));
    },
  );

  it('a clock of the device that was set back while frames were taken is still told', async () => {
    let asked = 0;
    const { run, tools } = stage({
      frame: async () => {
        asked += 1;
        const wallClockMs = tools.nowMs() - (asked > 5 ? 3_600_000 : 0);
        const picture = handed(asked);
        return { ok: true, picture, mediaTimeS: asked / 30, wallClockMs, mainThreadMs: 2 };
      },
    });
    const collected = await run();
    if (!collected.ok) throw new Error(collected.refusal);
    const moments = collected.capture.items.map(({ captured }) => captured);
    const moves = moments.map((now, at) => judgeClock(moments[at - 1] ?? null, now));
    expect(moves).toContain('moved-back');
  });

  it('cuts faces while frames are still being encoded, for a person waits for both', async () => {
    const cut = new Map<string, () => void>();
    const { files, run } = stage({
      file: async (job) => {
        // A frame is done only once its face has been asked for.
        if (job.region === null) await new Promise<void>((done) => cut.set(job.key, done));
        else cut.get(job.key)?.();
        return files.file(job);
      },
    });
    const collected = await run();
    expect(collected).toMatchObject({ ok: true, frames: limits.freezeFrames });
  });

  it('has a frame looked at before its file is made: ten looks take longer than ten files', async () => {
    const asked: string[] = [];
    const { run, files } = stage({
      look: async (key) => {
        asked.push(`look ${key.slice(-4)}`);
        return [];
      },
      file: (job) => {
        asked.push(`file ${job.key.slice(-4)}`);
        return files.file(job);
      },
    });
    await run();
    expect(asked.slice(0, 4)).toEqual(['look 0001', 'file 0001', 'look 0002', 'file 0002']);
  });

  it('counts a file as lost that is gone with the process that made it', async () => {
    const gone = new Blob(['x']);
    const lost = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    gone.slice = () => Object.assign(new Blob(), { arrayBuffer: lost });
    const hash = 'ab'.repeat(32);
    const file = { png: gone, pngSha256: hash, pixelSha256: hash, pdq: null };
    const collected = await stage({ file: async () => file }).run();
    expect(collected).toMatchObject({ ok: false, refusal: 'nothing-readable' });
  });

  it('gives ten frames of a playing video with a face each, and a store takes them', async () => {
    const collected = await stage().run();
    expect(collected).toMatchObject({ ok: true, frames: 10, pageThreadMs: 20 });
    if (!collected.ok) return;
    const kinds = collected.capture.items.map(({ captured }) => captured.kind);
    expect(kinds.filter((kind) => kind === 'frame')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'crop')).toHaveLength(10);
    const store = await newStore();
    expect(await freezeCase(collected.capture, { store, estimate: null })).toEqual({ ok: true });
    const frozen = await store.read('case-1');
    expect(readPageMeta(frozen!.opened.pageMeta)?.missing).toEqual([]);
    // Hashed where it was made, and stored without being read again.
    for (const { path, bytes } of frozen!.media) {
      const record = frozen!.records.find((one) => one.path === path);
      expect(record?.encodedSha256).toBe(await sha256Hex(bytes));
      expect(record?.encodedBytes).toBe(bytes.length);
    }
  });

  it('keeps a picture that is shown for several moments once, and says so', async () => {
    let frame = 0;
    const collected = await stage({
      frame: async () => {
        frame += 1;
        const picture = handed(frame >> 1);
        return { ok: true, picture, mediaTimeS: frame, wallClockMs: 1_000_000, mainThreadMs: 1 };
      },
    }).run();
    expect(collected).toMatchObject({ ok: true, frames: 6 });
    if (!collected.ok) return;
    expect((collected.capture.pageMeta as { missing: string[] }).missing).toEqual([
      'frames: 4 of 10 showed the same picture again',
    ]);
  });

  it('gives one frame of a video that stands still, and of an image', async () => {
    for (const still of [
      { ...facts, isPlaying: false },
      { ...facts, kind: 'image' as const },
    ]) {
      expect(await stage({ facts: still }).run()).toMatchObject({ ok: true, frames: 1 });
    }
  });

  it('says in the evidence itself what is missing', async () => {
    let frame = 0;
    const collected = await stage({
      frame: async () => {
        frame += 1;
        if (frame > 3) return refusing('not-visible')();
        return {
          ok: true,
          picture: handed(frame),
          mediaTimeS: frame,
          wallClockMs: 1_000_000,
          mainThreadMs: 1,
        };
      },
      look: async () => null,
      tabPicture: async () => null,
      original: async () => null,
    }).run();
    expect(collected).toMatchObject({ ok: true, frames: 3 });
    if (!collected.ok) return;
    expect((collected.capture.pageMeta as { missing: string[] }).missing).toEqual([
      'frames: not-visible',
      'frames: 3 of 10',
      'scores: not for 3 of 3 frames',
      'tab picture: refused by the browser',
      'original file: not given by the site',
    ]);
  });

  it('takes the picture of the tab where the pixels are closed, and refuses without one', async () => {
    const closed = { frame: refusing('cross-origin') };
    expect(await stage(closed).run()).toEqual({
      ok: false,
      refusal: 'nothing-readable',
      reason: 'cross-origin',
    });
    const tab = await stage({ ...closed, tabPicture: async () => new Uint8Array([1]) }).run();
    expect(tab).toMatchObject({ ok: true, frames: 0 });
  });

  it('gives up on a stalled video after its deadline, and names a page that is gone', async () => {
    expect(await stage({ frame: refusing(null) }).run()).toMatchObject({
      ok: false,
      refusal: 'nothing-readable',
    });
    expect(await stage({ frame: async () => 'gone' }).run()).toMatchObject({
      ok: false,
      refusal: 'page-silent',
    });
    expect(limits.freezeFramesDeadlineMs).toBeLessThan(10_000);
  });
});
