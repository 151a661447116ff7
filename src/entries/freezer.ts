/** Put beside the content script of one frame when a person freezes a media of it: wiring only. */
import { serveAt } from '../protocol/serve.js';
import { freezerHandlers } from '../sampling/freezer-handlers.js';
import type { LiveRun } from '../sampling/live-run.js';
import { encodeVideoFrame } from '../frames/video-file.js';

/** Put in by the build (`vite.config.ts`). */
declare const seamTarget: 'chrome' | 'firefox';

/** In the isolated world of the extension, which the page does not see. */
const scope = globalThis as {
  /** Left by `content.js`; absent in a document that nothing is watched in. */
  seamRun?: LiveRun;
  /** The run that is served already: a second freeze puts this script here again. */
  seamFreezerOf?: LiveRun;
};

const run = scope.seamRun;
if (run?.isAlive() === true && scope.seamFreezerOf !== run) {
  scope.seamFreezerOf = run;
  const encode = seamTarget === 'firefox' ? encodeVideoFrame : null;
  serveAt('freezer', freezerHandlers(run, window, encode), run.signal);
}
