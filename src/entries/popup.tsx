/** The toolbar popup: wiring only. */
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import { extensionTitle, openPage } from '../ui/open-page.js';
import { Popup } from '../ui/popup/popup.js';
import { findThisTab } from '../ui/popup/this-tab.js';
import { readTabRecords } from '../ui/popup/use-tab.js';
import { readTestFigures, type FiguresByModel } from '../ui/verdict/test-figures.js';

// The catalog was checked at build time; `readTestFigures` takes nothing on trust by itself.
const figures: FiguresByModel = new Map(
  rawCatalog.models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);

/** Read beside the settings, so that the first picture holds the answer already. */
const tab = findThisTab(location.search).then(async (tabId) => ({
  tabId,
  firstRecords: tabId === null ? null : await readTabRecords(tabId),
}));
void tab.then(({ tabId, firstRecords }) =>
  openPage(extensionTitle, () => {
    render(<Popup tabId={tabId} firstRecords={firstRecords} figures={figures} />, document.body);
    // Read by `extension-pages.test.ts`: how long the popup takes to its first content.
    performance.mark('seam-drawn');
  }),
);
