// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { verdictOf } from '../../fixtures/fake-engine.js';
import { limits } from '../../../src/shared/limits.js';
import { settle } from '../../fixtures/fake-clock.js';
import { generic } from '../../../src/sites/generic.js';
import type { SiteAdapter } from '../../../src/sites/adapter.js';
import { setFields, Stage, trusted, type StageOptions } from './stage.js';

let stage: Stage;

function open(options: StageOptions = {}): Stage {
  stage = new Stage(options);
  return stage;
}

afterEach(() => stage.end());

describe('a playing video that a person can see', () => {
  it('is looked at one to two times a second, with one sample open at most', async () => {
    open();
    await stage.addVideo();
    const answered = await stage.watchFor(20_000);
    expect(answered).toBeGreaterThanOrEqual(20);
    expect(answered).toBeLessThanOrEqual(42);
  });

  it('has its notice put in place once a second, however many ticks its looks cost', async () => {
    open();
    await stage.addVideo();
    await stage.watchFor(20_000);
    expect(stage.listenerTicks).toBeGreaterThanOrEqual(15);
    expect(stage.listenerTicks).toBeLessThanOrEqual(21);
  });

  it('gives eight good frames within four seconds, of an engine that needs 0.4 s for each', async () => {
    open();
    await stage.addVideo();
    let good = 0;
    for (let passed = 0; passed < 4000 && good < 8; passed += 200) {
      await stage.run(200);
      for (const sample of [...stage.engine.open.values()]) {
        if (sample.mediaTimeS > stage.clock.nowMs() / 1000 - 0.4) continue;
        good += 1;
        stage.engine.done(sample, { verdict: verdictOf('cannot-tell', good) });
      }
    }
    expect(good).toBe(8);
  });

  it('is checking at once and judged by the first level', async () => {
    open();
    const video = await stage.addVideo();
    await stage.clock.advance(0);
    expect(stage.record(video).state).toBe('checking');
    stage.engine.done(await stage.nextSample(), { verdict: verdictOf('strong', 8) });
    await settle();
    expect(stage.record(video)).toMatchObject({ state: 'judged', verdict: { level: 'strong' } });
  });

  it('says so in the toolbar when the page fights off the notice over it', async () => {
    open();
    const video = await stage.addVideo();
    stage.engine.done(await stage.nextSample(), { verdict: verdictOf('strong', 8) });
    stage.session.noticeLost(video);
    await settle();
    expect(stage.record(video)).toMatchObject({
      state: 'judged',
      reasons: ['page-interferes'],
      verdict: { level: 'strong' },
    });
  });

  it('has its crops cut from the very frame that was detected on', async () => {
    open();
    await stage.addVideo();
    const sample = await stage.nextSample();
    expect(sample).toMatchObject({ sourceWidthPx: 1280, sourceHeightPx: 720, crops: [] });
    expect(sample.small).not.toBeNull();
    const rect = { xPx: 101, yPx: 51, widthPx: 200, heightPx: 200 };
    stage.engine.want(sample, false, [{ key: '0', rect, shrink: 1 }]);
    expect(stage.engine.ofType('more')).toMatchObject([
      { small: null, crops: [{ key: '0', rect: { xPx: 100, yPx: 50, widthPx: 202 } }] },
    ]);
    expect(stage.pixels.taken).toBe(1);
    expect(stage.pixels.kept).toBe(1);
    stage.engine.done(sample);
    expect(stage.pixels.kept).toBe(0);
  });

  it('sends only crops while a face is followed', async () => {
    open();
    await stage.addVideo();
    const rect = { xPx: 100, yPx: 100, widthPx: 300, heightPx: 300 };
    const follow = [{ key: 'face' as never, rect, shrink: 1 }];
    stage.engine.done(await stage.nextSample(), { follow, detectNext: false });
    const second = await stage.nextSample();
    expect(second.small).toBeNull();
    expect(second.crops).toMatchObject([{ key: 'face', rect }]);
    stage.engine.done(second, { follow, detectNext: true });
    expect((await stage.nextSample()).small).not.toBeNull();
  });

  it('is detected anew after a jump and after a change of quality', async () => {
    open();
    const video = await stage.addVideo();
    const rect = { xPx: 100, yPx: 100, widthPx: 300, heightPx: 300 };
    const outcome = { follow: [{ key: 'face' as never, rect, shrink: 1 }], detectNext: false };
    stage.engine.done(await stage.nextSample(), outcome);
    video.dispatchEvent(trusted('seeking'));
    const second = await stage.nextSample();
    expect([second.small !== null, second.crops.length]).toEqual([true, 0]);
    stage.engine.done(second, outcome);
    stage.pixels.size = { widthPx: 640, heightPx: 360 };
    const third = await stage.nextSample();
    expect(third).toMatchObject({ sourceWidthPx: 640 });
    expect([third.small !== null, third.crops.length]).toEqual([true, 0]);
  });

  it('that stalls is not counted twice for one frame', async () => {
    open();
    const video = await stage.addVideo();
    await stage.watchFor(200);
    setFields(video, { currentTime: 4.2 });
    expect(await stage.watchFor(5000)).toBe(1);
  });

  it('is never touched: no attribute, no property, no load', async () => {
    open();
    const video = await stage.addVideo();
    const before = video.cloneNode(true);
    await stage.watchFor(2000);
    expect(video.isEqualNode(before)).toBe(true);
    expect(document.body.children).toHaveLength(1);
  });
});

