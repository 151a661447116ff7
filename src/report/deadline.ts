import type { Destination } from './destination.js';

/** A time set for an answer, as it stood when something was filed. */
export interface Deadline {
  readonly hours: number;
  /** Who set it. */
  readonly by: 'law' | 'destination';
  /** Rule or page that says so, in English. */
  readonly source: string;
}

/** The shortest time that a destination has for a notice of this kind; null: none is known. */
export function deadlineOf(
  { deadlines }: Pick<Destination, 'deadlines'>,
  { isIntimate }: { readonly isIntimate: boolean },
): Deadline | null {
  const [first] = deadlines
    .filter(({ isIntimateOnly }) => isIntimate || !isIntimateOnly)
    .toSorted((a, b) => a.hours - b.hours);
  if (first === undefined) return null;
  const { hours, by, source } = first;
  return { hours, by, source };
}
