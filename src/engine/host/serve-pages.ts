import browser, { type Runtime } from 'webextension-polyfill';
import type { EngineHealth } from '../../protocol/pixel-port.js';
import { pixelPortName } from '../../protocol/pixel-port.js';
import { classifySender } from '../../protocol/sender.js';
import type { EnginePreferences } from '../../settings/engine-preferences.js';
import type { ModelEntry } from '../../shared/catalog.js';
import { limits } from '../../shared/limits.js';
import { EngineHost, type PagePort } from './engine-host.js';
import { WorkerSupervisor, type WorkerLike } from './worker-supervisor.js';

export interface RunningEngine {
  /** Ends the worker as a crash would; what is owed runs again. For the chaos suite and "restart". */
  readonly kill: (why: string) => void;
  /** Ends the worker because a preference changed; the next job starts one that knows it. */
  readonly restart: () => void;
  /** A client in this very page (Firefox): a port to oneself does not exist. */
  readonly connect: (port: PagePort) => ReturnType<EngineHost['connect']>;
}

/**
 * Runs the engine in this page: answers every pixel port of the extension. `onUnused` is called
 * once no document has been connected for a while.
 */
export function serveEngine(
  model: ModelEntry,
  readPreferences: () => Promise<EnginePreferences>,
  spawn: () => WorkerLike,
  onUnused: () => void,
): RunningEngine {
  const supervisor: WorkerSupervisor = new WorkerSupervisor(
    spawn,
    async () => ({ modelId: model.id, ...(await readPreferences()) }),
    (health: EngineHealth) => host.announce(health),
  );
  const host = new EngineHost(supervisor, {
    modelId: model.id,
    cropMargin: model.crop.margin,
    cropSizePx: model.crop.sizePx,
    calibration: model.calibration,
    thresholds: model.thresholds,
  });
  const own = { id: browser.runtime.id, baseUrl: browser.runtime.getURL('/') };

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== pixelPortName) return;
    const sender: Runtime.MessageSender = port.sender ?? {};
    const senderClass = classifySender(sender, own);
    if (senderClass === 'foreign') {
      port.disconnect();
      return;
    }
    const page = host.connect({
      owner: sender.tab?.id === undefined ? 'extension' : `tab:${sender.tab.id}`,
      isExtensionPage: senderClass === 'extension-page',
      post: (message) => {
        try {
          port.postMessage(message);
        } catch {
          // The document went away between its last message and this answer; `onDisconnect` follows.
        }
      },
    });
    port.onMessage.addListener(page.receive);
    port.onDisconnect.addListener(() => {
      page.disconnect();
      if (!host.isConnected) closeWhenUnused();
    });
  });

  let unusedTimer: ReturnType<typeof setTimeout> | undefined;
  function closeWhenUnused(): void {
    clearTimeout(unusedTimer);
    unusedTimer = setTimeout(() => {
      if (!host.isConnected) onUnused();
    }, limits.workerIdleMs);
  }
  closeWhenUnused();

  return {
    kill: (why) => supervisor.kill(why),
    restart: () => supervisor.restart(),
    connect: (port) => host.connect(port),
  };
}
