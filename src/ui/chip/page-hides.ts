/** The computed styles of the root element that can hide what lies in the top layer (threats.md M2). */
export interface RootStyle {
  readonly display: string;
  readonly contentVisibility: string;
  readonly filter: string;
}

/**
 * True when the page's root element hides our notice. Measured: opacity, clip-path and transform of
 * the root do not reach the top layer; `display`, `content-visibility` and, in Firefox, filters do.
 * Mild filters (night modes invert and dim) are left alone.
 */
export function pageHides(root: RootStyle): boolean {
  return root.display === 'none' || root.contentVisibility === 'hidden' || isBlinding(root.filter);
}

function isBlinding(filter: string): boolean {
  for (const [, name, amount] of filter.matchAll(/([a-z-]+)\(\s*([\d.]+)/g)) {
    const value = Number(amount);
    if ((name === 'opacity' || name === 'brightness' || name === 'contrast') && value < 0.4) {
      return true;
    }
    if (name === 'brightness' && value > 4) return true;
    if (name === 'blur' && value > 3) return true;
  }
  return false;
}
