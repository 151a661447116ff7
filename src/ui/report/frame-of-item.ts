import type { CaptureRecord } from '../../evidence/log/capture-record.js';
import type { StoredMedia } from '../../evidence/capture/evidence-store.js';
import { namedPictures } from '../evidence/picture-name.js';
import type { FrozenItem } from '../evidence/use-frozen.js';

/** A part of a picture, in fractions. */
export type Region = NonNullable<CaptureRecord['region']>;

/** One whole picture of an item with what was found in it. */
export interface ItemFrame {
  readonly record: CaptureRecord;
  readonly media: StoredMedia;
  /** As it is called wherever a person meets it. */
  readonly name: string;
  /** Faces that were cut from this very frame. */
  readonly faces: readonly Region[];
}

/** The whole pictures of an item that are still there, in the order they were taken. */
export function framesOf({ frozen }: FrozenItem): readonly ItemFrame[] {
  const { records } = frozen;
  const names = new Map(
    namedPictures([...frozen.paths], records).map(({ path, name }) => [path, name]),
  );
  const files = new Map(frozen.media.map((media) => [media.path, media]));
  return records.flatMap((record) => {
    const isWhole = record.kind === 'frame' || record.kind === 'tab-picture';
    const media = isWhole && record.path !== null ? files.get(record.path) : undefined;
    if (media === undefined) return [];
    const faces = records.flatMap(({ kind, region, monotonicMs }) =>
      kind === 'crop' && region !== null && monotonicMs === record.monotonicMs ? [region] : [],
    );
    return [{ record, media, name: names.get(media.path) ?? media.path, faces }];
  });
}
