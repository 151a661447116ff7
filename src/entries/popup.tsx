/** The toolbar popup: wiring only. */
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import { parseCatalog } from '../shared/catalog.js';
import { extensionTitle, openPage } from '../ui/open-page.js';
import { Popup } from '../ui/popup/popup.js';
import { findThisTab } from '../ui/popup/this-tab.js';
import { readTestFigures, type FiguresByModel } from '../ui/verdict/test-figures.js';

const figures: FiguresByModel = new Map(
  parseCatalog(rawCatalog).models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);
let tabId: number | null = null;
const draw = (): void => render(<Popup tabId={tabId} figures={figures} />, document.body);

const found = findThisTab(location.search);
// Both at once; nothing is drawn before the language is known.
void openPage(extensionTitle, draw).then(async () => {
  tabId = await found;
  draw();
});
