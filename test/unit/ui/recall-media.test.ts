import { beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '../../../src/shared/limits.js';
import { nothingRecalled, type Recalled } from '../../../src/shared/media-memory.js';
import type { Picture } from '../../../src/shared/picture.js';
import type { ChipMemory } from '../../../src/ui/chip/create-chip.js';
import { settle } from '../../fixtures/fake-clock.js';
import { fakeBrowser } from './fake-browser.js';
import { aRecord } from './records.js';

/** Faces of each question, and what is answered; null: nobody answers. */
const asked: unknown[][] = [];
let answers: (Recalled | null)[] = [];
const browser = fakeBrowser();
vi.mock('webextension-polyfill', () => ({
  default: {
    ...browser,
    runtime: {
      sendMessage: async ({ body }: { body: { faces: unknown[] } }) => {
        asked.push(body.faces);
        const value = answers.shift() ?? null;
        return value === null ? { ok: false, error: 'gone' } : { ok: true, value };
      },
    },
  },
}));
const { createRecall } = await import('../../../src/ui/chip/recall-media.js');

const element = {} as Element;
const face: Picture = {
  format: 'RGBA',
  widthPx: 1,
  heightPx: 1,
  data: new Uint8Array(4),
} as unknown as Picture;
const known: Recalled = { ...nothingRecalled, hasHashes: true };
const alike: Recalled = { ...known, isQuiet: true, alike: { was: 'unaltered', atMs: 1 } };

describe('what is remembered of a media', () => {
  const told: ChipMemory[] = [];
  let faces: Picture[] = [];
  let recall: ReturnType<typeof createRecall>;
  beforeEach(() => {
    asked.length = told.length = 0;
    faces = [face];
    browser.language = 'en';
    recall = createRecall(
      { remember: (_element, memory) => void told.push(memory) },
      () => faces,
      new AbortController().signal,
    );
  });
  const image = aRecord('strong', { kind: 'image' });
  const video = aRecord('strong');

  it('is asked with the face of a picture at once where there is something to compare it with', async () => {
    answers = [known, alike];
    recall.follow(element, image, 0);
    await settle();
    expect(asked.map(({ length }) => length)).toEqual([0, 1]);
    // Told once, with what the face says: a toast in between could not be taken back.
    expect(told.map(({ isQuiet }) => isQuiet)).toEqual([true]);
    expect(told[0]?.sentence()).not.toBe('');
  });

  it('is told of a picture without a face to compare, or with nothing to compare it with', async () => {
    answers = [nothingRecalled];
    recall.follow(element, image, 0);
    await settle();
    expect([asked.length, told.length]).toEqual([1, 1]);
    faces = [];
    answers = [known];
    recall.follow(element, { ...image, mediaId: 'other' as never }, 0);
    await settle();
    expect([asked.length, told.length]).toEqual([2, 2]);
  });

  it('is said in the language of the moment, also one that was chosen after the answer', async () => {
    answers = [alike];
    recall.follow(element, video, 0);
    await settle();
    const before = told[0]!.sentence();
    browser.language = 'zh_CN';
    const after = told[0]!.sentence();
    expect(before).toMatch(/^[\x20-\x7e]+$/);
    expect(after).toMatch(/\p{Script=Han}/u);
  });

  it('is nothing where nobody answers: a picture waits for it no longer', async () => {
    answers = [null];
    recall.follow(element, image, 0);
    await settle();
    expect(told.map(({ isQuiet, sentence }) => [isQuiet, sentence()])).toEqual([[false, '']]);
  });

  it('is told at once of a video, and its faces are compared later', async () => {
    answers = [known, alike];
    recall.follow(element, video, 0);
    await settle();
    recall.follow(element, video, limits.recallIntervalMs - 1);
    await settle();
    expect([asked.length, told.length]).toEqual([1, 1]);
    recall.follow(element, video, limits.recallIntervalMs);
    await settle();
    expect(asked.map(({ length }) => length)).toEqual([0, 1]);
    expect(told.map(({ isQuiet }) => isQuiet)).toEqual([false, true]);
  });

  it('is not told of a media that is gone, nor asked of a picture without signs', async () => {
    answers = [known];
    recall.follow(element, image, 0);
    recall.gone(image.mediaId);
    await settle();
    recall.follow(element, aRecord('none-found', { kind: 'image' }), 0);
    await settle();
    expect([asked.length, told.length]).toEqual([1, 0]);
  });
});
