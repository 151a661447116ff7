import type { MediaRecord } from '../shared/media-record.js';
import { provenanceLabel, provenanceMeaning } from '../ui/provenance-words.js';
import { cleanTitle } from '../ui/verdict/media-card.js';
import { recordSentence, say } from '../ui/words.js';

/** A paragraph that can stand alone in a message or an article: both lines, and what was not checked. */
export function statementOf(record: MediaRecord): string {
  const { provenance } = record;
  return say(
    'check_statement',
    cleanTitle(record.title),
    recordSentence(record),
    say('label_and_meaning', provenanceLabel(provenance), provenanceMeaning(provenance)),
    say(`not_checked_${record.kind}`),
  );
}
