/** Engine page of Chromium (offscreen document): wiring only. Firefox runs the same in its event page. */
import { bundledModel } from '../shared/bundled-catalog.js';
import { cleanPreferences } from '../settings/engine-preferences.js';
import { serveEngine } from '../engine/host/serve-pages.js';
import { spawnWorker } from '../engine/host/spawn-worker.js';
import { createPictureCalls } from '../evidence/pictures/create-picture-calls.js';
import { serveAt } from '../protocol/serve.js';
import { readFile } from '../provenance/read-file.js';
import { startBytesWorker, startCredentialWorker } from '../provenance/start-workers.js';

const query = new URLSearchParams(location.search);
const preferences = cleanPreferences({
  backend: query.get('backend'),
  allowFallbackAdapter: query.get('allowFallbackAdapter') === 'true',
  // Written by our own background; checked again all the same.
  ownModel: JSON.parse(query.get('ownModel') ?? 'null') as unknown,
});

const engine = serveEngine(
  bundledModel,
  () => Promise.resolve(preferences),
  spawnWorker,
  () => close(),
);
// Reached by the chaos suite through the debugger; a page cannot see this context.
Object.assign(globalThis, { seamEngine: engine });

const pictures = createPictureCalls();
const workers = { startScan: startBytesWorker, startVerify: startCredentialWorker };
serveAt(
  'engine',
  {
    'provenance/scan': async ({ file, mediaType, lists }) => {
      const { facts } = await readFile(workers, { file, mediaType }, lists);
      return { provenance: { state: 'read', facts } };
    },
    'evidence/encode': async (job) => ({ file: await pictures.file(job) }),
  },
  new AbortController().signal,
);
