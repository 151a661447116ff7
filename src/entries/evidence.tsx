/** Evidence and reports: wiring only. */
import { render, type JSX } from 'preact';
import { openEvidenceStore } from '../evidence/capture/evidence-store.js';
import { openReportStore } from '../report/report-store.js';
import { EvidenceApp } from '../ui/evidence/app.js';
import { leavePrivateWindow } from '../ui/leave-private-window.js';
import { openPage } from '../ui/open-page.js';
import { PageAlert } from '../ui/page-alert.js';
import { say } from '../ui/words.js';

const place = await leavePrivateWindow();
if (place !== 'left') {
  const stores =
    place === 'stuck'
      ? null
      : await Promise.all([openEvidenceStore(), openReportStore()]).then(
          ([evidence, reports]) => ({ evidence, reports }),
          // Full or broken: a page that stays empty would say nothing of it.
          () => null,
        );
  const page = (): JSX.Element => {
    if (place === 'stuck') return <PageAlert words={say('private_window_stuck')} />;
    if (stores === null) return <PageAlert words={say('store_closed')} />;
    return <EvidenceApp stores={stores} />;
  };
  await openPage(
    () => say('evidence_title'),
    () => render(page(), document.body),
  );
}
