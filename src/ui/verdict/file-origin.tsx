import type { JSX } from 'preact';
import type {
  AigcFacts,
  CredentialFacts,
  FileProvenance,
  ProvenanceFacts,
} from '../../shared/provenance.js';
import {
  aigcSentence,
  credentialFactName,
  credentialFactNames,
  credentialFactSentence,
  generatorName,
  natureSentence,
  provenanceMeaning,
  scanSentence,
  signerName,
} from '../provenance-words.js';
import { say } from '../words.js';

/**
 * What stands behind line two: its meaning, then every fact apart from the others. Values of the file
 * are drawn as text, in isolation, because anybody may have written them.
 */
export function FileOrigin({ provenance }: { readonly provenance: FileProvenance }): JSX.Element {
  // Nothing to set apart: why the line says so little.
  if (provenance.state !== 'read') {
    return <p class="origin soft small">{provenanceMeaning(provenance)}</p>;
  }
  return (
    <section class="origin">
      <h3>{say('origin_title')}</h3>
      <p>{provenanceMeaning(provenance)}</p>
      <Facts facts={provenance.facts} />
    </section>
  );
}

function Facts({ facts }: { readonly facts: ProvenanceFacts }): JSX.Element {
  return (
    <>
      {facts.credential !== null && <Credential credential={facts.credential} />}
      {facts.labels.map((label) => (
        <Label key={JSON.stringify(label)} label={label} />
      ))}
      <ul class="found">
        {facts.sourceTypes.map(({ sourceType, nature }) => (
          <li key={sourceType} dir="auto">
            {say('source_type_says', natureSentence(nature), sourceType)}
          </li>
        ))}
        {facts.traces.map(({ generator, value }) => (
          <li key={generator + value}>
            {say('trace_of', generatorName(generator))} <q dir="auto">{value}</q>
          </li>
        ))}
        {facts.iptcAi.map(({ field, value }) => (
          <li key={field + value} dir="auto">
            {say('iptc_ai_value', field, value)}
          </li>
        ))}
        {facts.hasRemoteManifest && <li>{say('remote_manifest')}</li>}
        {facts.notes.map((note) => (
          <li key={note} class="soft">
            {scanSentence(note)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Signature, bytes, signer, list and time stamp: one row each, so that none hides behind another. */
function Credential({ credential }: { readonly credential: CredentialFacts }): JSX.Element {
  return (
    <div class={`credential ${credential.standing}`}>
      <h4>{say('credential_title')}</h4>
      <p dir="auto">{say('credential_from', signerName(credential))}</p>
      <dl>
        {credentialFactNames.map((fact) => (
          <div key={fact}>
            <dt>{credentialFactName(fact)}</dt>
            <dd>{credentialFactSentence(fact, credential.facts[fact])}</dd>
          </div>
        ))}
      </dl>
      <ul class="found">
        {credential.natures.map((nature) => (
          <li key={nature}>{say('credential_says', natureSentence(nature))}</li>
        ))}
        {credential.generator !== null && (
          <li dir="auto">{say('credential_written_by', credential.generator)}</li>
        )}
        {credential.signedAt !== null && (
          <li dir="auto">{say('credential_signed_at', credential.signedAt)}</li>
        )}
      </ul>
    </div>
  );
}

/** Fields of GB 45438-2025, each as it is written in the file. */
function Label({ label }: { readonly label: AigcFacts }): JSX.Element {
  const fields = [
    ['aigc_producer', label.producerCode ?? label.producer],
    ['aigc_produce_id', label.produceId],
    ['aigc_propagator', label.propagatorCode ?? label.propagator],
    ['aigc_propagate_id', label.propagateId],
  ] as const;
  return (
    <div class="aigc">
      <p>{aigcSentence(label)}</p>
      <ul class="found soft small">
        {fields.map(
          ([key, value]) =>
            value !== null && (
              <li key={key} dir="auto">
                {say(key, value)}
              </li>
            ),
        )}
        {label.hasReservedCode && <li>{say('aigc_reserved')}</li>}
      </ul>
    </div>
  );
}
