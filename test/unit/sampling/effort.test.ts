// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { SampleOutcome } from '../../../src/protocol/pixel-port.js';
import { settle } from '../../fixtures/fake-clock.js';
import { EffortControl } from '../../../src/sampling/effort-control.js';
import type { Effort } from '../../../src/shared/effort.js';
import { limits } from '../../../src/shared/limits.js';
import { FakeClock } from '../../fixtures/fake-clock.js';
import { verdictOf } from '../../fixtures/fake-engine.js';
import { setFields, Stage } from './stage.js';

let stage: Stage;
afterEach(() => stage.end());

const few = { verdict: verdictOf('cannot-tell', 1, ['too-few-frames']) };
const look = {
  trackId: 'face' as never,
  mediaTimeS: 1,
  box: { xPx: 0, yPx: 0, widthPx: 100, heightPx: 100 },
  score: 0.99,
  isSign: true,
  refused: null,
  quality: { facePx: 100, sharpness: 4, luma: 90 },
};

/** Thirty frames a second; from now on every second one is dropped while `isDropping`. */
function dropFrames(video: HTMLVideoElement, isDropping: () => boolean): void {
  let askedMs = stage.clock.nowMs();
  let totalVideoFrames = 0;
  let droppedVideoFrames = 0;
  setFields(video, {
    getVideoPlaybackQuality: () => {
      const frames = ((stage.clock.nowMs() - askedMs) * 30) / 1000;
      askedMs = stage.clock.nowMs();
      totalVideoFrames += frames;
      if (isDropping()) droppedVideoFrames += frames / 2;
      return { totalVideoFrames, droppedVideoFrames };
    },
  });
}

describe('in light mode', () => {
  it('three frames of a video are looked at, and that is said', async () => {
    stage = new Stage();
    stage.session.setEffort('light', true);
    const video = await stage.addVideo();
    expect(await stage.watchFor(60_000, few)).toBe(limits.lightLooks);
    expect(stage.record(video).reasons).toContain('light-mode');
    expect(stage.engine.isActive).toBe(false);
  });

  it('a video that shows signs in them is looked at until it can be judged', async () => {
    stage = new Stage();
    stage.session.setEffort('light', true);
    await stage.addVideo();
    expect(await stage.watchFor(90_000, { ...few, looks: [look] })).toBe(limits.looksPerCheckNow);
  });

  it('a video is looked at again once the person allows more', async () => {
    stage = new Stage();
    stage.session.setEffort('light', true);
    const video = await stage.addVideo();
    expect(await stage.watchFor(60_000, few)).toBe(limits.lightLooks);
    stage.session.setEffort('full', true);
    expect(await stage.watchFor(10_000, few)).toBeGreaterThan(5);
    expect(stage.record(video).reasons).not.toContain('light-mode');
  });

  it('what a person asks for is done all the same', async () => {
    stage = new Stage();
    stage.session.setEffort('light', true);
    await stage.addVideo();
    await stage.watchFor(60_000, few);
    const found = stage.session.checkNow({ sourceUrl: null, visibleTab: null });
    await stage.clock.advance(200);
    expect(await found).toBe(1);
    // At the pace of light mode it would take a minute.
    expect(await stage.watchFor(12_000, few)).toBeGreaterThanOrEqual(limits.looksPerCheckNow);
  });
});

describe('pictures that a person asks about', () => {
  it.each(['image', 'video'] as const)('however long an %s takes', async (kind) => {
    stage = new Stage({ mode: 'manual' });
    stage.session.setEffort('full', true);
    await (kind === 'image' ? stage.addImage() : stage.addVideo());
    for (let turn = 0; turn < 6; turn += 1) {
      const checking = stage.session.checkNow({ sourceUrl: null, visibleTab: null });
      await stage.clock.advance(200);
      await checking;
      const sample = await stage.nextSample();
      await stage.run(limits.effortRoundTripMs + 1000);
      stage.engine.done(sample);
      await settle();
    }
    // Only of what is looked at over and over less may be looked at.
    expect(stage.session.effort === 'full').toBe(kind === 'image');
  });
});

async function watchUntil(effort: Effort, outcome: Partial<SampleOutcome>): Promise<void> {
  for (let seconds = 0; stage.session.effort !== effort && seconds < 60; seconds += 1) {
    await stage.watchFor(1000, outcome);
  }
  expect(stage.session.effort).toBe(effort);
}

/** Something was looked at since the last time that this was asked. */
function wasLookedAt(): () => boolean {
  let seen = 0;
  return () => {
    const before = seen;
    seen = stage.pixels.taken;
    return seen > before;
  };
}

