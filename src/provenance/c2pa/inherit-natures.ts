import type { ClaimedAction, ClaimedIngredient, SourceNature } from '../report.js';

/**
 * Actions after which a picture is of the same making as before: they bring in nothing from elsewhere. All
 * others, unknown ones too, count as edits. Names: C2PA specification, "Actions"; the last row are the
 * metadata assertions that `read-claim.ts` lists beside actions.
 */
const keepsMaking: ReadonlySet<string> = new Set([
  ...['c2pa.opened', 'c2pa.published', 'c2pa.saved', 'c2pa.copied', 'c2pa.managed'],
  ...['c2pa.repackaged', 'c2pa.transcoded', 'c2pa.converted', 'c2pa.version_updated'],
  ...['c2pa.edited.metadata', 'c2pa.redacted'],
  ...['c2pa.watermarked', 'c2pa.watermarked.bound', 'c2pa.watermarked.unbound'],
  ...['c2pa.resized', 'c2pa.resized.proportional', 'c2pa.cropped', 'c2pa.trimmed'],
  ...['c2pa.orientation', 'c2pa.color_adjustments', 'c2pa.adjustedColor', 'c2pa.enhanced'],
  ...['stds.iptc', 'stds.iptc.photo-metadata', 'c2pa.metadata', 'cawg.metadata'],
]);

/**
 * How a picture was made, by its own actions and by what it was made from. A parent that was only saved
 * again passes its making on; an edited parent, and anything placed, make it partly of theirs
 * (platforms.md 7.2). "Camera" is never passed on: only whoever signed the photograph could say so.
 */
export function inheritNatures(
  actions: readonly Pick<ClaimedAction, 'action' | 'nature'>[],
  ingredients: readonly Pick<ClaimedIngredient, 'relationship' | 'natures'>[],
): readonly SourceNature[] {
  const isUnedited = actions.every(({ action }) => keepsMaking.has(action));
  const own = actions.flatMap(({ nature }) => (nature === null ? [] : [nature]));
  const inherited = ingredients.flatMap(({ relationship, natures }) =>
    natures
      .filter((nature) => nature === 'ai-made' || nature === 'part-ai')
      .map((nature) => (isUnedited && relationship === 'parentOf' ? nature : 'part-ai')),
  );
  return [...new Set([...own, ...inherited])];
}
