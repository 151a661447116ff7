// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { TrackId } from '../../../src/shared/ids.js';
import { limits } from '../../../src/shared/limits.js';
import { settle } from '../../fixtures/fake-clock.js';
import { verdictOf } from '../../fixtures/fake-engine.js';
import { setFields, Stage, trusted, type StageOptions } from './stage.js';

let stage: Stage;

function open(options: StageOptions): Stage {
  stage = new Stage(options);
  return stage;
}

afterEach(() => stage.end());

const everything = { sourceUrl: null, visibleTab: null };

/** "Check now" and the time that the browser needs to tell what is visible. */
async function checkNow(request: Parameters<Stage['session']['checkNow']>[0] = everything) {
  const found = stage.session.checkNow(request);
  await stage.clock.advance(200);
  return found;
}

describe('a site in manual mode', () => {
  it('lists its media and looks at none', async () => {
    open({ mode: 'manual' });
    const video = await stage.addVideo();
    const image = await stage.addImage();
    await stage.run(5000);
    expect(stage.engine.connections).toBe(0);
    for (const element of [video, image]) {
      expect(stage.record(element)).toMatchObject({ state: 'waiting', reasons: [] });
    }
  });

  it('looks about twelve times at a video and once at an image on "check now"', async () => {
    open({ mode: 'manual' });
    const video = await stage.addVideo();
    const image = await stage.addImage();
    expect(await checkNow()).toBe(2);
    expect(await stage.watchFor(30_000, { verdict: verdictOf('weak', 8) })).toBe(
      limits.looksPerCheckNow + 1,
    );
    expect(stage.record(video).state).toBe('judged');
    expect(stage.record(image).state).toBe('judged');
    expect(stage.engine.isActive).toBe(false);
  });

  it('looks once at a paused video, and goes on when it plays', async () => {
    open({ mode: 'manual' });
    const video = await stage.addVideo();
    setFields(video, { paused: true, currentTime: 3 });
    video.dispatchEvent(trusted('pause'));
    await checkNow();
    expect(await stage.watchFor(5000, { verdict: verdictOf('cannot-tell', 1) })).toBe(1);
    expect(stage.record(video)).toMatchObject({ state: 'waiting', reasons: ['paused'] });
    expect(stage.engine.isActive).toBe(false);
    Reflect.deleteProperty(video, 'currentTime');
    Object.defineProperty(video, 'currentTime', { get: () => stage.clock.nowMs() / 1000 });
    setFields(video, { paused: false });
    video.dispatchEvent(trusted('play'));
    expect(await stage.watchFor(15_000)).toBe(limits.looksPerCheckNow - 1);
  });

  it('looks again when asked again', async () => {
    open({ mode: 'manual' });
    await stage.addImage();
    await checkNow();
    expect(await stage.watchFor(2000)).toBe(1);
    await checkNow();
    expect(await stage.watchFor(2000)).toBe(1);
  });

  it('looks thoroughly when a person asks, and only then', async () => {
    open({ mode: 'auto' });
    await stage.addImage();
    // A face was found, and would be followed.
    const rect = { xPx: 0, yPx: 0, widthPx: 8, heightPx: 8 };
    const follow = [{ key: 'face' as TrackId, rect, shrink: 1 }];
    await stage.watchFor(2000, { follow, detectNext: false });
    await checkNow();
    await stage.watchFor(2000);
    const samples = stage.engine.received.filter((message) => message.type === 'sample');
    expect(samples.map(({ isAskedFor }) => isAskedFor)).toEqual([false, true]);
    expect(samples.map(({ small, crops }) => [small !== null, crops.length])).toEqual([
      [true, 0],
      [true, 0],
    ]);
  });

  it('looks once more when a person asks while an unasked look is under way', async () => {
    open({ mode: 'auto' });
    await stage.addImage();
    const unasked = await stage.nextSample();
    await checkNow();
    stage.engine.done(unasked);
    await stage.watchFor(2000);
    const samples = stage.engine.received.filter((message) => message.type === 'sample');
    expect(samples.map(({ isAskedFor }) => isAskedFor)).toEqual([false, true]);
  });
});

