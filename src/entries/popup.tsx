/** The toolbar popup: wiring only. */
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import type { MediaRecord } from '../shared/media-record.js';
import { extensionTitle, openPage } from '../ui/open-page.js';
import { Popup } from '../ui/popup/popup.js';
import { findThisTab } from '../ui/popup/this-tab.js';
import { readTabRecords } from '../ui/popup/use-tab.js';
import { readTestFigures, type FiguresByModel } from '../ui/verdict/test-figures.js';

// The catalog was checked at build time; `readTestFigures` takes nothing on trust by itself.
const figures: FiguresByModel = new Map(
  rawCatalog.models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);

let tabId: number | null = null;
let firstRecords: readonly MediaRecord[] | null = null;

/** Read beside the settings, so that the first picture holds the answer already. */
async function readFirst(): Promise<void> {
  tabId = await findThisTab(location.search);
  if (tabId !== null) firstRecords = await readTabRecords(tabId);
}

function draw(): void {
  render(<Popup tabId={tabId} firstRecords={firstRecords} figures={figures} />, document.body);
  // Read by `extension-pages.test.ts`: how long the popup takes to its first content.
  performance.mark('seam-drawn');
}
void openPage(extensionTitle, draw, readFirst());
