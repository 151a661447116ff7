import browser, { type Runtime } from 'webextension-polyfill';
import { addressOfSender } from '../protocol/sender.js';
import { maxPageDataChars, pageGlobals, type PageGlobal } from '../shared/page-globals.js';
import type { SiteName } from '../shared/site-names.js';
import { webOrigin } from './site-access.js';

/**
 * JSON of the values that a site keeps in its own world, read once in the very frame that asks. Which frame
 * that is, and that it belongs to the site, comes from the browser and not from the message. What comes
 * back was written by the page: a text of limited length, parsed and checked by the receiver.
 */
export async function readPageData(
  site: SiteName,
  sender: Runtime.MessageSender,
): Promise<string | null> {
  const list = pageGlobals[site];
  const origin = webOrigin(addressOfSender(sender));
  const tabId = sender.tab?.id;
  if (list === undefined || origin === null || tabId === undefined) return null;
  const host = new URL(origin).hostname;
  if (!list.hosts.some((domain) => host === domain || host.endsWith(`.${domain}`))) return null;
  try {
    const [answer] = await browser.scripting.executeScript({
      target: { tabId, frameIds: [sender.frameId ?? 0] },
      world: 'MAIN',
      func: collectPageData,
      args: [list.globals, maxPageDataChars],
    });
    const json: unknown = answer?.result;
    return typeof json === 'string' && json.length <= maxPageDataChars ? json : null;
  } catch {
    // The permission was taken back, or the frame is gone: the reader names it "not read".
    return null;
  }
}

/**
 * Runs in the page's world, so it may use nothing but its arguments. Whatever the page throws or
 * returns from its getters, the answer is a text or null.
 */
export function collectPageData(globals: readonly PageGlobal[], maxChars: number): string | null {
  const follow = (from: unknown, steps: readonly string[]): unknown => {
    let value = from;
    for (const step of steps) {
      if (value === null || value === undefined) return null;
      if (step.startsWith('$')) value = document.querySelector(step.slice(1));
      else if (step.endsWith('()')) {
        const holder = value as Record<string, unknown>;
        const method = holder[step.slice(0, -2)];
        value = typeof method === 'function' ? (method as () => unknown).call(holder) : null;
      } else value = (value as Record<string, unknown>)[step];
    }
    return value ?? null;
  };
  const parts: string[] = [];
  let length = 2;
  for (const { name, steps, keep } of globals) {
    try {
      let value = follow(window, steps);
      if (value === null) continue;
      if (keep !== undefined) {
        const kept: Record<string, unknown> = {};
        for (const path of keep) {
          const leaf = follow(value, path);
          if (leaf === null) continue;
          let place = kept;
          path.forEach((step, index) => {
            const isLast = index === path.length - 1;
            place = (place[step] = isLast ? leaf : (place[step] ?? {})) as typeof kept;
          });
        }
        value = kept;
      }
      // A page's objects may hold circles of references (Vue): then a second meeting is left out.
      const met = new WeakSet();
      const once = (_key: string, inner: unknown): unknown => {
        if (typeof inner !== 'object' || inner === null) return inner;
        if (met.has(inner)) return undefined;
        met.add(inner);
        return inner;
      };
      let json: string;
      try {
        json = JSON.stringify(value);
      } catch {
        json = JSON.stringify(value, once);
      }
      if (length + json.length + name.length > maxChars) continue;
      parts.push(`${JSON.stringify(name)}:${json}`);
      length += json.length + name.length + 4;
    } catch {
      // This value cannot be read now; the next one may.
    }
  }
  return parts.length === 0 ? null : `{${parts.join(',')}}`;
}
