/** The toolbar popup: wiring only. */
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import { parseCatalog } from '../shared/catalog.js';
import { Popup } from '../ui/popup/popup.js';
import { findThisTab } from '../ui/popup/this-tab.js';
import { readTestFigures, type FiguresByModel } from '../ui/verdict/test-figures.js';
import { say, wordsLanguage } from '../ui/words.js';

document.documentElement.lang = wordsLanguage();
document.title = say('extensionName');
const figures: FiguresByModel = new Map(
  parseCatalog(rawCatalog).models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);
const draw = (tabId: number | null): void =>
  render(<Popup tabId={tabId} figures={figures} />, document.body);

draw(null);
void findThisTab(location.search).then(draw);
