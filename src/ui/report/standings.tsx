import type { JSX } from 'preact';
import { destinations } from '../../report/destinations.js';
import { standingsOf, type Standing } from '../../report/item-standing.js';
import type { ListedItem } from '../evidence/use-frozen.js';
import { say } from '../words.js';
import { destinationName } from './destination-card.js';

/** In a list: what became of an item, so that nobody has to open each to see what is still to be done. */
export function Standings({
  item: { review, logs },
}: {
  readonly item: Pick<ListedItem, 'review' | 'logs'>;
}): JSX.Element {
  return (
    <p class="small states">
      {standingsOf(review, logs, Date.now()).map((standing, at) => (
        <span key={`${at}`} class={`state state-${standing.state}`}>
          {wordsOf(standing)}
          {standing.isDue && <strong> {say('standing_due')}</strong>}
        </span>
      ))}
    </p>
  );
}

function wordsOf({ destination, state }: Standing): string {
  const words = say(`report_state_${state}`);
  return destination === null ? words : `${nameOf(destination)}: ${words}`;
}

/** One that this version does not know is named by its id. */
export function nameOf(destination: string): string {
  const known = destinations.find(({ id }) => id === destination);
  return known === undefined ? destination : destinationName(known);
}
