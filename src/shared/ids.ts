declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** One media element in one document. Random, so that a page cannot guess it. */
export type MediaId = Branded<'media'>;
/** One look at one media element. */
export type SampleId = Branded<'sample'>;
/** One face followed over time inside one media element. */
export type TrackId = Branded<'track'>;

/** A fresh random identifier. */
export function newId<Id extends MediaId | SampleId | TrackId>(): Id {
  return crypto.randomUUID() as Id;
}
