import * as v from 'valibot';
import { unreadReasons } from '../shared/provenance.js';
import { trustListsSchema } from '../shared/trust-list.js';
import { maxAddressUnits } from '../shared/vet-address.js';
import { shortText } from './field-schemas.js';
import { fileProvenanceSchema } from './provenance-schema.js';

const address = v.pipe(v.string(), v.maxLength(maxAddressUnits));

/** One image of the sender's own document, by the address that it shows now. */
export const pictureQuestion = v.strictObject({
  documentId: shortText,
  mediaId: shortText,
  address,
});

/** Line two of one media. */
export const provenanceReply = v.strictObject({ provenance: fileProvenanceSchema });

export const addressQuestion = v.strictObject({ address });

/** The bytes behind an address, or why they were not read. */
export const addressReply = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), file: v.instance(Blob), mediaType: shortText }),
  v.strictObject({ ok: v.literal(false), why: v.picklist(unreadReasons) }),
]);

export const scanQuestion = v.strictObject({
  file: v.instance(Blob),
  mediaType: shortText,
  lists: trustListsSchema,
});
