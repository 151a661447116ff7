import type { JSX } from 'preact';
import { freezeRefusals } from '../../shared/freeze-refusal.js';
import { CasePage } from '../report/case-page.js';
import { ReportsPage } from '../report/reports-page.js';
import { ReviewPage } from '../report/review-page.js';
import { SendPage } from '../report/send-page.js';
import { say } from '../words.js';
import { refusalSentence } from './freeze-action.js';
import { ItemList } from './item-list.js';
import { ItemPage } from './item-page.js';
import { useRoute, type Route } from './route.js';
import { TopBar } from './top-bar.js';
import type { Stores } from './use-frozen.js';

/** Everything about evidence in one page: what is frozen, what is reported, what became of it. */
export function EvidenceApp({ stores }: { readonly stores: Stores }): JSX.Element {
  const route = useRoute();
  return (
    <>
      <TopBar here={placeOf(route)} />
      <main>
        <Page route={route} stores={stores} />
      </main>
    </>
  );
}

function placeOf({ at }: Route): 'evidence' | 'reports' | null {
  if (at === 'reports') return at;
  return at === 'list' || at === 'item' ? 'evidence' : null;
}

function Page({ route, stores }: { readonly route: Route; readonly stores: Stores }): JSX.Element {
  switch (route.at) {
    case 'list':
      return <ItemList stores={stores} />;
    case 'item':
      return <ItemPage key={route.id} stores={stores} id={route.id} />;
    case 'report':
      return <ReviewPage key={route.id} stores={stores} id={route.id} />;
    case 'send':
      return <SendPage key={route.id} stores={stores} id={route.id} />;
    case 'reports':
      return <ReportsPage stores={stores} />;
    case 'case':
      return <CasePage key={route.id} stores={stores} id={route.id} />;
    case 'refused': {
      const refusal = freezeRefusals.find((known) => known === route.why) ?? 'storage-failed';
      return (
        <section>
          <h1>{say('freeze_title')}</h1>
          <p role="alert">{refusalSentence(refusal)}</p>
        </section>
      );
    }
  }
}