describe('nothing is looked at', () => {
  it('without media: no port is opened', async () => {
    open();
    await stage.run(5000);
    expect(stage.engine.connections).toBe(0);
    expect(stage.records.size).toBe(0);
  });

  it('while paused, and the state says so', async () => {
    open();
    const video = await stage.addVideo();
    await stage.watchFor(200);
    setFields(video, { paused: true });
    video.dispatchEvent(trusted('pause'));
    expect(await stage.watchFor(3000)).toBe(0);
    expect(stage.record(video)).toMatchObject({ state: 'waiting', reasons: ['paused'] });
    setFields(video, { paused: false });
    video.dispatchEvent(trusted('play'));
    expect(await stage.watchFor(3000)).toBeGreaterThan(2);
  });

  it('while scrolled away, and the last verdict stays', async () => {
    open();
    const video = await stage.addVideo();
    await stage.watchFor(3000, { verdict: verdictOf('weak', 8) });
    await stage.hide(video);
    expect(await stage.watchFor(3000)).toBe(0);
    expect(stage.record(video)).toMatchObject({
      state: 'waiting',
      reasons: ['not-visible'],
      verdict: { level: 'weak' },
    });
  });

  it('while a video is transparent, and it goes on when it can be seen again', async () => {
    open();
    const video = await stage.addVideo();
    await stage.watchFor(2000);
    stage.undrawn.add(video);
    expect(await stage.watchFor(3000)).toBe(0);
    expect(stage.record(video)).toMatchObject({ state: 'waiting', reasons: ['not-visible'] });
    stage.undrawn.delete(video);
    expect(await stage.watchFor(3000)).toBeGreaterThan(1);
  });

  it('of an image before it has faded in', async () => {
    open();
    const image = await stage.addImage({ undrawn: true });
    expect(await stage.watchFor(3000)).toBe(0);
    stage.undrawn.delete(image);
    expect(await stage.watchFor(3000)).toBe(1);
  });

  it('of media drawn at 40 px', async () => {
    open();
    await stage.addVideo({ size: 40 });
    await stage.addImage({ size: 40 });
    expect(await stage.watchFor(3000)).toBe(0);
    expect(stage.records.size).toBe(0);
  });

  it('on a site that is off', async () => {
    open();
    const video = await stage.addVideo();
    const sample = await stage.nextSample();
    stage.session.setMode({ mode: 'off', granted: true });
    await settle();
    expect(stage.engine.ofType('abandon')).toMatchObject([{ sampleId: sample.sampleId }]);
    expect(stage.engine.isConnected).toBe(false);
    expect(stage.records.has(video)).toBe(false);
    expect(stage.pixels.kept).toBe(0);
  });

  it('of a video in picture-in-picture is an exception: it is seen above other tabs', async () => {
    open();
    const video = await stage.addVideo();
    await stage.showTab('hidden');
    expect(await stage.watchFor(2000)).toBe(0);
    Object.defineProperty(document, 'pictureInPictureElement', {
      configurable: true,
      get: () => video,
    });
    video.dispatchEvent(trusted('enterpictureinpicture'));
    expect(await stage.watchFor(3000)).toBeGreaterThan(2);
    Reflect.deleteProperty(document, 'pictureInPictureElement');
  });
});

