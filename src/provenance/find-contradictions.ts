import type { AigcMark, MarkPlace, ProvenanceMark, ScanNote, SourceNature } from './report.js';

/**
 * Marks that exclude another mark of the same file: GB 45438 objects with different labels, or a source type
 * "camera" beside "made by AI". Objects with one label and other fields are only odd (the standard allows
 * one): else a second label, added behind, would silence the first. Ingredients do not count: a generated
 * picture may well contain a photograph.
 */
export function findContradictions(marks: readonly ProvenanceMark[]): ScanNote[] {
  const notes: ScanNote[] = [];
  const labels = marks.filter((mark) => mark.kind === 'aigc' && standardLabels.has(mark.label));
  const [first] = labels as readonly AigcMark[];
  for (const label of labels as readonly AigcMark[]) {
    if (first === undefined) continue;
    const { place } = label;
    if (first.label !== label.label) notes.push({ state: 'contradicting', place });
    else if (differs(first, label)) notes.push({ state: 'labels-differ', place });
  }
  const natures = marks.flatMap((mark) => naturesOf(mark));
  const hasAi = natures.some(({ nature }) => nature === 'ai-made');
  const camera = natures.find(({ nature }) => nature === 'camera');
  if (hasAi && camera !== undefined) notes.push({ state: 'contradicting', place: camera.place });
  return notes;
}

/** A platform's own label is of another scheme, and says nothing against these. */
const standardLabels: ReadonlySet<string> = new Set(['declared', 'possible', 'suspected']);

/** The same label written in two places is no contradiction, also when one copy knows less. */
function differs(one: AigcMark, other: AigcMark): boolean {
  const keys = ['producer', 'produceId', 'propagator', 'propagateId'] as const;
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
