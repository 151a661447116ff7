import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { readMissing } from '../../../src/evidence/report-page/missing-lines.js';
import { missingWords } from '../../../src/evidence/report-page/report-codes.js';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const source = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../src/evidence/capture', name), 'utf8');

describe('what could not be collected', () => {
  test.each([
    ['address: parts that may name the viewer', 'address-viewer', []],
    ['address: too long, its end was left out', 'address-cut', []],
    ['frames: 3 of 10', 'frames-some', ['3', '10']],
    ['frames: 1 of 10 showed the same picture again', 'frames-repeated', ['1', '10']],
    ['frames: 2 of 10 could not be encoded', 'frames-unwritten', ['2', '10']],
    ['frames: gone', 'frames-gone', []],
    ['frames: cross-origin', 'frames-refused', ['cross-origin']],
    ['scores: not for 2 of 10 frames', 'scores-some', ['2', '10']],
    ['tab picture: refused by the browser', 'tab-refused', []],
    ['original file: not given by the site', 'original-refused', []],
    ['pictures: none was taken, the person asked for the address only', 'address-only', []],
  ])('"%s" is read', (line, code, parts) => {
    expect(readMissing(line)).toEqual({ code, parts });
    expect(missingWords(line)).toMatch(/[\u4e00-\u9fff]/);
  });

  test('of another version stands as it was written', () => {
    expect(readMissing('sound: not kept')).toBeNull();
    expect(missingWords('sound: not kept')).toBe('sound: not kept');
  });

  test('is written in no form that is not read', () => {
    const written = ['collect-capture.ts', 'capture-address.ts', 'page-addresses.ts'].flatMap(
      (name) =>
        [
          ...source(name).matchAll(
            /[`'](?=(?:address|frames|scores|tab picture|original file|pictures): )([^`']+)[`']/g,
          ),
        ].map(([, text = '']) => text),
    );
    expect(written.length).toBeGreaterThanOrEqual(10);
    for (const text of written) {
      const line = text.replaceAll(/\$\{refused\}/g, 'gone').replaceAll(/\$\{\w+\}/g, '2');
      expect(readMissing(line), text).not.toBeNull();
    }
  });
});