describe('in the middle of a sample', () => {
  it('a hidden tab gives the sample up and names the state', async () => {
    open();
    const video = await stage.addVideo();
    const sample = await stage.nextSample();
    await stage.showTab('hidden');
    expect(stage.engine.ofType('abandon')).toMatchObject([{ sampleId: sample.sampleId }]);
    expect(stage.pixels.kept).toBe(0);
    expect(stage.engine.isActive).toBe(false);
    expect(stage.record(video)).toMatchObject({ state: 'waiting', reasons: ['not-visible'] });
    await stage.showTab('visible');
    expect(await stage.watchFor(3000)).toBeGreaterThan(2);
  });

  it('a removed element closes its media, and a late answer says nothing', async () => {
    open();
    const video = await stage.addVideo();
    const sample = await stage.nextSample();
    video.remove();
    await stage.mutate();
    expect(stage.engine.ofType('close')).toMatchObject([{ mediaId: sample.mediaId }]);
    stage.engine.done(sample, { verdict: verdictOf('strong', 9) });
    await settle();
    expect(stage.records.size).toBe(0);
    expect(stage.gone).toEqual([sample.mediaId]);
    expect(stage.pixels.kept).toBe(0);
  });

  it('an element moved to another place stays the same media', async () => {
    open();
    const video = await stage.addVideo();
    const { mediaId } = await stage.nextSample();
    document.body.appendChild(document.createElement('div')).appendChild(video);
    await stage.mutate();
    expect(stage.record(video).mediaId).toBe(mediaId);
  });

  it('a new file in the same element gets no verdict of the old one', async () => {
    open();
    const video = await stage.addVideo();
    const sample = await stage.nextSample();
    setFields(video, { currentSrc: 'blob:https://page.example/2' });
    video.dispatchEvent(trusted('emptied'));
    stage.engine.done(sample, { verdict: verdictOf('strong', 9) });
    await settle();
    expect(stage.record(video).verdict).toBeNull();
    expect(stage.record(video).mediaId).not.toBe(sample.mediaId);
    expect(stage.gone).toContain(sample.mediaId);
  });

  it('a new file is one new media, though the element names the old file for a while', async () => {
    open();
    const video = await stage.addVideo();
    const { mediaId } = await stage.nextSample();
    setFields(video, { readyState: 0 });
    video.dispatchEvent(trusted('emptied'));
    await stage.run(400);
    setFields(video, { readyState: 4, currentSrc: 'blob:https://page.example/2' });
    video.dispatchEvent(trusted('playing'));
    await stage.watchFor(2000);
    expect(stage.gone).toEqual([mediaId]);
  });

  it('a new file is noticed on the answer even if the page swallows every event', async () => {
    open();
    const video = await stage.addVideo();
    const sample = await stage.nextSample();
    setFields(video, { currentSrc: 'blob:https://page.example/2' });
    stage.engine.done(sample, { verdict: verdictOf('strong', 9) });
    await settle();
    expect(stage.record(video).verdict).toBeNull();
  });

  it('pixels that arrive after the tab was hidden are freed, not sent', async () => {
    open();
    let letGo: () => void = () => undefined;
    stage.pixels.gate = new Promise((resolve) => (letGo = resolve));
    await stage.addVideo();
    await stage.run(600);
    await stage.showTab('hidden');
    letGo();
    await settle();
    expect(stage.pixels.kept).toBe(0);
    expect(stage.engine.ofType('sample')).toHaveLength(0);
    expect(stage.engine.isActive).toBe(false);
  });

  it('pixels that arrive after the element is gone are freed, not sent', async () => {
    open();
    let letGo: () => void = () => undefined;
    stage.pixels.gate = new Promise((resolve) => (letGo = resolve));
    const video = await stage.addVideo();
    await stage.run(600);
    expect(stage.pixels.kept).toBe(1);
    video.remove();
    await stage.mutate();
    letGo();
    await settle();
    expect(stage.pixels.kept).toBe(0);
    expect(stage.engine.ofType('sample')).toHaveLength(0);
  });

  it('silence of the engine is named and the media goes on', async () => {
    open();
    const video = await stage.addVideo();
    await stage.nextSample();
    await stage.run(8400);
    expect(stage.engine.ofType('abandon')).toHaveLength(1);
    expect(stage.record(video)).toMatchObject({ state: 'checking', reasons: ['timeout'] });
    expect(await stage.watchFor(3000)).toBeGreaterThan(2);
  });

  it('an engine that still asks is waited for', async () => {
    open();
    await stage.addVideo();
    const sample = await stage.nextSample();
    await stage.run(limits.sampleDeadlineMs - 1000);
    stage.engine.want(sample, true, []);
    await stage.run(limits.sampleDeadlineMs - 1000);
    expect(stage.engine.ofType('abandon')).toHaveLength(0);
    await stage.run(1400);
    expect(stage.engine.ofType('abandon')).toHaveLength(1);
  });

  it('a refusal is named and the media goes on', async () => {
    open();
    const video = await stage.addVideo();
    stage.engine.done(await stage.nextSample(), { refused: 'timeout' });
    await settle();
    expect(stage.record(video)).toMatchObject({ state: 'checking', reasons: ['timeout'] });
    stage.engine.done(await stage.nextSample(), { refused: 'model-refused' });
    await settle();
    expect(stage.record(video)).toMatchObject({ state: 'blocked', reasons: ['model-refused'] });
    stage.engine.done(await stage.nextSample(), { verdict: verdictOf('none-found', 8) });
    await settle();
    expect(stage.record(video)).toMatchObject({ state: 'judged', reasons: [] });
  });

  it('a superseded sample is taken again without a word', async () => {
    open();
    const video = await stage.addVideo();
    stage.engine.done(await stage.nextSample(), { refused: 'superseded' });
    await settle();
    expect(stage.record(video)).toMatchObject({ state: 'checking', reasons: [] });
    expect((await stage.nextSample()).small).not.toBeNull();
  });

  it('an engine that never stops asking is left', async () => {
    open();
    await stage.addVideo();
    const sample = await stage.nextSample();
    for (let turn = 0; turn < 10; turn += 1) stage.engine.want(sample, true, []);
    expect(stage.engine.ofType('more').length).toBeLessThanOrEqual(4);
    expect(stage.engine.ofType('abandon')).toHaveLength(1);
    expect(stage.pixels.kept).toBe(0);
  });

  it('of a picture that a person asked about it may ask for every piece, and no more', async () => {
    open({ mode: 'manual' });
    await stage.addImage();
    const checking = stage.session.checkNow({ sourceUrl: null, visibleTab: null });
    await stage.clock.advance(200);
    await checking;
    const sample = await stage.nextSample();
    for (let turn = 0; turn < 40; turn += 1) stage.engine.want(sample, false, []);
    const most = limits.maxWantsPerSample + limits.maxPiecesPerStill;
    expect(stage.engine.ofType('more')).toHaveLength(most);
    expect(stage.engine.ofType('abandon')).toHaveLength(1);
  });
});

