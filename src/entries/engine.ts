/** Engine page of Chromium (offscreen document): wiring only. Firefox runs the same in its event page. */
import { bundledModel } from '../shared/bundled-catalog.js';
import { cleanPreferences } from '../settings/engine-preferences.js';
import { serveEngine } from '../engine/host/serve-pages.js';
import { spawnWorker } from '../engine/host/spawn-worker.js';

const query = new URLSearchParams(location.search);
const preferences = cleanPreferences({
  backend: query.get('backend'),
  allowFallbackAdapter: query.get('allowFallbackAdapter') === 'true',
});

const engine = serveEngine(
  bundledModel,
  () => Promise.resolve(preferences),
  spawnWorker,
  () => close(),
);
// Reached by the chaos suite through the debugger; a page cannot see this context.
Object.assign(globalThis, { seamEngine: engine });
