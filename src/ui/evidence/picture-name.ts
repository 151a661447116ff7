import type { CaptureRecord } from '../../evidence/log/capture-record.js';
import { clockTimeTenths, say } from '../words.js';

/** What a reader looks at first: whole pictures, then what was cut from or made of them. */
const kindsInOrder: readonly CaptureRecord['kind'][] = [
  'frame',
  'tab-picture',
  'original',
  'redacted',
  'crop',
];

export interface NamedPicture {
  readonly path: string;
  /** Kind, its number where there are several of that kind, and the moment in the video. */
  readonly name: string;
  readonly record: CaptureRecord | undefined;
}

/** Files of an item in the order and with the names to show them by. Pure. */
export function namedPictures(
  paths: readonly string[],
  records: readonly CaptureRecord[],
): readonly NamedPicture[] {
  const ofPath = new Map(records.map((record) => [record.path, record]));
  const kindOf = (path: string): CaptureRecord['kind'] => ofPath.get(path)?.kind ?? 'frame';
  const rank = (path: string): number => kindsInOrder.indexOf(kindOf(path));
  const sorted = [...paths].sort((a, b) => rank(a) - rank(b) || seqOf(a) - seqOf(b));
  return sorted.map((path) => {
    const same = sorted.filter((other) => kindOf(other) === kindOf(path));
    const kind = say(`item_kind_${kindOf(path).replaceAll('-', '_')}`);
    const number = same.length > 1 ? ` ${same.indexOf(path) + 1}` : '';
    const timeS = ofPath.get(path)?.mediaTimeS ?? null;
    const time = timeS === null ? '' : ` · ${clockTimeTenths(timeS)}`;
    return { path, name: `${kind}${number}${time}`, record: ofPath.get(path) };
  });

  function seqOf(path: string): number {
    return ofPath.get(path)?.seq ?? Infinity;
  }
}