describe('pixels that cannot be read', () => {
  it.each(['cross-origin', 'unsupported-format', 'no-pixels'] as const)(
    'are named %s, once, and never judged',
    async (reason) => {
      open();
      stage.pixels.refusal = reason;
      const video = await stage.addVideo();
      await stage.run(5000);
      expect(stage.record(video)).toMatchObject({ state: 'blocked', reasons: [reason] });
      expect(stage.pixels.taken).toBe(1);
      expect(stage.engine.isActive).toBe(false);
    },
  );

  it('of a zero-size video are tried again when it has a size', async () => {
    open();
    stage.pixels.refusal = 'no-pixels';
    const video = await stage.addVideo();
    await stage.run(2000);
    stage.pixels.refusal = null;
    video.dispatchEvent(trusted('resize'));
    expect(await stage.watchFor(3000)).toBeGreaterThan(2);
  });

  it('of a protected video are not tried', async () => {
    open();
    const video = await stage.addVideo({ shown: false });
    setFields(video, { mediaKeys: {} });
    await stage.show(video, 640);
    await stage.run(3000);
    expect(stage.pixels.taken).toBe(0);
    expect(stage.record(video)).toMatchObject({ state: 'blocked', reasons: ['protected'] });
  });

  it('of a video that turns out to be encrypted are not tried any more', async () => {
    open();
    const video = await stage.addVideo();
    await stage.nextSample();
    video.dispatchEvent(trusted('encrypted'));
    await settle();
    expect(stage.record(video)).toMatchObject({ state: 'blocked', reasons: ['protected'] });
    expect(stage.pixels.kept).toBe(0);
    expect(await stage.watchFor(3000)).toBe(0);
  });

  it('are not thought protected because the page says so with an event of its own', async () => {
    open();
    const video = await stage.addVideo();
    video.dispatchEvent(new Event('encrypted'));
    video.dispatchEvent(new Event('emptied'));
    const { mediaId } = await stage.nextSample();
    expect(stage.record(video)).toMatchObject({ state: 'checking', mediaId });
    expect(stage.gone).toEqual([]);
  });

  it('black frames are named after four in a row and end with the first picture', async () => {
    open();
    stage.pixels.luma = 0;
    const video = await stage.addVideo();
    await stage.run(800);
    expect(stage.record(video).state).toBe('checking');
    await stage.run(6000);
    expect(stage.record(video)).toMatchObject({ state: 'blocked', reasons: ['black-frames'] });
    expect(stage.engine.ofType('sample')).toHaveLength(0);
    stage.pixels.luma = 90;
    expect(await stage.watchFor(6000)).toBeGreaterThan(2);
    expect(stage.record(video).state).toBe('judged');
  });
});

