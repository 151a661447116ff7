import browser from 'webextension-polyfill';
import type { RunningEngine } from '../engine/host/serve-pages.js';
import { pixelPortName } from '../protocol/pixel-port.js';
import type { ClientPort } from '../sampling/engine-client.js';
import type { Connect } from './look-at-frames.js';

/** Chromium: the engine lives in the offscreen document, reached by a port like that of any page. */
export function connectToOffscreen(ensure: () => Promise<void>): Connect {
  return async () => {
    await ensure();
    return browser.runtime.connect({ name: pixelPortName });
  };
}

/** Firefox: the engine lives in this very page, and a port to oneself does not exist. */
export function connectToHost(engine: RunningEngine): Connect {
  return () => {
    const listeners: ((message: unknown) => void)[] = [];
    const { receive, disconnect } = engine.connect({
      owner: 'extension',
      isExtensionPage: true,
      // Later, as a port does: a client that answers while it is told must not recurse.
      post: (message) => queueMicrotask(() => listeners.forEach((listener) => listener(message))),
    });
    const port: ClientPort = {
      postMessage: (message) => queueMicrotask(() => receive(message)),
      disconnect,
      onMessage: { addListener: (listener) => listeners.push(listener) },
      // Nobody but the client ends it.
      onDisconnect: { addListener: () => undefined },
    };
    return Promise.resolve(port);
  };
}
