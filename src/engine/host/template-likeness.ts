import type { FaceTemplate } from '../../protocol/worker-link.js';

/**
 * Correlation (-1 to 1) of two luma patches of equal size. A cut puts another face at the same
 * place; overlap alone would then mix two people in one track.
 */
export function templateLikeness(a: FaceTemplate, b: FaceTemplate): number {
  const count = a.luma.length;
  if (count === 0 || count !== b.luma.length) return 0;
  const meanA = mean(a.luma);
  const meanB = mean(b.luma);
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < count; i++) {
    const fromA = (a.luma[i] ?? 0) - meanA;
    const fromB = (b.luma[i] ?? 0) - meanB;
    both += fromA * fromB;
    squaresA += fromA * fromA;
    squaresB += fromB * fromB;
  }
  const scale = Math.sqrt(squaresA * squaresB);
  return scale === 0 ? 0 : both / scale;
}

function mean(values: Uint8Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
