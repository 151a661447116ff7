import * as v from 'valibot';
import {
  aigcLabels,
  c2paStandings,
  certainties,
  containerKinds,
  credentialFacts,
  generators,
  iptcAiFields,
  maxFactsPerKind,
  scanStates,
  sourceNatures,
  unreadReasons,
  type FileProvenance,
  type ProvenanceFacts,
} from '../shared/provenance.js';

/** `provenance` cuts values at 256 units (`caps.valueUnits`). */
const text = v.pipe(v.string(), v.maxLength(256));
const maybe = v.nullable(text);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const few = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.array(item), v.maxLength(maxFactsPerKind));

const credential = v.strictObject({
  standing: v.picklist(c2paStandings),
  facts: v.strictObject({
    signature: v.picklist(credentialFacts.signature),
    binding: v.picklist(credentialFacts.binding),
    assertions: v.picklist(credentialFacts.assertions),
    validity: v.picklist(credentialFacts.validity),
    trust: v.picklist(credentialFacts.trust),
    timeStamp: v.picklist(credentialFacts.timeStamp),
    ingredients: v.picklist(credentialFacts.ingredients),
  }),
  signerName: maybe,
  signerOrganisation: maybe,
  signedAt: maybe,
  generator: maybe,
  natures: v.pipe(v.array(v.picklist(sourceNatures)), v.maxLength(sourceNatures.length)),
});

const factsSchema = v.strictObject({
  container: v.nullable(v.picklist(containerKinds)),
  sizeBytes: count,
  markCount: count,
  credential: v.nullable(credential),
  labels: few(
    v.strictObject({
      label: v.picklist(aigcLabels),
      producer: maybe,
      producerCode: maybe,
      produceId: maybe,
      propagator: maybe,
      propagatorCode: maybe,
      propagateId: maybe,
      hasReservedCode: v.boolean(),
      certainty: v.picklist(certainties),
    }),
  ),
  sourceTypes: few(
    v.strictObject({
      sourceType: text,
      nature: v.picklist(sourceNatures),
      certainty: v.picklist(certainties),
    }),
  ),
  traces: few(v.strictObject({ generator: v.picklist(generators), value: text })),
  iptcAi: few(v.strictObject({ field: v.picklist(iptcAiFields), value: text })),
  hasRemoteManifest: v.boolean(),
  notes: v.pipe(v.array(v.picklist(scanStates)), v.maxLength(scanStates.length)),
}) satisfies v.GenericSchema<unknown, ProvenanceFacts>;

/** Line two of a record: strict, bounded, and every state named. */
export const fileProvenanceSchema = v.variant('state', [
  v.strictObject({ state: v.literal('not-read') }),
  v.strictObject({ state: v.literal('reading') }),
  v.strictObject({
    state: v.literal('not-readable'),
    why: v.picklist(unreadReasons),
    host: v.optional(text),
  }),
  v.strictObject({ state: v.literal('read'), facts: factsSchema }),
]) satisfies v.GenericSchema<unknown, FileProvenance>;
