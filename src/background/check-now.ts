import { requestContent } from '../protocol/request.js';
import type { Reason } from '../shared/reason.js';
import { captureVisibleTab } from './capture-visible-tab.js';
import { injectContent } from './site-access.js';
import { writeRefusal } from './write-badge.js';

/** Outcome of "Check now" for one tab. */
export interface CheckStarted {
  readonly started: boolean;
  readonly reason: Reason | null;
}

/**
 * Looks at the media of a tab after a gesture of the person: puts the content script there if
 * needed, takes a picture of the visible tab for media whose pixels a page may not read, and asks
 * the frames to sample. `frameId` and `sourceUrl` narrow it to one media (context menu).
 */
export async function checkNow(
  tabId: number,
  narrow: { readonly frameId?: number; readonly sourceUrl: string | null } = { sourceUrl: null },
): Promise<CheckStarted> {
  if (!(await injectContent(tabId))) return { started: false, reason: 'permission-missing' };
  const visibleTab = await captureVisibleTab(tabId, null);
  const target = narrow.frameId === undefined ? { tabId } : { tabId, frameId: narrow.frameId };
  const answer = await requestContent(
    target,
    'page/check-now',
    { sourceUrl: narrow.sourceUrl, visibleTab },
    AbortSignal.timeout(6000),
  );
  if (!answer.ok) return { started: false, reason: 'permission-missing' };
  return answer.value.found > 0
    ? { started: true, reason: null }
    : { started: false, reason: 'no-media' };
}

/** The same where nobody waits for the answer (context menu, keys): a refusal is said on the toolbar icon. */
export async function checkByGesture(...asked: Parameters<typeof checkNow>): Promise<void> {
  const { reason } = await checkNow(...asked);
  if (reason !== null) writeRefusal(asked[0], reason);
}
