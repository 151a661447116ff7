// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { contentKey, watchNavigation } from '../../../src/sampling/navigation.js';
import { generic } from '../../../src/sites/generic.js';
import { adapterOf } from '../../fixtures/all-sites.js';
import { settle } from '../../fixtures/fake-clock.js';
import { verdictOf } from '../../fixtures/fake-engine.js';
import { setFields, Stage, trusted } from './stage.js';

/** Loads another address, as the test environment does it. */
function moveTo(address: string): void {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(address);
}

const youtube = adapterOf(new URL('https://www.youtube.com/'));
const watch = (id: string) => `https://www.youtube.com/watch?v=${id}`;

function fakeWindow(href: string) {
  const win = new EventTarget() as EventTarget & {
    location: { href: string };
    navigation: EventTarget;
  };
  win.location = { href };
  win.navigation = new EventTarget();
  return win;
}

describe('a move inside the page', () => {
  const follow = (win: ReturnType<typeof fakeWindow>, adapter = youtube) => {
    const moved = vi.fn();
    const ending = new AbortController();
    const key = (url: URL) => contentKey(adapter, url, document);
    return { moved, ending, navigation: watchNavigation(win, key, moved, ending.signal) };
  };

  it.each([
    [
      'the Navigation API',
      (win: ReturnType<typeof fakeWindow>) => win.navigation,
      'currententrychange',
    ],
    ['a history event', (win: ReturnType<typeof fakeWindow>) => win, 'popstate'],
    ['a change of the fragment', (win: ReturnType<typeof fakeWindow>) => win, 'hashchange'],
  ] as const)('is noticed by %s', (_name, target, event) => {
    const win = fakeWindow(watch('aaaaaaaaaaa'));
    const { moved, navigation } = follow(win);
    const { signal } = navigation;
    win.location.href = watch('bbbbbbbbbbb');
    target(win).dispatchEvent(new Event(event));
    expect(moved).toHaveBeenCalledOnce();
    expect(signal.aborted).toBe(true);
    expect(navigation.signal.aborted).toBe(false);
    expect(navigation.url.href).toBe(watch('bbbbbbbbbbb'));
  });

  it('is noticed by asking, when the page swallows every event', () => {
    const win = fakeWindow(watch('aaaaaaaaaaa'));
    const { moved, navigation } = follow(win);
    win.location.href = watch('bbbbbbbbbbb');
    expect(moved).not.toHaveBeenCalled();
    navigation.check();
    navigation.check();
    expect(moved).toHaveBeenCalledOnce();
  });

  it('is none when only the time in the address changes', () => {
    const win = fakeWindow(watch('aaaaaaaaaaa'));
    const { moved, navigation } = follow(win);
    win.location.href = `${watch('aaaaaaaaaaa')}&t=90s#comments`;
    navigation.check();
    expect(moved).not.toHaveBeenCalled();
  });

  it('on an unknown page is a new path or route, not a query or an anchor', () => {
    const key = (address: string) => contentKey(generic, new URL(address), document);
    const base = key('https://page.example/a');
    expect(key('https://page.example/a?t=3#top')).toBe(base);
    expect(key('https://page.example/b')).not.toBe(base);
    expect(key('https://page.example/a#/b')).not.toBe(base);
  });

  it('is nobody’s business after the end', () => {
    const win = fakeWindow(watch('aaaaaaaaaaa'));
    const { moved, ending, navigation } = follow(win);
    ending.abort();
    win.location.href = watch('bbbbbbbbbbb');
    win.dispatchEvent(new Event('popstate'));
    navigation.check();
    expect(moved).not.toHaveBeenCalled();
    expect(navigation.signal.aborted).toBe(true);
  });
});

