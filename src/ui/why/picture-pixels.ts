import type { Picture } from '../../shared/picture.js';

/** RGBA pixels of a kept picture, for a canvas. The browser turns planes into colours. */
export function pixelsOf(picture: Picture): ImageData {
  const { widthPx, heightPx } = picture;
  if (picture.format === 'RGBA') {
    return new ImageData(new Uint8ClampedArray(picture.data), widthPx, heightPx);
  }
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No 2D canvas in this page.');
  const matrix =
    picture.matrix === 'bt2020' ? 'bt2020-ncl' : picture.matrix === 'bt601' ? 'smpte170m' : 'bt709';
  const frame = new VideoFrame(new Uint8Array(picture.data), {
    format: 'I420',
    codedWidth: widthPx,
    codedHeight: heightPx,
    timestamp: 0,
    colorSpace: { matrix: matrix as VideoMatrixCoefficients, fullRange: picture.fullRange },
  });
  context.drawImage(frame, 0, 0);
  frame.close();
  return context.getImageData(0, 0, widthPx, heightPx);
}
