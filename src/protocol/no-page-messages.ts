import type * as page from './page-messages.js';

/** Stands in for `page-messages.ts` in content scripts, which neither send nor answer these. */
export const pageMessages = {} as typeof page.pageMessages;