describe('the engine', () => {
  it('that cannot work blocks every media with its reason, and they recover with it', async () => {
    open();
    stage.engine.health = { state: 'unavailable', reason: 'webgl2-missing', detail: '' };
    const video = await stage.addVideo();
    const image = await stage.addImage();
    await stage.run(1000);
    for (const element of [video, image]) {
      expect(stage.record(element)).toMatchObject({
        state: 'blocked',
        reasons: ['webgl2-missing'],
        verdict: null,
      });
    }
    expect(stage.engine.ofType('sample')).toHaveLength(0);
    stage.engine.announce({ state: 'ready', backend: 'wasm', modelId: 'fake' });
    expect(await stage.watchFor(3000)).toBeGreaterThan(2);
  });

  it('that fails in the middle of samples is asked no more by their answers', async () => {
    open();
    await stage.addVideo({ src: 'blob:1' });
    await stage.addVideo({ src: 'blob:2' });
    await stage.run(600);
    const [first] = [...stage.engine.open.values()];
    stage.engine.announce({ state: 'unavailable', reason: 'engine-unavailable', detail: '' });
    await stage.clock.advance(1000);
    const before = stage.engine.ofType('sample').length;
    stage.engine.done(first!, { refused: 'engine-unavailable' });
    await settle();
    expect(stage.engine.ofType('sample')).toHaveLength(before);
  });

  it('that starts is waited for and named', async () => {
    open();
    stage.engine.health = { state: 'starting' };
    const video = await stage.addVideo();
    await stage.run(12_000);
    expect(stage.record(video)).toMatchObject({ state: 'checking', reasons: ['engine-starting'] });
    expect(stage.engine.ofType('abandon')).toHaveLength(0);
    stage.engine.announce({ state: 'ready', backend: 'wasm', modelId: 'fake' });
    expect(await stage.watchFor(3000)).toBeGreaterThan(2);
  });

  it('that goes away in the middle of a sample is called again, and nothing is lost', async () => {
    open();
    const video = await stage.addVideo();
    const { mediaId } = await stage.nextSample();
    stage.engine.hangUp();
    await settle();
    expect(stage.pixels.kept).toBe(0);
    expect(await stage.watchFor(3000)).toBeGreaterThan(2);
    expect(stage.engine.connections).toBe(2);
    expect(stage.record(video).mediaId).toBe(mediaId);
  });

  it('that cannot be reached is named, and tried again with growing delays', async () => {
    open();
    stage.engine.refusal = 'engine-unavailable';
    const video = await stage.addVideo();
    await stage.run(8000);
    expect(stage.record(video)).toMatchObject({
      state: 'blocked',
      reasons: ['engine-unavailable'],
    });
    stage.engine.refusal = null;
    await stage.run(16_000);
    expect(await stage.watchFor(3000)).toBeGreaterThan(2);
    expect(stage.record(video).state).toBe('judged');
  });

  it('that is refused to this page is named permission-missing', async () => {
    open();
    stage.engine.refusal = 'permission-missing';
    const video = await stage.addVideo();
    await stage.run(400);
    expect(stage.record(video)).toMatchObject({
      state: 'blocked',
      reasons: ['permission-missing'],
    });
  });

  it('is let go after 30 s without work and called again for the next', async () => {
    open();
    const video = await stage.addVideo();
    await stage.watchFor(3000, { verdict: verdictOf('moderate', 8) });
    await stage.hide(video);
    await stage.run(29_000);
    expect(stage.engine.isConnected).toBe(true);
    await stage.run(2000);
    expect(stage.engine.isConnected).toBe(false);
    await stage.show(video, 640);
    await stage.watchFor(1000, { verdict: verdictOf('cannot-tell', 1, ['too-few-frames']) });
    expect(stage.engine.connections).toBe(2);
    // Counting anew takes nothing back.
    expect(stage.record(video).verdict?.level).toBe('moderate');
  });

  it('of an extension that was reloaded is left quietly', async () => {
    open();
    await stage.addVideo();
    await stage.nextSample();
    stage.engine.isAliveNow = false;
    stage.engine.hangUp();
    await settle();
    expect(stage.isOrphaned).toBe(true);
    expect(stage.pixels.kept).toBe(0);
    await stage.run(20_000);
    expect(stage.engine.connections).toBe(1);
  });

  it('keeps at most two frames of one document', async () => {
    open();
    for (let count = 0; count < 6; count += 1) await stage.addVideo({ src: `blob:${count}` });
    await stage.run(3000);
    expect(stage.pixels.kept).toBe(2);
    expect(stage.engine.open.size).toBe(2);
  });

  it('serves many videos in turn', async () => {
    open();
    // More than the two kept frames can serve as often as they would like.
    for (let count = 0; count < 16; count += 1) await stage.addVideo({ src: `blob:${count}` });
    await stage.watchFor(6000);
    const perMedia = new Map<string, number>();
    for (const { mediaId } of stage.engine.ofType('sample')) {
      perMedia.set(mediaId, (perMedia.get(mediaId) ?? 0) + 1);
    }
    expect(perMedia.size).toBe(16);
    expect(Math.min(...perMedia.values())).toBeGreaterThanOrEqual(2);
  });
});

