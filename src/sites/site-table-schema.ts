import * as v from 'valibot';
import { disclosureLevels } from '../shared/disclosure.js';
import { siteNames } from '../shared/site-names.js';

/** A selector or a sentence of a site: the part that rots. */
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const list = v.array(text);

/**
 * Selectors of one site. First match wins inside a list. Every list is a default that a new version of
 * the table replaces; none is a constant of the code.
 */
const selectors = v.strictObject({
  mainVideo: list,
  player: list,
  /** A video inside one of these is never the main video: previews, mini players. */
  notMain: list,
  title: list,
  uploader: list,
  /** Element with the moment of publishing as text, `datetime` or `content`. */
  published: list,
  /** Present while an advert plays. */
  ad: list,
  /** Present on a live broadcast. */
  live: list,
  /** The slide in front, in a feed whose address does not name it. */
  slide: list,
  /** One content in a list, with a link to it or a name of its own. */
  card: v.pipe(list, v.minLength(1)),
  /** Elements that the site uses for AI labels, and buttons among which one may be a label. */
  label: v.array(
    v.strictObject({
      selector: text,
      /** The words are read from this attribute instead of the text. */
      attribute: v.optional(text),
      /**
       * Whatever the words are. `in-words`: nobody but the platform writes there, and its words decide. Without it
       * the whole text must be one of `labelTexts`: people write there, too.
       */
      level: v.optional(v.picklist([...disclosureLevels, 'in-words'])),
    }),
  ),
  /** Where a label may stand as a short text of its own. */
  labelArea: list,
  /** Inside the areas: captions, comments, names. A label there was typed by somebody. */
  notLabel: list,
  /** The site's labels, word for word (spaces and punctuation do not count), and what they mean. */
  labelTexts: v.array(v.strictObject({ text, level: v.picklist(disclosureLevels) })),
});

export const siteTableSchema = v.strictObject({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Day of the last check, and whether it was made on live pages. */
  checkedAt: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/)),
  isLive: v.boolean(),
  sites: v.record(v.picklist(siteNames), selectors),
});

/** One table in two files: sites watched from the start, and those that a person allows. */
export type SiteTable = v.InferOutput<typeof siteTableSchema>;
export type SiteSelectors = v.InferOutput<typeof selectors>;