describe('a site that reuses one video', () => {
  let stage: Stage;
  afterEach(() => {
    stage.end();
    history.replaceState(null, '', '/');
  });

  /** A site of ours: the id is the last part of the path. */
  const clips = {
    ...generic,
    site: 'clips',
    contentId: (url: URL) => /^\/clip\/(\w+)$/.exec(url.pathname)?.[1] ?? null,
    mainVideo: (doc: Document) => doc.querySelector('video'),
  };

  it('gives the verdict of one clip to no other, over a hundred moves', async () => {
    moveTo('https://clips.example/clip/c0');
    stage = new Stage({ adapter: clips });
    const video = await stage.addVideo();
    const wrong: string[] = [];
    for (let clip = 1; clip <= 100; clip += 1) {
      const late = await stage.nextSample();
      history.pushState(null, '', `/clip/c${clip}`);
      if (clip % 3 === 0) {
        setFields(video, { currentSrc: `blob:${clip}` });
        video.dispatchEvent(trusted('emptied'));
      }
      // The answer about the clip before arrives after the move.
      stage.engine.done(late, { verdict: verdictOf('strong', 20) });
      await settle();
      const record = stage.record(video);
      if (record.verdict !== null || record.mediaId === late.mediaId) wrong.push(`c${clip}`);
    }
    expect(wrong).toEqual([]);
    expect(stage.pixels.kept).toBe(stage.engine.open.size);
    expect(stage.engine.ofType('close').length).toBeGreaterThanOrEqual(100);
    expect(stage.records.size).toBe(1);
  });

  it('abandons the open sample of the clip before', async () => {
    moveTo('https://clips.example/clip/c0');
    stage = new Stage({ adapter: clips });
    const video = await stage.addVideo();
    const sample = await stage.nextSample();
    history.pushState(null, '', '/clip/c1');
    stage.engine.tick();
    await settle();
    expect(stage.engine.ofType('abandon')).toMatchObject([{ sampleId: sample.sampleId }]);
    expect(stage.engine.ofType('close')).toMatchObject([{ mediaId: sample.mediaId }]);
    expect(stage.record(video)).toMatchObject({ site: 'clips', state: 'checking' });
  });

  it('is not told of the picture that still stands in the element, until the player follows', async () => {
    moveTo('https://clips.example/clip/c0');
    stage = new Stage({ adapter: clips });
    const video = await stage.addVideo();
    stage.engine.done(await stage.nextSample(), {});
    history.pushState(null, '', '/clip/c1');
    stage.engine.tick();
    await stage.run(400);
    expect(stage.record(video)).toMatchObject({ contentId: 'c1', state: 'checking' });
    expect(stage.engine.open.size).toBe(0);
    setFields(video, { currentSrc: 'blob:c1' });
    video.dispatchEvent(trusted('emptied'));
    await stage.run(1000);
    expect(stage.engine.open.size).toBe(1);
  });

  it('of a player that keeps its source is looked at all the same', async () => {
    moveTo('https://clips.example/clip/c0');
    stage = new Stage({ adapter: clips });
    await stage.addVideo();
    stage.engine.done(await stage.nextSample(), {});
    history.pushState(null, '', '/clip/c1');
    stage.engine.tick();
    await stage.run(1400);
    expect(stage.engine.open.size).toBe(0);
    await stage.run(1200);
    expect(stage.engine.open.size).toBe(1);
  });

  it('names the main video by its id and nothing else', async () => {
    moveTo('https://clips.example/clip/c7');
    stage = new Stage({ adapter: clips });
    const main = await stage.addVideo();
    const preview = await stage.addVideo({ src: 'blob:preview' });
    const image = await stage.addImage();
    await stage.run(400);
    expect(stage.record(main).contentId).toBe('c7');
    expect(stage.record(preview).contentId).toBeNull();
    expect(stage.record(image).contentId).toBeNull();
  });

  it('names no content while its video shows an advert', async () => {
    moveTo('https://clips.example/clip/c7');
    stage = new Stage({ adapter: { ...clips, isAd: () => true } });
    const main = await stage.addVideo();
    await stage.run(400);
    expect(stage.record(main)).toMatchObject({ contentId: null, title: null });
  });
});

describe('a page without ids', () => {
  let stage: Stage;
  afterEach(() => {
    stage.end();
    history.replaceState(null, '', '/');
  });

  it('that rewrites its address every second is still judged', async () => {
    stage = new Stage();
    const video = await stage.addVideo();
    const { mediaId } = await stage.nextSample();
    for (let second = 0; second < 9; second += 1) {
      history.replaceState(null, '', `/live/${second}`);
      await stage.watchFor(1000, { verdict: verdictOf('strong', 8) });
    }
    expect(stage.record(video)).toMatchObject({ mediaId, verdict: { level: 'strong' } });
  });

  it('that moves on later starts anew with the same element', async () => {
    stage = new Stage();
    const video = await stage.addVideo();
    await stage.watchFor(11_000, { verdict: verdictOf('strong', 8) });
    history.pushState(null, '', '/next');
    await stage.run(1000);
    expect(stage.record(video).verdict).toBeNull();
  });
});
