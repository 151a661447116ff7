import { clampBox, squareAround } from '../shared/geometry.js';
import type { Picture, RgbaPicture } from '../shared/picture.js';
import type { CapturedBase, SeenFace } from './collect-capture.js';
import { encodePng } from './encode-png.js';
import { evidenceLimits } from './evidence-limits.js';
import type { CapturedItem } from './freeze.js';
import { pdqHash } from './pdq.js';
import { pixelHash } from './pixel-hash.js';

export interface CaptureTools {
  /** The conversion that the classifier uses, so that the frozen pixels are the judged ones. */
  readonly toRgba: (picture: Picture) => RgbaPicture;
}

/** When and where a picture was taken. */
export type Moment = CapturedBase &
  Pick<CapturedItem['captured'], 'mediaTimeS' | 'wallClockMs' | 'monotonicMs'>;

/** A whole frame as a lossless file with its hashes, and its pixels for the crops. */
export async function captureFrame(
  path: string,
  picture: Picture,
  moment: Moment,
  { toRgba }: CaptureTools,
): Promise<{ readonly item: CapturedItem; readonly rgba: RgbaPicture }> {
  const rgba = toRgba(picture);
  const item = await captureRgba(path, 'frame', rgba, moment);
  return { item, rgba };
}

/** The square around a face with the room that a reader needs; null where nothing of it is inside. */
export async function captureFace(
  path: string,
  frame: RgbaPicture,
  face: SeenFace,
  moment: Moment,
): Promise<CapturedItem | null> {
  const { widthPx, heightPx } = frame;
  const box = clampBox(squareAround(face.box, evidenceLimits.faceMargin), { widthPx, heightPx });
  if (box === null) return null;
  const xPx = Math.floor(box.xPx);
  const yPx = Math.floor(box.yPx);
  const width = Math.min(widthPx - xPx, Math.ceil(box.widthPx));
  const height = Math.min(heightPx - yPx, Math.ceil(box.heightPx));
  const crop = cutRgba(frame, xPx, yPx, width, height);
  const item = await captureRgba(path, 'crop', crop, moment);
  const region = {
    x: xPx / widthPx,
    y: yPx / heightPx,
    width: width / widthPx,
    height: height / heightPx,
  };
  const scores = {
    ...(face.logits ?? {}),
    ...(face.score === null ? {} : { score: face.score }),
  };
  return { ...item, captured: { ...item.captured, region, scores } };
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
