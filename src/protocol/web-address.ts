import * as v from 'valibot';

/** A page's address as a content script gives it: the web only, so that no record carries a script. */
export const webAddress = v.pipe(v.string(), v.maxLength(512), v.regex(/^https:\/\/[^\s]+$/));
