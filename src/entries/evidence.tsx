/** Evidence and reports: wiring only. */
import { render } from 'preact';
import { openEvidenceStore } from '../evidence/evidence-store.js';
import { openReportStore } from '../report/report-store.js';
import { EvidenceApp } from '../ui/evidence/app.js';
import { openPage } from '../ui/open-page.js';
import { say } from '../ui/words.js';

const [evidence, reports] = await Promise.all([openEvidenceStore(), openReportStore()]);
await openPage(
  () => say('evidence_title'),
  () => render(<EvidenceApp stores={{ evidence, reports }} />, document.body),
);