describe('a video that drops frames while it is looked at', () => {
  it('is looked at less, and that is said', async () => {
    stage = new Stage();
    stage.session.setEffort('full', true);
    const video = await stage.addVideo();
    dropFrames(video, wasLookedAt());
    await stage.watchFor(6000, few);
    expect(stage.session.effort).toBe('eased');
    expect(stage.record(video).reasons).toContain('fewer-looks');
    // At the full rate it would be thirty to sixty.
    expect(await stage.watchFor(24_000, few)).toBeLessThan(20);
    expect(stage.session.effort).toBe('light');
    expect(stage.record(video).reasons).toContain('light-mode');
  });

  it('is left alone for a moment after each step, and light mode comes soon, however slow the engine is', async () => {
    stage = new Stage();
    stage.session.setEffort('full', true);
    const video = await stage.addVideo();
    // Every look lasts longer than a window, so that none would be without.
    const answerMs = 2600;
    const frames = { totalVideoFrames: 0, droppedVideoFrames: 0 };
    setFields(video, { getVideoPlaybackQuality: () => ({ ...frames }) });
    const openSince = new Map<string, number>();
    const lookedAtMs: number[] = [];
    const turn = async (): Promise<void> => {
      const before = stage.pixels.taken;
      await stage.run(200);
      frames.totalVideoFrames += 6;
      if (stage.engine.open.size > 0) frames.droppedVideoFrames += 3;
      if (stage.pixels.taken > before) lookedAtMs.push(stage.clock.nowMs());
      for (const sample of [...stage.engine.open.values()]) {
        const sinceMs = openSince.get(sample.sampleId) ?? stage.clock.nowMs();
        openSince.set(sample.sampleId, sinceMs);
        if (stage.clock.nowMs() - sinceMs >= answerMs) stage.engine.done(sample, few);
      }
    };
    while (stage.session.effort === 'full' && stage.clock.nowMs() < 60_000) await turn();
    expect(stage.session.effort).toBe('eased');
    const easedMs = stage.clock.nowMs();
    while (stage.session.effort === 'eased' && stage.clock.nowMs() < 60_000) await turn();
    expect(stage.session.effort).toBe('light');
    expect(stage.clock.nowMs() - easedMs).toBeLessThan(12_000);
    const next = lookedAtMs.find((atMs) => atMs > easedMs + answerMs) ?? Number.NaN;
    expect(next - easedMs).toBeGreaterThanOrEqual(2 * limits.effortWindowMs);
  });

  it('is looked at at once, step or no step, where a person asks', async () => {
    stage = new Stage();
    stage.session.setEffort('full', true);
    const video = await stage.addVideo();
    dropFrames(video, wasLookedAt());
    const ask = async (): Promise<void> => {
      const found = stage.session.checkNow({ sourceUrl: null, visibleTab: null });
      await stage.clock.advance(200);
      await found;
    };
    while (stage.session.effort === 'full' && stage.clock.nowMs() < 60_000) {
      await ask();
      await stage.watchFor(1000, few);
    }
    expect(stage.session.effort).toBe('eased');
    // Without a person nothing is looked at for a whole window.
    expect(await stage.watchFor(limits.effortWindowMs - 400, few)).toBeGreaterThan(1);
  });

  it('is looked at more again after a while, although nothing ticks until then', async () => {
    stage = new Stage();
    stage.session.setEffort('full', true);
    const video = await stage.addVideo();
    dropFrames(video, wasLookedAt());
    await watchUntil('light', few);
    expect(stage.engine.isActive).toBe(false);
    await stage.run(5 * limits.effortCalmMs);
    expect(stage.session.effort).toBe('eased');
    expect(stage.engine.isActive).toBe(true);
  });

  it('is looked at in full again after one rest more, where no look of light mode is left', async () => {
    stage = new Stage();
    stage.session.setEffort('full', true);
    const video = await stage.addVideo();
    let isDropping = true;
    const wasLooked = wasLookedAt();
    dropFrames(video, () => wasLooked() && isDropping);
    await watchUntil('light', few);
    isDropping = false;
    await stage.run(9 * limits.effortCalmMs);
    expect(stage.session.effort).toBe('full');
  });

  it('is not looked at for a while when even few looks hurt, and that is said', async () => {
    stage = new Stage();
    stage.session.setEffort('light', true);
    const video = await stage.addVideo();
    dropFrames(video, wasLookedAt());
    await watchUntil('suspended', { ...few, looks: [look] });
    expect(stage.record(video).reasons).toContain('spared');
    expect(stage.engine.isActive).toBe(false);
    for (let restedMs = 0; restedMs <= 4 * limits.effortCalmMs; restedMs += 1000) {
      if (stage.session.effort === 'suspended') await stage.run(1000);
    }
    expect(stage.session.effort).toBe('light');
  });

  it('is looked at all along where the person wants it so', async () => {
    stage = new Stage();
    stage.session.setEffort('full', false);
    const video = await stage.addVideo();
    dropFrames(video, wasLookedAt());
    expect(await stage.watchFor(20_000, few)).toBeGreaterThan(19);
    expect(stage.session.effort).toBe('full');
    expect(stage.record(video).reasons).toEqual([]);
  });
});

it('a video that drops as many frames while nothing is looked at is looked at all along', async () => {
  stage = new Stage();
  stage.session.setEffort('full', true);
  const video = await stage.addVideo();
  dropFrames(video, () => true);
  await stage.watchFor(80_000, few);
  expect(stage.session.effort).toBe('full');
  expect(await stage.watchFor(60_000, few)).toBeGreaterThan(50);
  expect(stage.session.effort).toBe('full');
});

it('rests end with the last step back: a document without work is left alone then', async () => {
  const clock = new FakeClock();
  let changes = 0;
  const { signal } = new AbortController();
  const control = new EffortControl(window, clock, () => (changes += 1), signal);
  while (control.effort === 'full' && clock.nowMs() < 60_000) {
    await clock.advance(limits.effortWindowMs);
    control.spent(limits.effortLongestMs + 1, 1);
    control.tick(clock.nowMs(), []);
  }
  expect([control.effort, changes]).toEqual(['eased', 1]);
  await clock.advance(2 * limits.effortCalmMs);
  expect([control.effort, changes]).toEqual(['full', 2]);
  await clock.advance(20 * limits.effortCalmMs);
  expect([control.effort, changes]).toEqual(['full', 2]);
});
