import type { Picture } from '../../../src/shared/picture.js';

/**
 * The crop, said as plainly as possible and slowly: colour of one pixel by the textbook formula, then a
 * sum over every source pixel weighted by how much of it the output pixel covers (shrinking) or by its
 * distance to the output's centre (enlarging).
 */
export function slowCrop(
  picture: Picture,
  leftPx: number,
  topPx: number,
  sidePx: number,
  sizePx: number,
): number[] {
  const out: number[] = [];
  const scale = sidePx / sizePx;
  const share = (output: number, source: number): number => {
    if (scale > 1) {
      return Math.max(
        0,
        Math.min((output + 1) * scale, source + 1) - Math.max(output * scale, source),
      );
    }
    const centre = Math.min(Math.max((output + 0.5) * scale, 0.5), sidePx - 0.5);
    return Math.max(0, 1 - Math.abs(centre - (source + 0.5)));
  };
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      const sum = [0, 0, 0];
      let total = 0;
      for (let y = 0; y < sidePx; y++) {
        const down = share(row, y);
        if (down === 0) continue;
        for (let x = 0; x < sidePx; x++) {
          const weight = down * share(column, x);
          if (weight === 0) continue;
          total += weight;
          const rgb = slowColour(picture, leftPx + x, topPx + y);
          rgb.forEach((value, channel) => (sum[channel] = sum[channel]! + weight * value));
        }
      }
      out.push(...sum.map((value) => Math.min(255, Math.max(0, value / total))));
    }
  }
  return out;
}

/** RGB of one pixel, not rounded and not clamped; outside the picture the nearest pixel inside. */
export function slowColour(picture: Picture, xPx: number, yPx: number): [number, number, number] {
  const { widthPx, heightPx, data } = picture;
  const x = Math.min(Math.max(xPx, 0), widthPx - 1);
  const y = Math.min(Math.max(yPx, 0), heightPx - 1);
  if (picture.format === 'RGBA') {
    const at = (y * widthPx + x) * 4;
    return [data[at]!, data[at + 1]!, data[at + 2]!];
  }
  const chromaWidth = Math.ceil(widthPx / 2);
  const chromaAt = widthPx * heightPx + Math.floor(y / 2) * chromaWidth + Math.floor(x / 2);
  const cb = data[chromaAt]!;
  const cr = data[chromaAt + chromaWidth * Math.ceil(heightPx / 2)]!;
  const [kr, kb] = { bt601: [0.299, 0.114], bt709: [0.2126, 0.0722], bt2020: [0.2627, 0.0593] }[
    picture.matrix
  ] as [number, number];
  const luma = picture.fullRange
    ? data[y * widthPx + x]! / 255
    : (data[y * widthPx + x]! - 16) / 219;
  const pb = (cb - 128) / (picture.fullRange ? 255 : 224);
  const pr = (cr - 128) / (picture.fullRange ? 255 : 224);
  const red = luma + 2 * (1 - kr) * pr;
  const blue = luma + 2 * (1 - kb) * pb;
  const green = (luma - kr * red - kb * blue) / (1 - kr - kb);
  return [red * 255, green * 255, blue * 255];
}
