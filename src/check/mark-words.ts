import type { ProvenanceMark } from '../provenance/report.js';
import { aigcSentence, generatorName, natureSentence } from '../ui/provenance-words.js';
import { say } from '../ui/words.js';

/** What kind of mark it is. */
export function markKind(mark: ProvenanceMark): string {
  return say(`mark_kind_${mark.kind.replaceAll('-', '_')}`);
}

/** What a mark says, as lines: our words, and values of the file as they stand there. */
export function markLines(mark: ProvenanceMark): readonly string[] {
  const given = (values: readonly (string | null)[]): readonly string[] =>
    values.filter((value) => value !== null);
  const field = (key: string, value: string | null): string | null =>
    value === null ? null : say(key, value);
  switch (mark.kind) {
    case 'source-type':
      return [mark.sourceType, natureSentence(mark.nature)];
    case 'iptc-ai':
      return [say('iptc_ai_value', mark.field, mark.value)];
    case 'aigc':
      return given([
        aigcSentence(mark),
        field('aigc_producer', mark.producer),
        field('aigc_produce_id', mark.produceId),
        field('aigc_propagator', mark.propagator),
        field('aigc_propagate_id', mark.propagateId),
        mark.reservedCode1 === null && mark.reservedCode2 === null ? null : say('aigc_reserved'),
      ]);
    case 'generator':
      return [generatorName(mark.generator), say('iptc_ai_value', mark.field, mark.value)];
    case 'remote-manifest':
      return [mark.value, say('remote_manifest')];
    case 'c2pa':
      return given([
        say('check_mark_manifest', mark.sizeBytes),
        mark.claim?.title ?? null,
        field('credential_written_by', mark.claim?.generator ?? null),
        ...(mark.claim?.actions ?? []).map(({ action, nature }) =>
          nature === null ? action : say('iptc_ai_value', action, natureSentence(nature)),
        ),
      ]);
  }
}
