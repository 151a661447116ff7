// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { levels, type Level } from '../../../src/shared/level.js';
import { MediaCard } from '../../../src/ui/verdict/media-card.js';
import { readTestFigures } from '../../../src/shared/test-figures.js';
import { say } from '../../../src/ui/words.js';
import { fakeBrowser, languages } from './fake-browser.js';
import { aRecord, aTrack, aVerdict } from './records.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const browser = fakeBrowser();
fake.browser = browser;

const caveats: Readonly<Record<Level, RegExp>> = {
  strong: /can be wrong|可能出[错錯]/,
  moderate: /can be wrong|可能出[错錯]/,
  weak: /too little|依据不足|依據不足/,
  'none-found': /rule out|排除/,
  'cannot-tell': /neither for nor against|既不/,
};
const figures = new Map([
  [
    'seam-face-1',
    readTestFigures({
      levels: { 'genuine x': { tracks: 1000, weak: 0.05, moderate: 0.01, strong: 0.001 } },
    }),
  ],
]);

afterEach(() => render(null, document.body));

/** A card with scores, as the popup and the check page draw it. */
async function draw(level: Level): Promise<HTMLElement> {
  const tracks = [aTrack(level, { score: 0.987 })];
  const record = aRecord(null, { state: 'judged', verdict: aVerdict(level, { tracks }) });
  await act(async () => render(<MediaCard record={record} figures={figures} />, document.body));
  return document.body;
}

describe.each(languages)('a verdict that is drawn, in %s', (language) => {
  test.each(levels)('%s has its caveat and what was not checked in sight', async (level) => {
    browser.language = language;
    const card = await draw(level);
    card.querySelector('details.details')?.remove();
    expect(card.textContent).toMatch(caveats[level]);
    expect(card.textContent).toContain(say('not_checked_video'));
  });

  test.each(levels)(
    '%s shows no percentage anywhere, and a score only behind "Details"',
    async (level) => {
      browser.language = language;
      const card = await draw(level);
      expect(card.textContent).not.toMatch(/[%％]|百分/);
      const details = card.querySelector('details.details')!;
      expect(details.hasAttribute('open')).toBe(false);
      expect(details.textContent).toContain('0.987');
      details.remove();
      expect(card.textContent).not.toContain('0.98');
    },
  );
});