describe('permission that is taken back', () => {
  it('ends the sample and is named on every media', async () => {
    open();
    const video = await stage.addVideo();
    await stage.nextSample();
    stage.session.setMode({ mode: 'auto', granted: false });
    await settle();
    expect(stage.record(video)).toMatchObject({
      state: 'blocked',
      reasons: ['permission-missing'],
    });
    expect(stage.pixels.kept).toBe(0);
    await stage.run(10_000);
    expect(stage.engine.isConnected).toBe(false);
  });

  it('stays away when modes are told anew, and is back only once the person gives it back', async () => {
    open();
    const video = await stage.addVideo();
    await stage.nextSample();
    stage.session.setMode({ mode: 'auto', granted: false });
    stage.session.setMode({ mode: 'auto', granted: false });
    expect(await stage.watchFor(5000)).toBe(0);
    expect(stage.record(video).reasons).toEqual(['permission-missing']);
    stage.session.setMode({ mode: 'auto', granted: true });
    expect(await stage.watchFor(5000)).toBeGreaterThan(0);
    expect(stage.record(video).reasons).toEqual([]);
  });

  it('is not missed where a gesture alone has let us in', async () => {
    open({ granted: false });
    const video = await stage.addVideo();
    stage.session.setMode({ mode: 'auto', granted: false });
    expect(await stage.watchFor(5000)).toBeGreaterThan(0);
    expect(stage.record(video).reasons).toEqual([]);
  });
});

describe('a hostile page', () => {
  it('that clears every timer id still gets sampled, and still gets its record told', async () => {
    open();
    await stage.addVideo();
    const kill = () => {
      const last = setTimeout(() => undefined, 0) as unknown as number;
      for (let id = 0; id <= last + 50; id += 1) {
        clearTimeout(id);
        clearInterval(id);
        cancelAnimationFrame(id);
      }
    };
    let answered = 0;
    for (let turn = 0; turn < 25; turn += 1) {
      kill();
      answered += await stage.watchFor(200);
    }
    expect(answered).toBeGreaterThanOrEqual(5);
    expect(stage.batches.flatMap((batch) => batch.records).length).toBeGreaterThan(0);
  });

  it('with a thousand images is followed in 64 places, those in sight first', async () => {
    open();
    for (let count = 0; count < 70; count += 1) {
      const image = await stage.addImage({ src: `https://page.example/${count}.jpg` });
      if (count < 10) await stage.hide(image);
    }
    expect(stage.records.size).toBe(64);
    expect(stage.gone).toHaveLength(6);
  });
});

