/**
 * Pixels on their way from the page to the engine. Never re-encoded, never scaled up.
 *
 * `I420`: planes Y, U, V one after the other without padding; chroma planes are half size,
 * rounded up. `RGBA`: 8 bits each, straight alpha.
 */
export type Picture = I420Picture | RgbaPicture;

export interface I420Picture {
  readonly format: 'I420';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
  /** How to turn the planes into RGB (ITU-T H.273 names, as in `VideoColorSpace`). */
  readonly matrix: 'bt709' | 'bt601' | 'bt2020';
  readonly fullRange: boolean;
}

export interface RgbaPicture {
  readonly format: 'RGBA';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

/** Bytes that a picture of this format and size must hold. */
export function pictureBytes(format: Picture['format'], widthPx: number, heightPx: number): number {
  if (format === 'RGBA') return widthPx * heightPx * 4;
  const chroma = Math.ceil(widthPx / 2) * Math.ceil(heightPx / 2);
  return widthPx * heightPx + 2 * chroma;
}
