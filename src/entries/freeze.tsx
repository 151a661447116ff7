/** The window that a notice in a page opens: wiring only. `?tab=` and `?media=` name what to freeze; `?then=report` where the person came to report. */
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import { parseCatalog } from '../shared/catalog.js';
import { FreezeWindow } from '../ui/evidence/freeze-window.js';
import { readTestFigures, type FiguresByModel } from '../shared/test-figures.js';
import { openPage } from '../ui/open-page.js';
import { say } from '../ui/words.js';

const query = new URLSearchParams(location.search);
const tab = query.get('tab') ?? '';
const then = query.get('then') === 'report' ? 'report' : 'item';
const figures: FiguresByModel = new Map(
  parseCatalog(rawCatalog).models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);
await openPage(
  () => say(then === 'report' ? 'freeze_title_report' : 'freeze_title'),
  () =>
    render(
      <FreezeWindow
        tabId={/^\d{1,15}$/.test(tab) ? Number(tab) : null}
        mediaId={query.get('media') ?? ''}
        figures={figures}
        then={then}
      />,
      document.body,
    ),
);