describe('"check now"', () => {
  it('looks on a site that is off, too, and only then', async () => {
    open({ mode: 'off' });
    expect(stage.observed.size).toBe(0);
    const found = stage.session.checkNow(everything);
    const video = await stage.addVideo();
    await stage.clock.advance(200);
    expect(await found).toBe(1);
    expect(await stage.watchFor(15_000)).toBe(limits.looksPerCheckNow);
    expect(stage.record(video).state).toBe('judged');
    const other = await stage.addVideo({ src: 'blob:other' });
    await stage.run(3000);
    expect(stage.records.has(other)).toBe(false);
  });

  it('finds nothing on a page without media', async () => {
    open({ mode: 'manual' });
    expect(await checkNow()).toBe(0);
    expect(stage.engine.connections).toBe(0);
  });

  it('on one media looks at that one, even a small one', async () => {
    open({ mode: 'manual' });
    await stage.addVideo();
    const avatar = await stage.addImage({ src: 'https://page.example/avatar.jpg', size: 40 });
    expect(await checkNow({ sourceUrl: 'https://page.example/avatar.jpg', visibleTab: null })).toBe(
      1,
    );
    expect(await stage.watchFor(5000)).toBe(1);
    expect(stage.record(avatar).state).toBe('judged');
  });

  it('leaves media that is out of sight', async () => {
    open({ mode: 'manual' });
    const video = await stage.addVideo();
    await stage.hide(video);
    expect(await checkNow()).toBe(0);
  });

  it('uses the picture of the screen for pixels that the page may not read', async () => {
    open({ mode: 'manual' });
    stage.pixels.refusal = 'cross-origin';
    const video = await stage.addVideo();
    const png = new Uint8Array(40);
    expect(await checkNow({ sourceUrl: null, visibleTab: png })).toBe(1);
    expect(await stage.watchFor(10_000, { verdict: verdictOf('weak', 1) })).toBe(1);
    expect(stage.pixels.screenshots).toBe(1);
    expect(stage.record(video)).toMatchObject({ state: 'judged', verdict: { level: 'weak' } });
    expect(stage.engine.isActive).toBe(false);
    // Asked again, with a new picture: again one look.
    await checkNow({ sourceUrl: null, visibleTab: png });
    expect(await stage.watchFor(10_000, { verdict: verdictOf('weak', 1) })).toBe(1);
    expect(stage.pixels.screenshots).toBe(2);
  });

  it('says cross-origin when there is no picture of the screen', async () => {
    open({ mode: 'manual' });
    stage.pixels.refusal = 'cross-origin';
    const video = await stage.addVideo();
    await checkNow();
    await stage.run(3000);
    expect(stage.record(video)).toMatchObject({ state: 'blocked', reasons: ['cross-origin'] });
  });

  it('keeps no picture of the screen for pixels that can be read', async () => {
    open({ mode: 'manual' });
    await stage.addVideo();
    await checkNow({ sourceUrl: null, visibleTab: new Uint8Array(40) });
    await stage.watchFor(2000);
    expect(stage.pixels.screenshots).toBe(0);
  });
});

describe('a change of mode', () => {
  it('to auto starts, to manual stops, and keeps what was seen', async () => {
    open({ mode: 'manual' });
    const video = await stage.addVideo();
    stage.session.setMode({ mode: 'auto', granted: true });
    expect(await stage.watchFor(3000, { verdict: verdictOf('strong', 8) })).toBeGreaterThan(2);
    stage.session.setMode({ mode: 'manual', granted: true });
    await settle();
    for (const sample of [...stage.engine.open.values()]) stage.engine.done(sample);
    expect(await stage.watchFor(3000)).toBe(0);
    expect(stage.record(video)).toMatchObject({ state: 'judged', verdict: { level: 'strong' } });
  });
});
