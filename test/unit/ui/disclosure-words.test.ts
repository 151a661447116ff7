import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  disclosureLevels,
  notReadDisclosure,
  saysAi,
  type Disclosure,
  type DisclosureLevel,
} from '../../../src/shared/disclosure.js';
import { levels } from '../../../src/shared/level.js';
import {
  platformLabel,
  platformSentences,
  togetherSentence,
} from '../../../src/ui/disclosure-words.js';
import { stanceOf } from '../../../src/ui/stance.js';
import { recordHeadline, recordLabel, recordMeaning, say } from '../../../src/ui/words.js';
import { fakeBrowser, languages } from './fake-browser.js';
import { aRecord } from './records.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const browser = fakeBrowser();
fake.browser = browser;
beforeEach(() => (browser.language = 'en'));

const noneSeen: Disclosure = { state: 'none-seen', labels: [], hasPageData: true };
const seen = (...found: readonly DisclosureLevel[]): Disclosure => ({
  state: 'seen',
  labels: found.map((level) => ({ level, text: `text of ${level}`, where: level })),
  hasPageData: true,
});
const everyDisclosure = [notReadDisclosure, noneSeen, ...disclosureLevels.map((l) => seen(l))];

describe.each(languages)('the third line in %s', (language) => {
  test('has words for every level and state, different from each other', () => {
    browser.language = language;
    const said = everyDisclosure.map((disclosure) => platformLabel(aRecord(null, { disclosure })));
    expect(new Set(said).size).toBe(everyDisclosure.length);
    for (const words of said) expect(words).not.toBe('');
  });

  test('says of a missing label that it is no information, and never that all is well', () => {
    browser.language = language;
    const sentences = platformSentences(aRecord('none-found', { disclosure: noneSeen })).join('');
    expect(sentences).toMatch(/no information|不说明任何问题|不說明任何問題/);
    const textOnly = { ...noneSeen, hasPageData: false };
    expect(platformSentences(aRecord(null, { disclosure: textOnly }))).toHaveLength(2);
  });

  test('joins detector and label in one sentence for every pair that has one', () => {
    browser.language = language;
    for (const level of levels) {
      for (const disclosure of everyDisclosure) {
        const sentence = togetherSentence(aRecord(level, { disclosure }));
        const isWarning = level === 'moderate' || level === 'strong';
        const label = disclosure.labels[0]?.level;
        const isNamed = label !== undefined && saysAi(label);
        const has = disclosure.state !== 'not-read' && (isWarning || isNamed);
        expect(sentence !== null, `${level} ${disclosure.state} ${label}`).toBe(has);
        if (sentence !== null) expect(sentence).toMatch(/[.。]$/);
      }
    }
  });
});

test('the sentences that a fact checker looks for', () => {
  const together = (level: (typeof levels)[number], disclosure: Disclosure) =>
    togetherSentence(aRecord(level, { disclosure }));
  expect(together('strong', noneSeen)).toContain('no label seen');
  expect(together('strong', seen('author-declared'))).toContain('labelled by its author as AI');
  expect(together('none-found', seen('author-declared'))).toContain('found no signs');
  expect(together('weak', seen('crowd-note', 'platform-suspected'))).toContain('platform label');
  expect(together('none-found', noneSeen)).toBeNull();
});

test('no label and no absence of one changes what the detector says', () => {
  for (const level of levels) {
    const plain = aRecord(level);
    for (const disclosure of everyDisclosure) {
      const record = { ...plain, disclosure };
      expect(stanceOf(record)).toBe(stanceOf(plain));
      expect(recordLabel(record)).toBe(recordLabel(plain));
      expect(recordHeadline(record)).toBe(recordHeadline(plain));
      expect(recordMeaning(record)).toBe(recordMeaning(plain));
    }
  }
});

test('the platform’s own words are quoted, all of them', () => {
  const record = aRecord('strong', { disclosure: seen('crowd-note', 'author-declared') });
  expect(platformSentences(record)).toEqual([
    say('platform_words', 'text of crowd-note'),
    say('platform_words', 'text of author-declared'),
  ]);
});
