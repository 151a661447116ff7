import * as v from 'valibot';

/** Roots of one list, as PEM. `sha256` is of the file that it came from, `dated` the day it was taken. */
export interface TrustList {
  readonly name: string;
  readonly dated: string;
  readonly sha256: string;
  readonly isLegacy: boolean;
  readonly pem: string;
}

/** Which list it is, without its roots. */
export type TrustListName = Omit<TrustList, 'pem'>;

/** The list of the C2PA programme is about 60 kB; many lists would slow every verification. */
export const maxListBytes = 1 << 20;
export const maxLists = 8;

/** Lists as they are stored and sent. */
export const trustListsSchema = v.pipe(
  v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.maxLength(120)),
      dated: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/)),
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      isLegacy: v.boolean(),
      pem: v.pipe(v.string(), v.maxLength(maxListBytes)),
    }),
  ),
  v.maxLength(maxLists),
) satisfies v.GenericSchema<unknown, readonly TrustList[]>;
