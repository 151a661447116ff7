// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '../../../src/shared/limits.js';
import type { MediaRecord } from '../../../src/shared/media-record.js';
import { fakeBrowser } from './fake-browser.js';
import { stanceOf, toneOf } from '../../../src/ui/stance.js';
import { aRecord } from './records.js';

const browser = fakeBrowser();
vi.mock('webextension-polyfill', () => ({ default: browser }));

const drawn: MediaRecord[] = [];
const toasted: number[] = [];
const remembered: string[] = [];
let opened = 0;
let ended = 0;
let standing: 'held' | 'lost' = 'held';
vi.mock('../../../src/ui/chip/notice.js', () => ({
  createNotice: () => {
    opened += 1;
    return {
      tone: 'quiet',
      draw(this: { tone: string }, record: MediaRecord) {
        this.tone = toneOf(stanceOf(record), record.kind);
        drawn.push(record);
      },
      place: vi.fn(),
      watch: () => standing,
      remember: (sentence: string) => remembered.push(sentence),
      toast: () => toasted.push(drawn.length),
      speak: vi.fn(),
      end: () => (ended += 1),
      isHost: () => false,
    };
  },
}));
const { createChip } = await import('../../../src/ui/chip/create-chip.js');

class Observer {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
}

describe('the notices of a document', () => {
  let ending: AbortController;
  let chip: ReturnType<typeof createChip>;
  const video = document.createElement('video');
  const record = aRecord('weak');
  const interference = vi.fn();

  beforeEach(() => {
    vi.stubGlobal('IntersectionObserver', Observer);
    vi.stubGlobal('ResizeObserver', Observer);
    drawn.length = toasted.length = remembered.length = opened = ended = 0;
    browser.language = 'en';
    standing = 'held';
    interference.mockClear();
    ending = new AbortController();
    chip = createChip(ending.signal, {
      onAction: vi.fn(),
      onMoved: vi.fn(),
      historyOf: () => [],
      onInterference: interference,
    });
  });
  afterEach(() => {
    ending.abort();
    vi.unstubAllGlobals();
  });

  it('are not drawn again for a look in which only numbers moved', () => {
    chip.update(video, record);
    chip.update(video, { ...record, updatedAtMs: 1, cost: { ...record.cost, samples: 9 } });
    expect(drawn).toHaveLength(1);
    chip.update(video, { ...record, state: 'waiting' });
    expect(drawn).toHaveLength(2);
  });

  it('are drawn again after a change of the settings, although there is no news', () => {
    chip.update(video, record);
    chip.choose({ noticeFrom: 'weak', showQuietChip: true });
    expect(drawn).toEqual([record, record]);
    expect([opened, ended]).toEqual([1, 0]);
  });

  it('are made anew in another language: buttons and names are written once', () => {
    chip.remember(video, { isQuiet: false, sentence: () => browser.language });
    chip.update(video, aRecord('strong'));
    browser.language = 'zh_CN';
    chip.choose({ noticeFrom: 'weak', showQuietChip: true });
    expect([opened, ended, drawn.length]).toEqual([2, 1, 2]);
    expect(remembered).toEqual(['en', 'zh_CN']);
    expect(toasted).toHaveLength(1);
    chip.choose({ noticeFrom: 'weak', showQuietChip: true });
    expect(opened).toBe(2);
  });

  it('come back after they were removed, although the record is the same', () => {
    chip.update(video, record);
    chip.remove(video);
    chip.update(video, record);
    expect(drawn).toHaveLength(2);
  });

  it('explain themselves once for each media, and not where the person said "not now"', () => {
    chip.update(video, aRecord('strong'));
    chip.update(video, { ...aRecord('strong'), state: 'waiting' });
    expect(toasted).toHaveLength(1);
    const quiet = document.createElement('video');
    chip.remember(quiet, { isQuiet: true, sentence: () => '' });
    chip.update(quiet, aRecord('strong'));
    expect(toasted).toHaveLength(1);
  });

  it('of a page full of pictures explain the first alone', () => {
    for (let count = 0; count < 3; count += 1) {
      const image = document.createElement('img');
      chip.update(image, { ...aRecord('strong'), kind: 'image' });
      chip.remember(image, { isQuiet: false, sentence: () => '' });
    }
    expect(drawn).toHaveLength(3);
    expect(toasted).toHaveLength(1);
  });

  it('explain a picture only once it is known that the person wants to hear of it', () => {
    const image = document.createElement('img');
    chip.update(image, { ...aRecord('strong'), kind: 'image' });
    expect([drawn.length, toasted.length]).toEqual([1, 0]);
    chip.remember(image, { isQuiet: false, sentence: () => '' });
    expect(toasted).toHaveLength(1);
    const corrected = document.createElement('img');
    chip.remove(image);
    chip.update(corrected, { ...aRecord('strong'), kind: 'image' });
    chip.remember(corrected, { isQuiet: true, sentence: () => '' });
    chip.update(corrected, { ...aRecord('strong'), kind: 'image', state: 'waiting' });
    expect(toasted).toHaveLength(1);
  });

  it('stand over pictures for signs above the chosen level only', () => {
    chip.choose({ noticeFrom: 'strong', showQuietChip: true });
    chip.update(document.createElement('img'), { ...aRecord('weak'), kind: 'image' });
    expect(drawn).toHaveLength(0);
    chip.update(document.createElement('img'), { ...aRecord('strong'), kind: 'image' });
    expect(drawn).toHaveLength(1);
  });

  it('stand over videos for signs above the chosen level only, quiet notices or not', () => {
    for (const showQuietChip of [true, false]) {
      chip.choose({ noticeFrom: 'strong', showQuietChip });
      chip.update(document.createElement('video'), aRecord('weak'));
      chip.update(document.createElement('video'), aRecord('moderate'));
    }
    expect([drawn, toasted]).toEqual([[], []]);
    chip.update(document.createElement('video'), aRecord('strong'));
    expect([drawn.length, toasted.length]).toEqual([1, 1]);
  });

  it('that were quiet go where a sign below the chosen level is found', () => {
    chip.choose({ noticeFrom: 'strong', showQuietChip: true });
    chip.update(video, aRecord('none-found'));
    chip.update(video, aRecord('moderate'));
    expect([opened, ended, toasted.length]).toEqual([1, 1, 0]);
  });

  it('say nothing quiet over pictures, and over videos only where that is wanted', () => {
    chip.update(document.createElement('img'), { ...aRecord('none-found'), kind: 'image' });
    chip.choose({ noticeFrom: 'weak', showQuietChip: false });
    chip.update(video, aRecord('none-found'));
    expect(opened).toBe(0);
    chip.choose({ noticeFrom: 'weak', showQuietChip: true });
    expect(opened).toBe(1);
  });

  it('leave a third of their places to signs', () => {
    for (let count = 0; count < limits.maxChipsPerDocument; count += 1) {
      chip.update(document.createElement('video'), aRecord('none-found'));
    }
    expect(drawn).toHaveLength((limits.maxChipsPerDocument * 2) / 3);
    chip.update(document.createElement('video'), aRecord('strong'));
    expect(drawn).toHaveLength((limits.maxChipsPerDocument * 2) / 3 + 1);
  });

  it('that a page has fought off are not drawn again, and that is told once', () => {
    chip.update(video, aRecord('strong'));
    standing = 'lost';
    chip.reposition();
    chip.update(video, { ...aRecord('strong'), state: 'waiting' });
    chip.reposition();
    expect(drawn).toHaveLength(1);
    expect(interference).toHaveBeenCalledTimes(1);
  });
});
