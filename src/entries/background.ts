/**
 * Service worker of Chromium, event page of Firefox: wiring only. Holds no state of its own; the
 * engine lives in an offscreen document on Chromium and in this very page on Firefox.
 */
import { answerMessages } from '../background/answer-messages.js';
import { writeBadge } from '../background/write-badge.js';
import { serveChosenLanguage } from '../background/chosen-language.js';
import { connectToHost, connectToOffscreen } from '../background/connect-engine.js';
import { drawContextMenu, serveContextMenu } from '../background/context-menu.js';
import { closeOffscreenEngine, ensureOffscreenEngine } from '../background/engine-page.js';
import { serveFreezeCommand } from '../background/freeze-command.js';
import type { Connect } from '../background/look-at-frames.js';
import { picturesHere, picturesInEnginePage } from '../background/picture-maker.js';
import { serveCommands } from '../background/commands.js';
import { serveInstalled } from '../background/installed.js';
import { servePermissionChanges } from '../background/permission-changes.js';
import { serveOutbox } from '../background/serve-outbox.js';
import { servePageSettings } from '../background/page-settings.js';
import { scanHere, scanInEnginePage } from '../background/scan-in-engine.js';
import { followGrants } from '../background/site-access.js';
import { serveTabChanges } from '../background/tab-changes.js';
import { serveEngine } from '../engine/host/serve-pages.js';
import { spawnWorker } from '../engine/host/spawn-worker.js';
import { createPictureCalls } from '../evidence/pictures/create-picture-calls.js';
import { followEnginePreferences, readEnginePreferences } from '../settings/engine-preferences.js';
import { startBytesWorker, startCredentialWorker } from '../provenance/start-workers.js';
import { bundledModel } from '../shared/bundled-catalog.js';
import browser from 'webextension-polyfill';

const forever = new AbortController().signal;
/** Put in by the build (`vite.config.ts`): what one browser never calls is not in its package. */
declare const seamTarget: 'chrome' | 'firefox';

// Listeners are added synchronously: an event that wakes this page must find them.
const engine =
  seamTarget === 'chrome'
    ? {
        ensure: ensureOffscreenEngine,
        restart: closeOffscreenEngine,
        connect: connectToOffscreen(ensureOffscreenEngine),
      }
    : serveEngineHere();

const scan =
  seamTarget === 'chrome'
    ? scanInEnginePage(ensureOffscreenEngine)
    : scanHere({ startScan: startBytesWorker, startVerify: startCredentialWorker });
const maker =
  seamTarget === 'chrome'
    ? picturesInEnginePage(ensureOffscreenEngine)
    : picturesHere(createPictureCalls());
const freezeHelp = { connect: engine.connect, maker };
answerMessages(engine.ensure, scan, writeBadge, freezeHelp, forever);
serveFreezeCommand();
followEnginePreferences(() => void engine.restart(), forever);
serveContextMenu();
servePermissionChanges(writeBadge);
serveTabChanges();
serveCommands();
serveInstalled();
serveOutbox();
servePageSettings(forever);
serveChosenLanguage(drawContextMenu, forever);
browser.runtime.onInstalled.addListener(() => void followGrants());

/** Firefox: the event page is the engine page. Preferences are read before the first port is served. */
function serveEngineHere(): {
  ensure: () => Promise<void>;
  restart: () => Promise<void>;
  connect: Connect;
} {
  const running = serveEngine(
    bundledModel,
    readEnginePreferences,
    spawnWorker,
    // The browser ends an idle event page by itself.
    () => undefined,
  );
  // Reached by the chaos suite through the debugger; a page cannot see this context.
  Object.assign(globalThis, { seamEngine: running });
  return {
    ensure: () => Promise.resolve(),
    connect: connectToHost(running),
    restart: () => {
      running.restart();
      return Promise.resolve();
    },
  };
}
