import type { OutboxItem } from '../report/outbox.js';
import { say, sentences } from './words.js';

/** What became of a report that was handed to a collector, as whole sentences. */
export function outboxSentence({ state, lastFault, receipt }: OutboxItem): string {
  if (state === 'accepted') return say('outbox_accepted', receipt ?? '');
  const why = lastFault === null ? [] : [say(`outbox_fault_${lastFault.replaceAll('-', '_')}`)];
  return sentences([say(state === 'refused' ? 'outbox_refused' : 'outbox_waiting'), ...why]);
}