describe('an image', () => {
  it('is looked at once', async () => {
    open();
    const image = await stage.addImage();
    expect(await stage.watchFor(5000, { verdict: verdictOf('weak', 1) })).toBe(1);
    expect(stage.record(image)).toMatchObject({ state: 'judged', verdict: { level: 'weak' } });
    await stage.hide(image);
    expect(stage.record(image).state).toBe('judged');
  });

  it('that would hold up the page waits for a gesture', async () => {
    open();
    const image = await stage.addImage({ size: 40 });
    stage.pixels.heavy = image;
    await stage.show(image, 640);
    expect(await stage.watchFor(3000)).toBe(0);
    expect(stage.record(image)).toMatchObject({ state: 'waiting', reasons: [] });
    const found = stage.session.checkNow({ sourceUrl: null, visibleTab: null });
    await stage.clock.advance(200);
    expect(await found).toBe(1);
    expect(await stage.watchFor(3000)).toBe(1);
  });

  it('that shows another file is another image', async () => {
    open();
    const image = await stage.addImage();
    await stage.watchFor(1000, { verdict: verdictOf('strong', 1) });
    setFields(image, { currentSrc: 'https://page.example/other.jpg' });
    image.dispatchEvent(trusted('load'));
    await settle();
    expect(stage.record(image).verdict).toBeNull();
    expect(await stage.watchFor(3000)).toBe(1);
  });

  it('that the engine never answers for is named, not looked at for ever', async () => {
    open();
    const image = await stage.addImage();
    await stage.watchFor(20_000, { refused: 'timeout' });
    expect(stage.record(image)).toMatchObject({ state: 'blocked', reasons: ['timeout'] });
    expect(stage.pixels.taken).toBe(3);
  });
});

describe('a wall of pictures that is scrolled through', () => {
  it('costs nothing for those that fly past, and those that stay are looked at', async () => {
    stage = new Stage();
    const images: HTMLImageElement[] = [];
    for (let count = 0; count < 30; count += 1) {
      const image = await stage.addImage({
        src: `https://page.example/${count}.jpg`,
        shown: false,
      });
      await stage.show(image, 640);
      if (count < 29) await stage.hide(image);
      images.push(image);
    }
    await stage.clock.advance(limits.passingMs);
    await stage.run(1000);
    expect(stage.pixels.taken).toBe(1);
    expect([...stage.records.keys()]).toEqual(images.slice(-1));
  });

  it('is not followed by a page that was switched off in between, and is after it is on again', async () => {
    stage = new Stage();
    const image = await stage.addImage({ shown: false });
    await stage.show(image, 640);
    stage.session.setMode({ mode: 'off', granted: true });
    await stage.clock.advance(limits.passingMs);
    expect(stage.records.size).toBe(0);
    stage.session.setMode({ mode: 'auto', granted: true });
    const other = await stage.addImage({ src: 'https://page.example/other.jpg' });
    expect([...stage.records.keys()]).toEqual([other]);
  });
});

describe('an uploader with a mode of its own', () => {
  const facts = { uploader: 'A', publishedAt: null, durationS: null, partId: null, title: null };
  const byUploader = (uploaderId: string | null): SiteAdapter => ({
    ...generic,
    mainVideo: (doc) => doc.querySelector('video'),
    meta: () => ({ ...facts, uploaderId }),
  });
  const off = { site: 'generic', uploaderId: 'u1', name: 'A', mode: 'off' } as const;

  it('is left alone on a site that is watched, from the moment of the choice', async () => {
    open({ adapter: byUploader('u1') });
    await stage.addVideo();
    expect(await stage.watchFor(4000)).toBeGreaterThan(0);
    stage.session.setUploaderRules([off]);
    await stage.run(1000);
    expect(await stage.watchFor(5000)).toBe(0);
    stage.session.setUploaderRules([]);
    expect(await stage.watchFor(5000)).toBeGreaterThan(0);
  });

  it('is watched on a site that is looked at on request only', async () => {
    open({ mode: 'manual', adapter: byUploader('u1') });
    await stage.addVideo();
    expect(await stage.watchFor(3000)).toBe(0);
    stage.session.setUploaderRules([{ ...off, mode: 'auto' }]);
    expect(await stage.watchFor(5000)).toBeGreaterThan(0);
  });

  it('leaves the videos of others as the site is', async () => {
    open({ adapter: byUploader('u2') });
    await stage.addVideo();
    stage.session.setUploaderRules([off]);
    expect(await stage.watchFor(4000)).toBeGreaterThan(0);
  });
});
