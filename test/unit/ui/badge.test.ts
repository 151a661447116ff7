import { beforeEach, describe, expect, test, vi } from 'vitest';
import { levels } from '../../../src/shared/level.js';
import { badgeOf, badgeTitle, refusedBadge } from '../../../src/ui/badge.js';
import { levelSentence, reasonSentence } from '../../../src/ui/words.js';
import { fakeBrowser, languages } from './fake-browser.js';
import { aRecord, aVerdict } from './records.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

describe('the toolbar badge', () => {
  const browser = fakeBrowser();
  beforeEach(() => {
    browser.language = 'en';
    fake.browser = browser;
  });

  test('tells every level by text alone', () => {
    const texts = levels.map((level) => badgeOf([aRecord(level)]).text);
    expect(new Set(texts).size).toBe(levels.length);
    expect(badgeOf([aRecord('strong')]).text).toBe('!!');
    expect(badgeOf([aRecord('moderate')]).text).toBe('!');
    expect(badgeOf([aRecord('cannot-tell')]).text).toBe('?');
    expect(badgeOf([aRecord('none-found')]).text).toBe('-');
    expect(badgeOf([aRecord(null)]).text).toBe('…');
    expect(badgeOf([]).text).toBe('');
  });

  test('says why a gesture came to nothing, and hides no sign by it', () => {
    const why = reasonSentence('no-media');
    for (const records of [[], [aRecord('none-found')], [aRecord(null)]]) {
      const refused = refusedBadge(records, 'no-media');
      expect(refused.text).toBe('?');
      expect(refused.title).toContain(why);
    }
    const signs = [aRecord('strong')];
    const { text, colour } = badgeOf(signs);
    const refused = refusedBadge(signs, 'no-media');
    expect(refused).toMatchObject({ text, colour });
    expect(refused.title).toContain(why);
    expect(refused.title).toContain(badgeTitle(signs));
  });

  test('never holds more than two characters, and white on its colour can be read', () => {
    for (const level of [...levels, null]) {
      for (const kind of ['video', 'image'] as const) {
        const badge = badgeOf([aRecord(level, { kind })]);
        expect(badge.text.length).toBeLessThanOrEqual(2);
        expect(contrastWithWhite(badge.colour)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test('the most serious media speaks, in whatever order they came', () => {
    const records = [aRecord('none-found'), aRecord('strong'), aRecord(null), aRecord('weak')];
    expect(badgeOf(records).stance).toBe('strong');
    expect(badgeOf(records.toReversed()).stance).toBe('strong');
  });

  test('pictures that cannot be told do not drown a video', () => {
    const images = Array.from({ length: 20 }, () => aRecord('cannot-tell', { kind: 'image' }));
    expect(badgeOf([...images, aRecord('none-found')]).text).toBe('-');
    expect(
      badgeOf([...images, aRecord('none-found'), aRecord('weak', { kind: 'image' })]).text,
    ).toBe('?!');
    expect(badgeOf(images).text).toBe('?');
  });

  test('one still picture is never in the colour of an alarm', () => {
    const video = badgeOf([aRecord('strong')]);
    const image = badgeOf([aRecord('strong', { kind: 'image' })]);
    expect(image.text).toBe(video.text);
    expect(image.colour).not.toBe(video.colour);
  });

  test('the tooltip says the whole sentence in every language', () => {
    for (const language of languages) {
      browser.language = language;
      for (const level of levels) {
        expect(badgeTitle([aRecord(level)])).toContain(levelSentence(level));
      }
      const blocked = aRecord(null, { state: 'blocked', reasons: ['protected'] });
      expect(badgeTitle([blocked])).toContain(reasonSentence('protected'));
      expect(badgeTitle([])).not.toBe('');
    }
  });

  test('the tooltip says that a page interferes, beside the verdict', () => {
    const title = badgeTitle([aRecord('strong', { reasons: ['page-interferes'] })]);
    expect(title).toContain(levelSentence('strong'));
    expect(title).toContain(reasonSentence('page-interferes'));
  });

  test('a video without faces leaves the badge empty and says so in the tooltip', () => {
    const verdict = aVerdict('cannot-tell', { reasons: ['no-face'], tracks: [] });
    const record = aRecord(null, { state: 'judged', verdict });
    expect(badgeOf([record]).text).toBe('');
    expect(badgeTitle([record])).toContain('no face');
  });
});

function contrastWithWhite(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}
