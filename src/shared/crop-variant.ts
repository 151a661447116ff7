import type { CropVariant, ModelEntry } from './catalog.js';

type Crop = Pick<ModelEntry['crop'], 'margin' | 'variants'>;

/** The variant that stands at `number` when the list is counted round without end. */
export function variantAt({ margin, variants }: Crop, number: number): CropVariant {
  return variants?.[number % variants.length] ?? { margin, mirrored: false };
}

/** The largest margin that any crop of the model needs. */
export function widestMargin({ margin, variants = [] }: Crop): number {
  return Math.max(margin, ...variants.map((variant) => variant.margin));
}
