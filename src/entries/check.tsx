/** The page that checks local files: wiring only. `?seconds=` and `?rate=` bound the looks at a video. */
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import { createFileChecker } from '../check/create-file-checker.js';
import { CheckPage } from '../check/check-page.js';
import type { FileReport } from '../shared/file-report.js';
import { parseCatalog } from '../shared/catalog.js';
import { limits } from '../shared/limits.js';
import { openPage } from '../ui/open-page.js';
import { readTestFigures, type FiguresByModel } from '../ui/verdict/test-figures.js';
import { say } from '../ui/words.js';

const query = new URLSearchParams(location.search);
const options = {
  samplesPerSecond: positive(query.get('rate')) ?? limits.checkSamplesPerSecond,
  maxSeconds: positive(query.get('seconds')) ?? limits.checkMaxSeconds,
};
const checkFile = createFileChecker(options);
const figures: FiguresByModel = new Map(
  parseCatalog(rawCatalog).models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);

/** Read by `npm run score`, which drives this page from outside. */
const reports: FileReport[] = [];
Object.assign(globalThis, { seamReports: reports });

const draw = (): void =>
  render(
    <CheckPage figures={figures} check={checkFile} reported={(report) => reports.push(report)} />,
    document.body,
  );
void openPage(() => say('check_title'), draw);

function positive(text: string | null): number | null {
  const value = Number(text);
  return text !== null && Number.isFinite(value) && value > 0 ? value : null;
}
