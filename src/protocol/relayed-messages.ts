import * as v from 'valibot';
import type * as provenance from './provenance-messages.js';

/**
 * Stands in for `provenance-messages.ts` in content scripts (`vite.config.ts`). Line two comes from the
 * background and goes back to it in a record, which is read there with the whole schema; on the way only
 * its state is looked at.
 */
const unread = v.never() as unknown;
export const pictureQuestion = unread as typeof provenance.pictureQuestion;
export const addressQuestion = unread as typeof provenance.addressQuestion;
export const addressReply = unread as typeof provenance.addressReply;
export const scanQuestion = unread as typeof provenance.scanQuestion;
export const provenanceReply = v.object({
  provenance: v.looseObject({ state: v.string() }),
}) as unknown as typeof provenance.provenanceReply;
