import type { HumanVerdict } from './media-review.js';

/** Several frozen items that belong together, with what a desk writes about them. */
export interface CaseFile {
  readonly id: string;
  readonly title: string;
  readonly createdAtMs: number;
  /** `caseId` of the frozen items, in the order they were added. An item is in one case at most. */
  readonly items: readonly string[];
  readonly notes: readonly CaseNote[];
  /** A person's verdict of each item, for the desk's exports; none of an item that nobody has judged. */
  readonly verdicts: Readonly<Record<string, HumanVerdict>>;
  /** Of a case before November 28, 2026, which had one verdict for all its items: what was typed, as a suggestion. */
  readonly suggested?: HumanVerdict;
}

/** A case as it may lie in the store: one verdict stood for every item of it. */
export type StoredCaseFile =
  CaseFile | (Omit<CaseFile, 'verdicts' | 'suggested'> & { readonly verdict: HumanVerdict | null });

/** The same case as it is now. One verdict counts where it can mean one item only. */
export function readCaseFile(stored: StoredCaseFile): CaseFile {
  if ('verdicts' in stored) return stored;
  const { verdict, ...file } = stored;
  const [only, ...others] = file.items;
  if (verdict === null) return { ...file, verdicts: {} };
  return only !== undefined && others.length === 0
    ? { ...file, verdicts: { [only]: verdict } }
    : { ...file, verdicts: {}, suggested: verdict };
}

export interface CaseNote {
  readonly atMs: number;
  readonly text: string;
}

export function newCaseFile(id: string, title: string, nowMs: number): CaseFile {
  return { id, title, createdAtMs: nowMs, items: [], notes: [], verdicts: {} };
}

/**
 * Puts an item into a case (null: into none) and takes it out of every other one. Its verdict goes with it,
 * and is forgotten where it goes into none. Pure.
 */
export function moveItem(
  files: readonly CaseFile[],
  item: string,
  into: string | null,
): readonly CaseFile[] {
  const said = files.find(({ items }) => items.includes(item))?.verdicts[item];
  return files.map((file) => {
    const has = file.items.includes(item);
    if (file.id === into) {
      if (has) return file;
      const verdicts = said === undefined ? file.verdicts : { ...file.verdicts, [item]: said };
      return { ...file, items: [...file.items, item], verdicts };
    }
    if (!has) return file;
    const { [item]: _, ...verdicts } = file.verdicts;
    return { ...file, items: file.items.filter((other) => other !== item), verdicts };
  });
}

export function addNote(file: CaseFile, text: string, nowMs: number): CaseFile {
  const trimmed = text.trim();
  return trimmed === ''
    ? file
    : { ...file, notes: [...file.notes, { atMs: nowMs, text: trimmed }] };
}

/** Throws where the item was taken out meanwhile: nothing would forget its verdict with it. */
export function judgeItem(file: CaseFile, item: string, verdict: HumanVerdict): CaseFile {
  if (!file.items.includes(item)) throw new Error('the item is not in the case');
  return { ...file, verdicts: { ...file.verdicts, [item]: verdict } };
}
