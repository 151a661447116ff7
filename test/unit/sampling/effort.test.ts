// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../../src/shared/limits.js';
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

/** Every second frame of a video is dropped from now on, as its element tells. */
function dropFrames(video: HTMLVideoElement): void {
  let total = 0;
  setFields(video, {
    getVideoPlaybackQuality: () => {
      total += 60;
      return { totalVideoFrames: total, droppedVideoFrames: total / 2 };
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

  it('what a person asks for is done all the same', async () => {
    stage = new Stage();
    stage.session.setEffort('light', true);
    await stage.addVideo();
    await stage.watchFor(60_000, few);
    const found = stage.session.checkNow({ sourceUrl: null, visibleTab: null });
    await stage.clock.advance(200);
    expect(await found).toBe(1);
    expect(await stage.watchFor(60_000, few)).toBeGreaterThanOrEqual(limits.looksPerCheckNow);
  });
});

describe('a video that drops frames while it is looked at', () => {
  it('is looked at less, and that is said', async () => {
    stage = new Stage();
    stage.session.setEffort('full', true);
    const video = await stage.addVideo();
    dropFrames(video);
    // At the full rate it would be twenty to forty.
    expect(await stage.watchFor(20_000, few)).toBeLessThan(16);
    expect(stage.session.effort).toBe('light');
    expect(stage.record(video).reasons).toContain('light-mode');
  });

  it('is not looked at for a while when even few looks hurt, and that is said', async () => {
    stage = new Stage();
    stage.session.setEffort('light', true);
    const video = await stage.addVideo();
    dropFrames(video);
    await stage.watchFor(30_000, { ...few, looks: [look] });
    expect(stage.session.effort).toBe('suspended');
    expect(stage.record(video).reasons).toContain('spared');
    expect(stage.engine.isActive).toBe(false);
    // It may end in the same way again later: the frames go on being dropped.
    for (let restedMs = 0; restedMs <= limits.effortRestMs; restedMs += 1000) {
      if (stage.session.effort === 'suspended') await stage.run(1000);
    }
    expect(stage.session.effort).toBe('light');
  });

  it('is looked at all along where the person wants it so', async () => {
    stage = new Stage();
    stage.session.setEffort('full', false);
    const video = await stage.addVideo();
    dropFrames(video);
    expect(await stage.watchFor(20_000, few)).toBeGreaterThan(19);
    expect(stage.session.effort).toBe('full');
    expect(stage.record(video).reasons).not.toContain('spared');
  });
});
