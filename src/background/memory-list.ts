import * as v from 'valibot';
import { levels, type Level } from '../shared/level.js';
import {
  nothingRecalled,
  type MemoryChange,
  type PictureHash,
  type Recalled,
} from '../shared/media-memory.js';

const atMs = v.pipe(v.number(), v.minValue(0));
const hash = v.strictObject({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  quality: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
});

const entry = v.strictObject({
  /** Salted hash of site and content id: the list is no readable history. */
  key: v.pipe(v.string(), v.maxLength(64)),
  /** Of the last change. */
  atMs,
  seen: v.nullable(v.strictObject({ level: v.picklist(levels), atMs })),
  quietAtMs: v.nullable(atMs),
  wrong: v.nullable(v.strictObject({ says: v.picklist(['unaltered', 'altered']), atMs })),
  frozenAtMs: v.nullable(atMs),
  /** Faces of what was frozen or corrected. */
  hashes: v.pipe(v.array(hash), v.maxLength(8)),
});
export type MemoryEntry = v.InferOutput<typeof entry>;
export type MemoryList = readonly MemoryEntry[];

/** Newest last. What does not fit is left out, entry by entry. */
export function readMemoryList(stored: unknown): MemoryList {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((each) => {
    const read = v.safeParse(entry, each);
    return read.success ? [read.output] : [];
  });
}

function blank(key: string, nowMs: number): MemoryEntry {
  return {
    key,
    atMs: nowMs,
    seen: null,
    quietAtMs: null,
    wrong: null,
    frozenAtMs: null,
    hashes: [],
  };
}

/** The list with a change of one entry; the entries changed longest ago go first. */
function withEntry(list: MemoryList, changed: MemoryEntry, most: number): MemoryList {
  return [...list.filter(({ key }) => key !== changed.key), changed].slice(-most);
}

function entryOf(list: MemoryList, key: string, nowMs: number): MemoryEntry {
  return { ...(list.find((known) => known.key === key) ?? blank(key, nowMs)), atMs: nowMs };
}

/** A verdict was told. */
export function withLevel(
  list: MemoryList,
  key: string,
  level: Level,
  nowMs: number,
  most: number,
): MemoryList {
  return withEntry(list, { ...entryOf(list, key, nowMs), seen: { level, atMs: nowMs } }, most);
}

/** The person said or did something. An entry that only a freeze had made goes with it. */
export function withChange(
  list: MemoryList,
  key: string,
  change: MemoryChange,
  hashes: readonly PictureHash[],
  nowMs: number,
  most: number,
): MemoryList {
  const before = entryOf(list, key, nowMs);
  const faces = hashes.length > 0 ? hashes.slice(0, 8) : before.hashes;
  const changed = ((): MemoryEntry => {
    switch (change) {
      case 'quiet':
        return { ...before, quietAtMs: nowMs };
      case 'unaltered':
      case 'altered':
        return { ...before, wrong: { says: change, atMs: nowMs }, hashes: [...faces] };
      case 'right':
        return { ...before, wrong: null, hashes: before.frozenAtMs === null ? [] : before.hashes };
      case 'frozen':
        return { ...before, frozenAtMs: nowMs, hashes: [...faces] };
      case 'unfrozen':
        // A correction is still compared by them.
        return { ...before, frozenAtMs: null, hashes: before.wrong === null ? [] : before.hashes };
    }
  })();
  const { seen, quietAtMs, wrong } = changed;
  if (change === 'unfrozen' && seen === null && quietAtMs === null && wrong === null) {
    return list.filter((known) => known.key !== key);
  }
  return withEntry(list, changed, most);
}

/** What is remembered of `key`, and of another media that looks like one of `hashes`. */
export function recallFrom(
  list: MemoryList,
  key: string,
  hashes: readonly PictureHash[],
  looksAlike: (a: PictureHash, b: PictureHash) => boolean,
): Recalled {
  const own = list.find((known) => known.key === key);
  const other = list.findLast(
    (known) =>
      known.key !== key &&
      known.hashes.some((face) => hashes.some((seen) => looksAlike(face, seen))),
  );
  return {
    ...nothingRecalled,
    seen: own?.seen ?? null,
    // Without a name of the site a media is known by its face alone the next time.
    isQuiet:
      (own !== undefined && (own.quietAtMs !== null || own.wrong !== null)) ||
      (other !== undefined && other.wrong !== null),
    wrong: own?.wrong ?? null,
    frozenAtMs: own?.frozenAtMs ?? null,
    alike: other === undefined ? null : alikeOf(other),
    hasHashes: list.some((known) => known.key !== key && known.hashes.length > 0),
  };
}

function alikeOf({ frozenAtMs, wrong }: MemoryEntry): Recalled['alike'] {
  if (frozenAtMs !== null) return { was: 'frozen', atMs: frozenAtMs };
  return wrong === null ? null : { was: wrong.says, atMs: wrong.atMs };
}
