import type { RgbaPicture } from '../../shared/picture.js';
import type { Bytes } from '../bytes.js';

/**
 * Pixels of a PNG without a colour profile, as they are. Rejects for what the browser cannot read.
 * The size comes from the file: check its header first where it is not ours.
 */
export async function decodePng(bytes: Bytes): Promise<RgbaPicture> {
  const options = { colorSpaceConversion: 'none', premultiplyAlpha: 'none' } as const;
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }), options);
  try {
    const { width: widthPx, height: heightPx } = bitmap;
    const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', {
      willReadFrequently: true,
    });
    if (context === null) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, widthPx, heightPx);
    return { format: 'RGBA', widthPx, heightPx, data: new Uint8Array(data.buffer) };
  } finally {
    bitmap.close();
  }
}
