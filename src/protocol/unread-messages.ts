import * as v from 'valibot';
import type * as freeze from './freeze-messages.js';
import type * as looks from './look-messages.js';

/**
 * Stands in for `freeze-messages.ts` and `look-messages.ts` in content scripts (`vite.config.ts`): these
 * bodies are sent from there and never read. Who reads them has the whole schemas.
 */
const unread = v.never() as unknown;
export const mediaFacts = unread as typeof freeze.mediaFacts;
export const handedFrame = unread as typeof freeze.handedFrame;
export const originalFile = unread as typeof freeze.originalFile;
export const freezeReply = unread as typeof freeze.freezeReply;
export const readLooks = unread as typeof looks.readLooks;
export const memoryQuestion = unread as typeof looks.memoryQuestion;
export const memoryMark = unread as typeof looks.memoryMark;
export const siteCheck = unread as typeof looks.siteCheck;
