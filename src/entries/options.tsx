/** The settings page: wiring only. */
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import { parseCatalog } from '../shared/catalog.js';
import { leavePrivateWindow } from '../ui/leave-private-window.js';
import { openPage } from '../ui/open-page.js';
import { spawnWorker } from '../engine/host/spawn-worker.js';
import { tryModel } from '../engine/host/try-model.js';
import { Options } from '../ui/options/options.js';
import { PageAlert } from '../ui/page-alert.js';
import { say } from '../ui/words.js';

const { models } = parseCatalog(rawCatalog);
// A model that the person brings is kept in a database.
const place = await leavePrivateWindow();
if (place !== 'left') {
  await openPage(
    () => say('options_title'),
    () =>
      render(
        place === 'stuck' ? (
          <PageAlert words={say('private_window_stuck')} />
        ) : (
          <Options models={models} tryModel={(model) => tryModel(model, spawnWorker)} />
        ),
        document.body,
      ),
  );
}
