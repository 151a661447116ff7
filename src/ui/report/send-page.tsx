import type { JSX } from 'preact';
import { destinations } from '../../report/destinations.js';
import { destinationsFor } from '../../report/draft.js';
import { holdOf } from '../../report/safety.js';
import type { Destination } from '../../report/destination.js';
import { ExportPackage } from '../evidence/export-package.js';
import { NoItem } from '../evidence/item-page.js';
import { ItemSteps } from '../evidence/item-steps.js';
import { useFrozen, type Stores } from '../evidence/use-frozen.js';
import { say } from '../words.js';
import { CollectorCard } from './collector-card.js';
import { DestinationCard } from './destination-card.js';

/** Where to file it: official entries with text ready to paste. Nothing is ever submitted from here. */
export function SendPage({
  stores,
  id,
}: {
  readonly stores: Stores;
  readonly id: string;
}): JSX.Element {
  const { item, reload } = useFrozen(stores, id);
  if (typeof item === 'string') return <NoItem state={item} />;
  const { dossier, review, frozen } = item;
  const hold = holdOf(review, frozen.media.length);
  const fitting = destinationsFor(dossier, destinations).toSorted(
    (a, b) => rank(a, review.jurisdiction) - rank(b, review.jurisdiction),
  );
  return (
    <>
      <ItemSteps item={item} at="send" />
      {hold === null ? (
        <>
          <section>
            <h2>{say('send_title')}</h2>
            <p class="soft">{say('send_explain')}</p>
            {dossier.grounds.length === 0 && <p class="warning">{say('send_no_grounds')}</p>}
            <ul class="destinations">
              {fitting.map((destination) => (
                <li key={destination.id}>
                  <DestinationCard
                    stores={stores}
                    item={item}
                    destination={destination}
                    changed={reload}
                  />
                </li>
              ))}
            </ul>
          </section>
          <CollectorCard stores={stores} item={item} />
          <ExportPackage stores={stores} item={item} />
        </>
      ) : (
        <section>
          <p>{say(hold === 'safety-open' ? 'send_answer_first' : 'send_delete_first')}</p>
          <a class="button main" href={`#/item/${id}/report`}>
            {say('step_report')}
          </a>
        </section>
      )}
    </>
  );
}

/** The platform itself first, then authorities of the person's own place, then the rest. */
function rank({ sites, jurisdiction }: Destination, here: Destination['jurisdiction']): number {
  if (sites.length > 0) return 0;
  return jurisdiction === here ? 1 : jurisdiction === 'any' ? 2 : 3;
}
