// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { FileProvenance } from '../../../src/shared/provenance.js';
import { setFields, Stage, type StageOptions } from './stage.js';

let stage: Stage;
const open = (options: StageOptions): Stage => (stage = new Stage(options));
afterEach(() => stage.end());

const src = 'https://images.example/face.jpg';
const found: FileProvenance = {
  state: 'read',
  facts: {
    container: 'jpeg',
    sizeBytes: 1,
    markCount: 0,
    credential: null,
    labels: [],
    sourceTypes: [],
    traces: [],
    iptcAi: [],
    hasRemoteManifest: false,
    notes: [],
  },
};
async function point(sourceUrl: string): Promise<void> {
  const checking = stage.session.checkNow({ sourceUrl, visibleTab: null });
  await stage.clock.advance(200);
  await checking;
}

describe('line two of a picture on a page', () => {
  it('is read when a person points at it, and "reading" until then', async () => {
    open({ mode: 'manual' });
    stage.origin = found;
    const image = await stage.addImage({ src });
    const other = await stage.addImage({ src: 'https://images.example/other.jpg' });
    await point(src);
    expect(stage.record(image).provenance).toEqual({ state: 'reading' });
    await stage.run(2000);
    expect(stage.record(image).provenance).toEqual(found);
    expect(stage.askedOrigins.map(({ address }) => address)).toEqual([src]);
    expect(stage.record(other).provenance).toEqual({ state: 'not-read' });
  });

  it('of everything in view is not asked for by "check now"', async () => {
    open({ mode: 'manual' });
    await stage.addImage({ src });
    const checking = stage.session.checkNow({ sourceUrl: null, visibleTab: null });
    await stage.clock.advance(200);
    await checking;
    await stage.run(3000);
    expect(stage.askedOrigins).toEqual([]);
  });

  it('is asked again while its record is on the way, and not for ever', async () => {
    open({ mode: 'manual' });
    stage.origin = { state: 'not-readable', why: 'not-reported' };
    const image = await stage.addImage({ src });
    await point(src);
    await stage.run(10_000);
    expect(stage.askedOrigins).toHaveLength(4);
    expect(stage.record(image).provenance).toEqual({ state: 'not-read' });
  });

  it('is asked once for a host that nobody switched on, however many pictures come', async () => {
    open({ mode: 'auto' });
    for (let count = 0; count < 10; count += 1) {
      await stage.addImage({ src: `https://images.example/${count}.jpg` });
      await stage.run(1500);
    }
    expect(stage.askedOrigins).toHaveLength(1);
  });

  it('is told on a watched site where its host was switched on', async () => {
    open({ mode: 'auto' });
    stage.origin = found;
    const image = await stage.addImage({ src });
    await stage.run(1500);
    expect(stage.record(image).provenance).toEqual(found);
  });

  it('is not said of another picture in the same element', async () => {
    open({ mode: 'manual' });
    stage.origin = found;
    const image = await stage.addImage({ src });
    await point(src);
    setFields(image, { currentSrc: 'https://images.example/next.jpg' });
    await stage.run(3000);
    expect(stage.askedOrigins).toEqual([]);
    expect(stage.record(image).provenance.state).not.toBe('read');
  });

  it('of a video is named as not readable on a page', async () => {
    open({ mode: 'auto' });
    const video = await stage.addVideo();
    await stage.run(1000);
    expect(stage.record(video).provenance).toEqual({
      state: 'not-readable',
      why: 'video-in-page',
    });
    expect(stage.askedOrigins).toEqual([]);
  });
});
