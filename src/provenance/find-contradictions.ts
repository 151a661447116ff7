import type { AigcMark, MarkPlace, ProvenanceMark, SourceNature } from './report.js';

/**
 * Places of marks that exclude another mark of the same file: two different GB 45438 objects (the standard
 * allows one), or a source type "camera" beside "made by AI". Ingredients do not count: a generated
 * picture may well contain a photograph.
 */
export function findContradictions(marks: readonly ProvenanceMark[]): MarkPlace[] {
  const places: MarkPlace[] = [];
  const labels = marks.filter((mark) => mark.kind === 'aigc' && mark.label !== 'unreadable');
  const [first] = labels as readonly AigcMark[];
  for (const label of labels as readonly AigcMark[]) {
    if (first !== undefined && differs(first, label)) places.push(label.place);
  }
  const natures = marks.flatMap((mark) => naturesOf(mark));
  const hasAi = natures.some(({ nature }) => nature === 'ai-made');
  const camera = natures.find(({ nature }) => nature === 'camera');
  if (hasAi && camera !== undefined) places.push(camera.place);
  return places;
}

/** The same label written in two places is no contradiction, also when one copy knows less. */
function differs(one: AigcMark, other: AigcMark): boolean {
  const keys = ['label', 'producer', 'produceId', 'propagator', 'propagateId'] as const;
  return keys.some((key) => one[key] !== null && other[key] !== null && one[key] !== other[key]);
}

function naturesOf(mark: ProvenanceMark): { nature: SourceNature; place: MarkPlace }[] {
  if (mark.kind === 'source-type') return [{ nature: mark.nature, place: mark.place }];
  if (mark.kind !== 'c2pa') return [];
  // Only what the active manifest says of the picture as it was made.
  return (mark.claim?.actions ?? [])
    .filter((action) => action.action === 'c2pa.created' && action.nature !== null)
    .map((action) => ({ nature: action.nature ?? 'other', place: mark.place }));
}
