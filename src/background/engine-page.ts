import browser from 'webextension-polyfill';
import { readEnginePreferences } from '../settings/engine-preferences.js';

const enginePath = 'src/entries/engine.html';

let opening: Promise<void> | null = null;

/**
 * Makes the engine page of Chromium exist (one offscreen document per extension). Calls at the
 * same time share one attempt.
 */
export function ensureOffscreenEngine(): Promise<void> {
  opening ??= open().finally(() => {
    opening = null;
  });
  return opening;
}

async function open(): Promise<void> {
  const existing = await chrome.runtime.getContexts({
    contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT],
  });
  if (existing.length > 0) return;
  const { backend, allowFallbackAdapter, ownModel } = await readEnginePreferences();
  const query = new URLSearchParams({
    backend,
    allowFallbackAdapter: `${allowFallbackAdapter}`,
    // Its figures may be long and decide nothing.
    ...(ownModel === null ? {} : { ownModel: JSON.stringify({ ...ownModel, measured: null }) }),
  });
  await chrome.offscreen.createDocument({
    url: `${browser.runtime.getURL(enginePath)}?${query.toString()}`,
    reasons: [chrome.offscreen.Reason.WORKERS],
    justification: 'Looks for signs of forged faces in a worker, on this device.',
  });
}

/** Ends the engine page because a preference changed; the next look opens one that knows it. */
export async function closeOffscreenEngine(): Promise<void> {
  await opening;
  // Nothing to close is no fault.
  await chrome.offscreen.closeDocument().catch(() => undefined);
}
