import browser from 'webextension-polyfill';
import { requestContent } from '../protocol/request.js';

/** A page whose thread hangs never finishes a script. */
const deadlineMs = 3000;

/**
 * Puts the freezer beside the content script of one frame, so that pages which are only watched need
 * not load it. Once more does no harm. Never throws.
 */
export async function placeFreezer(
  tabId: number,
  frameId: number,
): Promise<'placed' | 'not-allowed' | 'page-silent'> {
  const placed = browser.scripting
    .executeScript({ target: { tabId, frameIds: [frameId] }, files: ['freezer.js'] })
    // Firefox names a frame that it left out beside the result.
    .then(([result]) => result !== undefined && result.error === undefined)
    .catch(() => false);
  const late = new Promise<null>((resolve) =>
    AbortSignal.timeout(deadlineMs).addEventListener('abort', () => resolve(null)),
  );
  const isPlaced = await Promise.race([placed, late]);
  if (isPlaced === true) return 'placed';
  if (isPlaced === null) return 'page-silent';
  // The frame may be gone, or the person took the permission back while the content script lives on.
  const answer = await requestContent(
    { tabId, frameId },
    'page/ping',
    {},
    AbortSignal.timeout(1000),
  );
  return answer.ok ? 'not-allowed' : 'page-silent';
}
