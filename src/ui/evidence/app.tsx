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
import type { Stores } from './use-frozen.js';

/** Everything about evidence in one page: what is frozen, what is reported, what became of it. */
export function EvidenceApp({ stores }: { readonly stores: Stores }): JSX.Element {
  const route = useRoute();
  return (
    <>
      <header class="top">
        <img src="/icons/seam.svg" alt="" width={28} height={28} />
        <nav aria-label={say('evidence_nav')}>
          <Place to="#/" isHere={route.at === 'list' || route.at === 'item'}>
            {say('evidence_title')}
          </Place>
          <Place to="#/reports" isHere={route.at === 'reports'}>
            {say('reports_title')}
          </Place>
        </nav>
      </header>
      <main>
        <Page route={route} stores={stores} />
      </main>
    </>
  );
}

function Place({
  to,
  isHere,
  children,
}: {
  readonly to: string;
  readonly isHere: boolean;
  readonly children: string;
}): JSX.Element {
  return (
    <a href={to} aria-current={isHere ? 'page' : undefined}>
      {children}
    </a>
  );
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
