/** Mirrors `rgb` (uint8 `[sizePx, sizePx, 3]`) left to right, in place. */
export function mirror(rgb: Uint8Array, sizePx: number): void {
  for (let row = 0; row < sizePx; row++) {
    let left = row * sizePx * 3;
    let right = left + (sizePx - 1) * 3;
    for (; left < right; left += 3, right -= 3) {
      for (let channel = 0; channel < 3; channel++) {
        const kept = rgb[left + channel] ?? 0;
        rgb[left + channel] = rgb[right + channel] ?? 0;
        rgb[right + channel] = kept;
      }
    }
  }
}
