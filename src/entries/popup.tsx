/** The toolbar popup: wiring only. The first two imports ask storage while the others are still read. */
import { extensionTitle, openPage } from '../ui/open-page.js';
import { firstRead, type FirstRead } from '../ui/popup/first-read.js';
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import { Popup } from '../ui/popup/popup.js';
import { readTestFigures, type FiguresByModel } from '../shared/test-figures.js';

// The catalog was checked at build time; `readTestFigures` takes nothing on trust by itself.
const figures: FiguresByModel = new Map(
  rawCatalog.models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);

let first: FirstRead | null = null;

function draw(): void {
  const { tabId = null, records = null } = first ?? {};
  render(<Popup tabId={tabId} firstRecords={records} figures={figures} />, document.body);
  // Read by `measure-popup.ts`: how long the popup takes to its first content.
  performance.mark('seam-drawn');
}
const arrived = firstRead.then((read) => {
  first = read;
});
void openPage(extensionTitle, draw, arrived);
