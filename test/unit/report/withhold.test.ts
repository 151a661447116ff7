import { describe, expect, it } from 'vitest';
import { copiesOf, copyPath, stillUncovered, withheldFor } from '../../../src/report/withhold.js';

const record = (
  kind: 'frame' | 'crop' | 'tab-picture' | 'original',
  name: string,
  monotonicMs = 0,
) => ({ kind, path: `media/${name}`, monotonicMs }) as const;
const page = { kind: 'page', path: 'page/meta.json', monotonicMs: 1 } as const;
const first = record('frame', 'frame-0001.png', 1);
const records = [
  first,
  record('crop', 'crop-0001.png', 1),
  record('frame', 'frame-0002.png', 2),
  record('crop', 'crop-0002.png', 2),
  record('original', 'original.jpg', 3),
  record('tab-picture', 'tab.png', 4),
  page,
];
const copy = { kind: 'redacted', path: 'media/redacted/a.png', monotonicMs: 9 } as const;

describe('a covered copy of a picture', () => {
  const withheld = withheldFor(records, first);

  it('takes the place of the picture, its faces, the original file and the tab', () => {
    expect(withheld).toEqual([
      'media/frame-0001.png',
      'media/crop-0001.png',
      'media/original.jpg',
      'media/tab.png',
    ]);
    const ofTab = withheldFor(records, record('tab-picture', 'tab.png', 4));
    expect(ofTab).toEqual(['media/original.jpg', 'media/tab.png']);
  });

  it('leaves pictures that a person is told of', () => {
    const after = [...records, copy];
    expect(stillUncovered(after, withheld)).toEqual([
      'media/frame-0002.png',
      'media/crop-0002.png',
    ]);
    expect(
      stillUncovered(after, [...withheld, 'media/frame-0002.png', 'media/crop-0002.png']),
    ).toEqual([]);
    // Whoever covers nothing has nothing to be told.
    expect(stillUncovered(records, [])).toEqual([]);
  });

  it('takes the place of older copies of the same picture, and of no other', () => {
    const redacted = (path: string, number: number) =>
      ({ kind: 'redacted', path: copyPath(path, number), monotonicMs: 9 + number }) as const;
    const [frame, other] = ['media/frame-0001.png', 'media/frame-0001-2.png'];
    const copies = [redacted(frame, 1), redacted(other, 2), redacted(frame, 3)];
    const after = [...records, ...copies];
    expect(copiesOf(after, frame)).toEqual([copies[0]!.path, copies[2]!.path]);
    expect(withheldFor(after, first)).toEqual([...withheld, copies[0]!.path, copies[2]!.path]);
    const rest = records.flatMap(({ path }) => path);
    // The older one is told where it goes along, the newest is what was asked for.
    expect(stillUncovered(after, rest)).toEqual([copies[0]!.path]);
    expect(stillUncovered(after, [...rest, copies[0]!.path])).toEqual([]);
  });
});
