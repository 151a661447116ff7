// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isVideo, type MediaElement } from '../../../src/frames/pixel-source.js';
import { findMedia } from '../../../src/sampling/media-finder.js';
import { isPlaying } from '../../../src/sampling/visibility.js';
import type { Clock } from '../../../src/sampling/clock.js';
import { limits } from '../../../src/shared/limits.js';

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('media of a document', () => {
  let found: MediaElement[];
  let removals: number;
  let ending: AbortController;
  let later: (() => void)[];
  let nowMs: number;

  const clock: Clock = {
    nowMs: () => nowMs,
    after: (_delayMs, _signal, run) => void later.push(run),
  };

  const start = () =>
    findMedia(
      document,
      { found: (element) => void found.push(element), removed: () => (removals += 1) },
      clock,
      ending.signal,
    );

  beforeEach(() => {
    found = [];
    removals = 0;
    later = [];
    nowMs = 0;
    ending = new AbortController();
    document.body.replaceChildren();
  });
  afterEach(() => ending.abort());

  function add(name: string, to: Node = document.body): HTMLElement {
    return to.appendChild(document.createElement(name));
  }

  it('is found: there before, added later, deep inside what is added', async () => {
    const before = add('video');
    start();
    const later1 = add('img');
    const tree = document.createElement('section');
    const later2 = add('video', add('div', tree));
    document.body.appendChild(tree);
    await turn();
    expect(found).toEqual([before, later1, later2]);
  });

  it('is found where a player draws on a canvas, and reads like a video that plays', () => {
    const player = add('bwp-video') as MediaElement;
    start();
    expect(found).toEqual([player]);
    if (!isVideo(player)) throw new Error('no video');
    expect([player.videoWidth, player.paused, player.readyState]).toEqual([0, false, 4]);
    const canvas = add('canvas', player.attachShadow({ mode: 'open' })) as HTMLCanvasElement;
    Object.assign(canvas, { width: 640, height: 360 });
    expect([player.videoWidth, player.videoHeight]).toEqual([640, 360]);
    expect(isPlaying(player)).toBe(true);
  });

  it('is found in open shadow roots, also nested and added later', async () => {
    const root = add('div').attachShadow({ mode: 'open' });
    const first = add('video', root);
    const inner = add('div', root).attachShadow({ mode: 'open' });
    const second = add('img', inner);
    start();
    const third = add('video', inner);
    const host = document.createElement('div');
    const fourth = add('video', host.attachShadow({ mode: 'open' }));
    document.body.appendChild(host);
    await turn();
    expect(new Set(found)).toEqual(new Set([first, second, third, fourth]));
  });

  it('is found in a shadow root that is attached late, by the next full search', async () => {
    const host = add('div');
    const finder = start();
    const video = add('video', host.attachShadow({ mode: 'open' }));
    await turn();
    expect(found).toEqual([]);
    finder.rescan();
    expect(found).toEqual([video]);
    const next = add('img', host.shadowRoot!);
    await turn();
    expect(found).toEqual([video, next]);
  });

  it('is told once, however often it moves', async () => {
    const video = add('video');
    start();
    add('div').appendChild(video);
    await turn();
    document.body.appendChild(video);
    await turn();
    expect(found).toEqual([video]);
  });

  it('is told when something is taken away', async () => {
    const video = add('video');
    start();
    const before = removals;
    video.remove();
    await turn();
    expect(removals).toBeGreaterThan(before);
  });

  it('in a storm of mutations costs a bounded time, and nothing is missed', async () => {
    start();
    const scan = vi.spyOn(Element.prototype, 'querySelectorAll');
    // Every piece of work takes 1 ms of this clock.
    scan.mockImplementation(function (this: Element) {
      nowMs += 1;
      return [] as unknown as NodeListOf<Element>;
    });
    for (let count = 0; count < 500; count += 1) add('i', add('b'));
    await turn();
    expect(scan.mock.calls.length).toBeLessThanOrEqual(limits.mutationWorkMsPerSecond + 1);
    scan.mockRestore();
    const missed = add('video');
    await turn();
    expect(found).toEqual([]);
    expect(later).toHaveLength(1);
    nowMs += 1000;
    later[0]!();
    expect(found).toEqual([missed]);
    const after = add('img');
    await turn();
    expect(found).toEqual([missed, after]);
  });

  it('is nobody’s business after the end', async () => {
    const finder = start();
    ending.abort();
    add('video');
    await turn();
    finder.rescan();
    expect(found).toEqual([]);
  });
});
