import type { Runtime } from 'webextension-polyfill';
import { addressOfSender } from '../protocol/sender.js';
import { readSiteMode } from '../settings/site-modes.js';
import type { FrameMode } from '../shared/site-mode.js';
import { isGranted, webOrigin } from './site-access.js';

/** Each frame has the mode of its own site; "Off" on the page around an embedded player counts for the player too. */
export async function readFrameMode(sender: Runtime.MessageSender): Promise<FrameMode> {
  const own = webOrigin(addressOfSender(sender));
  const top = webOrigin(sender.tab?.url);
  const origins = [own, top].filter((origin) => origin !== null);
  const [site] = origins;
  if (site === undefined) return { mode: 'manual', granted: false };
  const [modes, granted] = await Promise.all([
    Promise.all(origins.map(readSiteMode)),
    isGranted(site),
  ]);
  return { mode: modes.includes('off') ? 'off' : (modes[0] ?? 'manual'), granted };
}
