import { describe, expect, test, vi } from 'vitest';
import type { CaptureRecord } from '../../../src/evidence/log/capture-record.js';
import { fakeBrowser } from './fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();
const { namedPictures } = await import('../../../src/ui/evidence/picture-name.js');
const { clockTimeTenths } = await import('../../../src/ui/words.js');

const record = (
  seq: number,
  kind: CaptureRecord['kind'],
  path: string,
  mediaTimeS: number | null,
) => ({ seq, kind, path, mediaTimeS }) as CaptureRecord;

describe('frozen pictures', () => {
  const records = [
    record(1, 'frame', 'media/frame-0001.png', 5.68),
    record(2, 'crop', 'media/face-0001-1.png', 5.68),
    record(3, 'frame', 'media/frame-0002.png', 5.92),
    record(4, 'crop', 'media/face-0002-1.png', 5.92),
    record(5, 'original', 'media/original.jpg', null),
  ];
  const names = (paths: readonly string[]) =>
    namedPictures(paths, records).map(({ path, name }) => [path, name]);

  test('are named by kind, number and moment, whole pictures first', () => {
    expect(names(records.map(({ path }) => path ?? '').sort())).toEqual([
      ['media/frame-0001.png', 'Frame 1 · 0:05.6'],
      ['media/frame-0002.png', 'Frame 2 · 0:05.9'],
      ['media/original.jpg', 'Original file'],
      ['media/face-0001-1.png', 'Face 1 · 0:05.6'],
      ['media/face-0002-1.png', 'Face 2 · 0:05.9'],
    ]);
  });

  test('of which the log says nothing come last of the frames and still have a name', () => {
    expect(names(['media/lost.png', 'media/frame-0001.png'])).toEqual([
      ['media/frame-0001.png', 'Frame 1 · 0:05.6'],
      ['media/lost.png', 'Frame 2'],
    ]);
  });

  test('lie closer together than a second', () => {
    expect([0, 59.99, 3600.05, -1, Number.NaN].map(clockTimeTenths)).toEqual([
      '0:00.0',
      '0:59.9',
      '1:00:00.0',
      '0:00.0',
      '0:00.0',
    ]);
  });
});
