import browser, { type Runtime } from 'webextension-polyfill';
import type { EngineHealth } from '../../protocol/pixel-port.js';
import { pixelPortName } from '../../protocol/pixel-port.js';
import { classifySender } from '../../protocol/sender.js';
import type { EnginePreferences } from '../../settings/engine-preferences.js';
import type { ModelEntry } from '../../shared/catalog.js';
import { widestMargin } from '../../shared/crop-variant.js';
import { limits } from '../../shared/limits.js';

import { EngineHost, type PagePort } from './engine-host.js';
import type { ModelDecisions } from './look-at-sample.js';
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
    async () => {
      const preferences = await readPreferences();
      return { modelId: (preferences.ownModel ?? model).id, ...preferences };
    },
    (health: EngineHealth) => host.announce(health),
  );
  const host: EngineHost = new EngineHost(supervisor, decisionsOf(model), decideModel);
  /** Which model it is stays as it is until the next `restart`. */
  let decided: Promise<void> | null = null;
  function decideModel(): Promise<void> {
    decided ??= readPreferences().then(
      ({ ownModel }) => host.useModel(decisionsOf(ownModel ?? model)),
      // Asked again at the next look; the worker cannot start without the answer either.
      () => {
        decided = null;
      },
    );
    return decided;
  }
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
    restart: () => {
      decided = null;
      supervisor.restart();
    },
    connect: (port) => host.connect(port),
  };
}

function decisionsOf({ id, crop, calibration, thresholds }: ModelEntry): ModelDecisions {
  return {
    modelId: id,
    cropMargin: crop.margin,
    widestCropMargin: widestMargin(crop),
    cropSizePx: crop.sizePx,
    calibration,
    thresholds,
  };
}
