import type { FileReport } from '../shared/file-report.js';
import type { MediaRecord } from '../shared/media-record.js';
import { provenanceLabel, provenanceMeaning } from '../ui/provenance-words.js';
import { cleanTitle } from '../ui/verdict/media-card.js';
import { recordSentence, say, sentences } from '../ui/words.js';
import { coverageSentence } from './coverage-words.js';

/** A paragraph that can stand alone in a message or an article: both lines, what was looked at and what was not. */
export function statementOf(record: MediaRecord, report: FileReport): string {
  const { provenance } = record;
  const { lookedAt, durationS } = report;
  return say(
    'check_statement',
    cleanTitle(record.title),
    recordSentence(record),
    say('label_and_meaning', provenanceLabel(provenance), provenanceMeaning(provenance)),
    lookedAt === null
      ? say(`not_checked_${record.kind}`)
      : sentences([coverageSentence(lookedAt, durationS), say('check_not_checked_video')]),
  );
}
