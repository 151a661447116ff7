/** The page that checks local files: wiring only. `?rate=` (a second) and `?seconds=` say how many looks a video gets. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import rawCatalog from '../../models/catalog.json';
import { createFileChecker } from '../check/create-file-checker.js';
import { CheckPage } from '../check/check-page.js';
import { mostLooks } from '../check/look-plan.js';
import { exportOf } from '../check/export-json.js';
import { createAddressReader } from '../check/read-address.js';
import type { Result } from '../check/result-card.js';
import { saveText } from '../check/save-text.js';
import {
  addTrustList,
  readTrustLists,
  removeTrustList,
  restoreBundledTrustList,
  trustListOf,
} from '../provenance/c2pa/trust-list-store.js';
import type { FileReport } from '../shared/file-report.js';
import { parseCatalog } from '../shared/catalog.js';
import type { TrustList } from '../shared/trust-list.js';
import { limits } from '../shared/limits.js';
import { openPage } from '../ui/open-page.js';
import { readTestFigures, type FiguresByModel } from '../shared/test-figures.js';
import { say } from '../ui/words.js';

const query = new URLSearchParams(location.search);
const samplesPerSecond = positive(query.get('rate')) ?? limits.checkSamplesPerSecond;
const maxLooks = mostLooks(positive(query.get('seconds')), samplesPerSecond);
const checkFile = createFileChecker({ samplesPerSecond, maxLooks });
const figures: FiguresByModel = new Map(
  parseCatalog(rawCatalog).models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);

/** Read by `npm run score`, which drives this page from outside. */
const reports: FileReport[] = [];
Object.assign(globalThis, { seamReports: reports });

const readAddress = createAddressReader();
const save = async ({ file, checked }: Result, statement: string): Promise<void> => {
  const context = {
    seamVersion: browser.runtime.getManifest().version,
    statement,
    now: new Date(),
  };
  saveText(`${file.name}.seam.json`, await exportOf(file, checked, context));
};
const lists = {
  read: readTrustLists,
  add: async (file: File) => {
    const list = await trustListOf(file, new Date());
    return list === null ? null : addTrustList(list);
  },
  remove: ({ sha256 }: TrustList) => removeTrustList(sha256),
  restore: restoreBundledTrustList,
};

const draw = (): void =>
  render(
    <CheckPage
      figures={figures}
      check={checkFile}
      reported={({ report }) => reports.push(report)}
      readAddress={readAddress}
      save={save}
      lists={lists}
    />,
    document.body,
  );
void openPage(() => say('check_title'), draw);

function positive(text: string | null): number | null {
  const value = Number(text);
  return text !== null && Number.isFinite(value) && value > 0 ? value : null;
}
