import { expect, test } from 'vitest';
import { galleryPage } from '../../../src/cli/gallery/gallery-page.js';
import { matchPattern } from '../../../src/cli/grant-origins.js';
import { tableLines } from '../../../src/cli/print-table.js';

test('a table aligns words left and numbers right, and counts Chinese as two columns', () => {
  expect(
    tableLines(
      ['clip', 'ms'],
      [
        ['片段', '7'],
        ['abcdef', '1234'],
      ],
    ),
  ).toEqual(['clip      ms', '------  ----', '片段       7', 'abcdef  1234']);
});

test('words of the gallery list cannot become markup', () => {
  const page = galleryPage([
    { file: 'a"><script>.mp4', kind: 'video', forged: true, method: '<b>bold</b>' },
  ]);
  expect(page).not.toContain('<b>');
  expect(page).not.toContain('"><script>');
});

test('a match pattern covers an origin without its port', () => {
  expect(matchPattern('http://127.0.0.1:8080')).toBe('http://127.0.0.1/*');
});
