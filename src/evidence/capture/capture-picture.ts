import type { PictureFile } from '../../protocol/freeze-messages.js';
import type { FaceLogits } from '../../shared/face-logits.js';
import { clampBox, squareAround, type BoxPx, type SizePx } from '../../shared/geometry.js';
import type { RgbaPicture } from '../../shared/picture.js';
import { encodePng } from '../pictures/encode-png.js';
import { evidenceLimits } from '../evidence-limits.js';
import type { CapturedItem } from './freeze.js';
import { pdqHash } from '../pictures/pdq.js';
import { pixelHash } from '../pictures/pixel-hash.js';

/** A face that the engine found in a handed frame. */
export interface SeenFace {
  readonly box: BoxPx;
  readonly logits: FaceLogits | null;
  /** Calibrated, 0 to 1. */
  readonly score: number | null;
}

/** What every record of one freeze shares. */
export type CapturedBase = Omit<
  CapturedItem['captured'],
  | 'kind'
  | 'pixelSha256'
  | 'pdq'
  | 'mediaTimeS'
  | 'region'
  | 'scores'
  | 'note'
  | 'wallClockMs'
  | 'monotonicMs'
>;

/** When and where a picture was taken. */
export type Moment = CapturedBase &
  Pick<CapturedItem['captured'], 'mediaTimeS' | 'wallClockMs' | 'monotonicMs'>;

/** Whole pixels of the square around a face, with the room that a reader needs; null where nothing of it is inside. */
export function faceRegion(size: SizePx, face: SeenFace): BoxPx | null {
  const box = clampBox(squareAround(face.box, evidenceLimits.faceMargin), size);
  if (box === null) return null;
  const xPx = Math.floor(box.xPx);
  const yPx = Math.floor(box.yPx);
  const widthPx = Math.min(size.widthPx - xPx, Math.ceil(box.widthPx));
  const heightPx = Math.min(size.heightPx - yPx, Math.ceil(box.heightPx));
  return { xPx, yPx, widthPx, heightPx };
}

/** Null as well where the file is gone with the process that made it: as if it had not been made. */
export async function thereOrNull(file: PictureFile): Promise<PictureFile> {
  // Its end tells: reading all of ten frames here, to store them again, costs 100 ms and more of processor time.
  const end = await file?.png
    .slice(-1)
    .arrayBuffer()
    .catch(() => null);
  return end ? file : null;
}

/** The same as an item of a freeze. */
export function pictureItem(
  path: string,
  kind: CapturedItem['captured']['kind'],
  { png, pngSha256, pixelSha256, pdq }: NonNullable<PictureFile>,
  moment: Moment,
): CapturedItem {
  const captured = { ...moment, kind, pixelSha256, pdq, region: null, scores: null, note: null };
  return { captured, file: { path, bytes: png, sha256: pngSha256 } };
}

/** Any picture of ours as a lossless file with its hashes. */
export async function captureRgba(
  path: string,
  kind: CapturedItem['captured']['kind'],
  picture: RgbaPicture,
  moment: Moment,
): Promise<CapturedItem> {
  // Started first: the browser hashes on another thread while this one encodes.
  const hashed = pixelHash(picture);
  const bytes = encodePng(picture);
  const pdq = pdqHash(picture);
  const captured = {
    ...moment,
    kind,
    pixelSha256: await hashed,
    pdq,
    region: null,
    scores: null,
    note: null,
  };
  return { captured, file: { path, bytes } };
}

/** A part of a picture, without scaling. */
export function cutRgba(
  picture: RgbaPicture,
  xPx: number,
  yPx: number,
  widthPx: number,
  heightPx: number,
): RgbaPicture {
  const data = new Uint8Array(widthPx * heightPx * 4);
  for (let row = 0; row < heightPx; row += 1) {
    const from = ((yPx + row) * picture.widthPx + xPx) * 4;
    data.set(picture.data.subarray(from, from + widthPx * 4), row * widthPx * 4);
  }
  return { format: 'RGBA', widthPx, heightPx, data };
}
