/** Evidence and reports: wiring only. */
import { render } from 'preact';
import { openEvidenceStore } from '../evidence/capture/evidence-store.js';
import { openReportStore } from '../report/report-store.js';
import { EvidenceApp, StoreClosed } from '../ui/evidence/app.js';
import { leavePrivateWindow } from '../ui/leave-private-window.js';
import { openPage } from '../ui/open-page.js';
import { say } from '../ui/words.js';

if (!(await leavePrivateWindow())) {
  const stores = await Promise.all([openEvidenceStore(), openReportStore()]).then(
    ([evidence, reports]) => ({ evidence, reports }),
    // Full or broken: a page that stays empty would say nothing of it.
    () => null,
  );
  await openPage(
    () => say('evidence_title'),
    () =>
      render(stores === null ? <StoreClosed /> : <EvidenceApp stores={stores} />, document.body),
  );
}
