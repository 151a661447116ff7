/** Evidence and reports: wiring only. */
import { render } from 'preact';
import { openEvidenceStore } from '../evidence/evidence-store.js';
import { openReportStore } from '../report/report-store.js';
import { EvidenceApp } from '../ui/evidence/app.js';
import { say, wordsLanguage } from '../ui/words.js';

document.documentElement.lang = wordsLanguage();
document.title = say('evidence_title');
const [evidence, reports] = await Promise.all([openEvidenceStore(), openReportStore()]);
render(<EvidenceApp stores={{ evidence, reports }} />, document.body);
