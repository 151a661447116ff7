import type * as freezer from './freezer-messages.js';

/** Stands in for `freezer-messages.ts` in the content script: the freezer answers these. */
export const freezerMessages = {} as typeof freezer.freezerMessages;
