import type { HumanVerdict } from './media-review.js';

/** Several frozen items that belong together, with what a desk writes about them. */
export interface CaseFile {
  readonly id: string;
  readonly title: string;
  readonly createdAtMs: number;
  /** `caseId` of the frozen items, in the order they were added. An item is in one case at most. */
  readonly items: readonly string[];
  readonly notes: readonly CaseNote[];
  /** A person's verdict, for the desk's exports; null while nobody has given one. */
  readonly verdict: HumanVerdict | null;
}

export interface CaseNote {
  readonly atMs: number;
  readonly text: string;
}

export function newCaseFile(id: string, title: string, nowMs: number): CaseFile {
  return { id, title, createdAtMs: nowMs, items: [], notes: [], verdict: null };
}

/** Puts an item into a case (null: into none) and takes it out of every other one. Pure. */
export function moveItem(
  files: readonly CaseFile[],
  item: string,
  into: string | null,
): readonly CaseFile[] {
  return files.map((file) => {
    const has = file.items.includes(item);
    if (file.id === into) return has ? file : { ...file, items: [...file.items, item] };
    return has ? { ...file, items: file.items.filter((other) => other !== item) } : file;
  });
}

export function addNote(file: CaseFile, text: string, nowMs: number): CaseFile {
  const trimmed = text.trim();
  return trimmed === ''
    ? file
    : { ...file, notes: [...file.notes, { atMs: nowMs, text: trimmed }] };
}
