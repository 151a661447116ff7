import type { CaptureRecord } from '../evidence/log/capture-record.js';

type Frozen = Pick<CaptureRecord, 'path' | 'kind' | 'monotonicMs'>;

/** Kinds of files that show the page or the media as it was; a copy with black regions is none. */
const showsAll: ReadonlySet<CaptureRecord['kind']> = new Set([
  'frame',
  'crop',
  'tab-picture',
  'original',
]);

/** Where a covered copy of the picture at `path` lies. No two copies of an item have one number. */
export function copyPath(path: string, number: number): string {
  return `${copyStem(path)}-${number}.png`;
}

/** Covered copies of the picture at `path`, oldest first. */
export function copiesOf(
  records: readonly Pick<Frozen, 'path' | 'kind'>[],
  path: string,
): readonly string[] {
  return records.flatMap(({ path: copy, kind }) =>
    kind === 'redacted' && copy !== null && stemOf(copy) === copyStem(path) ? [copy] : [],
  );
}

function copyStem(path: string): string {
  return path.replace(/^media\//, 'media/redacted/').replace(/\.png$/, '');
}

function stemOf(copy: string): string {
  return copy.replace(/-\d+\.png$/, '');
}

/**
 * Files that may show what a covered copy of `covered` hides: the picture itself, its older copies, which
 * cover less, the faces cut from it, the original file and the picture of the tab, which show the same scene.
 */
export function withheldFor(records: readonly Frozen[], covered: Frozen): readonly string[] {
  const older = covered.path === null ? [] : copiesOf(records, covered.path);
  return records.flatMap(({ path, kind, monotonicMs }) => {
    if (path === null) return [];
    const isSame = kind === 'crop' && monotonicMs === covered.monotonicMs;
    const isScene = kind === 'original' || kind === 'tab-picture';
    return path === covered.path || isSame || isScene || older.includes(path) ? [path] : [];
  });
}

/**
 * Pictures that go into the package as they were although a copy of another one is covered: a face that
 * was covered once may be in them too. So are copies of which a newer one covers more. Empty while nothing
 * is covered.
 */
export function stillUncovered(
  records: readonly Frozen[],
  withhold: readonly string[],
): readonly string[] {
  const copies = records.flatMap(({ path, kind }) =>
    kind === 'redacted' && path !== null ? [path] : [],
  );
  if (copies.length === 0) return [];
  const newest = new Map(copies.map((copy) => [stemOf(copy), copy]));
  return records.flatMap(({ path, kind }) => {
    if (path === null || withhold.includes(path)) return [];
    const isOlder = kind === 'redacted' && newest.get(stemOf(path)) !== path;
    return showsAll.has(kind) || isOlder ? [path] : [];
  });
}
