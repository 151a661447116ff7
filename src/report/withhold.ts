import type { CaptureRecord } from '../evidence/log/capture-record.js';

type Frozen = Pick<CaptureRecord, 'path' | 'kind' | 'monotonicMs'>;

/** Kinds of files that show the page or the media as it was; a copy with black regions is none. */
const showsAll: ReadonlySet<CaptureRecord['kind']> = new Set([
  'frame',
  'crop',
  'tab-picture',
  'original',
]);

/**
 * Files that may show what a covered copy of `covered` hides: the picture itself, the faces cut from it,
 * the original file and the picture of the tab, which show the same scene.
 */
export function withheldFor(records: readonly Frozen[], covered: Frozen): readonly string[] {
  return records.flatMap(({ path, kind, monotonicMs }) => {
    const isSame = kind === 'crop' && monotonicMs === covered.monotonicMs;
    const isScene = kind === 'original' || kind === 'tab-picture';
    return path !== null && (path === covered.path || isSame || isScene) ? [path] : [];
  });
}

/**
 * Pictures that go into the package as they were although a copy of another one is covered: a face that
 * was covered once may be in them too. Empty while nothing is covered.
 */
export function stillUncovered(
  records: readonly Frozen[],
  withhold: readonly string[],
): readonly string[] {
  if (!records.some(({ kind }) => kind === 'redacted')) return [];
  return records.flatMap(({ path, kind }) =>
    path !== null && showsAll.has(kind) && !withhold.includes(path) ? [path] : [],
  );
}
