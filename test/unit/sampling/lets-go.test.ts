// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi, type Mock } from 'vitest';
import { limits } from '../../../src/shared/limits.js';
import { generic } from '../../../src/sites/generic.js';
import { Stage } from './stage.js';

describe('a feed that replaces its media for ever', () => {
  let stage: Stage;
  afterEach(() => {
    stage.end();
    history.replaceState(null, '', '/');
  });

  /** A feed whose address changes with every slide. */
  const feed = {
    ...generic,
    site: 'feed',
    contentId: (url: URL) => /^\/slide\/(\w+)$/.exec(url.pathname)?.[1] ?? null,
    mainVideo: (doc: Document) => doc.querySelector('video'),
  };

  it('is let go of, slide by slide: nothing that left the page stays observed', async () => {
    stage = new Stage({ adapter: feed });
    for (let slide = 0; slide < 30; slide += 1) {
      const video = await stage.addVideo({ src: `blob:${slide}` });
      const image = await stage.addImage();
      history.pushState(null, '', `/slide/s${slide}`);
      await stage.run(400);
      expect(stage.observed.size, `slide ${slide}`).toBeLessThanOrEqual(4);
      video.remove();
      image.remove();
      await stage.mutate();
    }
    history.pushState(null, '', '/slide/last');
    await stage.addVideo({ src: 'blob:last' });
    await stage.run(400);
    expect(stage.observed.size).toBe(1);
  });

  it('is let go of on a page with nothing left to look at, where no tick comes', async () => {
    stage = new Stage({ mode: 'manual' });
    const forgotten: Mock[] = [];
    for (let round = 0; round < 20; round += 1) {
      const image = await stage.addImage();
      forgotten.push(vi.spyOn(image, 'removeEventListener'));
      image.remove();
      await stage.mutate();
    }
    await stage.clock.advance(limits.letGoMs);
    expect(stage.observed.size).toBe(0);
    for (const forget of forgotten) expect(forget).toHaveBeenCalledWith('load', expect.anything());
  });

  it('an element that comes back is found and judged again', async () => {
    stage = new Stage({ adapter: feed });
    const other = await stage.addVideo({ src: 'blob:other' });
    const video = await stage.addVideo();
    video.remove();
    await stage.mutate();
    history.pushState(null, '', '/slide/away');
    await stage.run(400);
    expect(stage.observed.has(video)).toBe(false);
    expect(stage.observed.has(other)).toBe(true);
    document.body.append(video);
    await stage.mutate();
    expect(stage.observed.has(video)).toBe(true);
  });
});
