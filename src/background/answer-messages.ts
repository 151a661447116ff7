import browser, { type Runtime } from 'webextension-polyfill';
import { requestContent } from '../protocol/request.js';
import { addressOfSender } from '../protocol/sender.js';
import { serveAt } from '../protocol/serve.js';
import { addRecent, recentFrom } from '../settings/recent-verdicts.js';
import { readSettings } from '../settings/settings-store.js';
import { readSiteMode, writeSiteMode } from '../settings/site-modes.js';
import { readStampAuthorities } from '../settings/stamp-authorities.js';
import { nothingRecalled } from '../shared/media-memory.js';
import type { MediaRecord } from '../shared/media-record.js';
import { askStamp, postByBrowser } from './ask-stamp.js';
import { checkNow } from './check-now.js';
import { freezeMedia, type FreezeHelp } from './freeze-media.js';
import { readFrameMode } from './frame-mode.js';
import { hashFaces } from './hash-faces.js';
import { forgetMedia, markMedia, recallMedia, rememberLevels } from './media-memory.js';
import { takeGesture } from './gestures.js';
import { networkOfBrowser } from './network.js';
import { readNoticePlace, writeNoticePlace } from './notice-places.js';
import { openNoticePage } from './open-notice-page.js';
import { isPictureHostAllowed } from './picture-hosts.js';
import { readAddress } from './read-address.js';
import { createProvenanceReader } from './read-provenance.js';
import type { ScanFile } from './scan-in-engine.js';
import { workOutbox } from './serve-outbox.js';
import { isGranted, originOf, webOrigin, injectContent } from './site-access.js';
import { readPageSettings, renewModes } from './page-settings.js';
import { readPageData } from './read-page-data.js';
import { changeTab, mergeRecords, readTab } from './tab-store.js';

/** Answers the control messages that are served in the background. */
export function answerMessages(
  ensureEngine: () => Promise<void>,
  scan: ScanFile,
  onTabChanged: (tabId: number) => void,
  freezeHelp: FreezeHelp,
  signal: AbortSignal,
): void {
  const readProvenance = createProvenanceReader({
    isReported: async ({ tabId, frameId, documentId, mediaId }) =>
      (await readTab(tabId))?.records.some(
        (record) =>
          record.frameId === frameId &&
          record.documentId === documentId &&
          record.mediaId === mediaId,
      ) ?? false,
    takeGesture: ({ tabId, frameId, address }) => takeGesture(tabId, frameId, address, Date.now()),
    isHostAllowed: isPictureHostAllowed,
    readAddress: (address) => readAddress(address, networkOfBrowser),
    scan,
  });
  serveAt(
    'background',
    {
      'engine/ensure': async () => {
        await ensureEngine();
        return { done: true };
      },
      'site/read-mode': (_body, sender) => readFrameMode(sender),
      'settings/read': readPageSettings,
      'media/changed': async (body, sender) => {
        const { tabId, frameId } = addressOf(sender);
        const origin = webOrigin(sender.tab?.url) ?? webOrigin(addressOfSender(sender));
        await changeTab(tabId, (state) => ({
          ...mergeRecords(state, frameId, body, Date.now()),
          origin: frameId === 0 ? origin : (state.origin ?? origin),
        }));
        onTabChanged(tabId);
        await remember(body.records, sender, origin);
        if (sender.tab?.incognito === false) await rememberLevels(body.records);
        return { done: true };
      },
      'memory/recall': async ({ faces, ...name }, sender) =>
        sender.tab?.incognito === true
          ? nothingRecalled
          : await recallMedia(name, hashFaces(faces)),
      'memory/quiet': async (name, sender) => {
        if (sender.tab?.incognito !== false) return { done: false };
        await markMedia(name, 'quiet', []);
        return { done: true };
      },
      'memory/mark': async ({ tabId, change, hashes, ...name }) => {
        if (await isPrivate(tabId)) return { done: false };
        await markMedia(name, change, hashes);
        return { done: true };
      },
      'memory/forget': async () => {
        await forgetMedia();
        return { done: true };
      },
      'notice/read-place': async (_body, sender) => {
        const origin = webOrigin(addressOfSender(sender));
        return { wish: origin === null ? null : await readNoticePlace(origin) };
      },
      'notice/write-place': async ({ wish }, sender) => {
        const origin = webOrigin(addressOfSender(sender));
        if (origin === null || sender.tab?.incognito !== false) return { done: false };
        await writeNoticePlace(origin, wish);
        return { done: true };
      },
      'media/open-page': async ({ page, mediaId }, sender) => {
        const { tabId, frameId } = addressOf(sender);
        return { done: await openNoticePage({ page, mediaId, tabId, frameId }) };
      },
      'page/read-data': async ({ site }, sender) => ({ json: await readPageData(site, sender) }),
      'provenance/read': async (body, sender) => ({
        provenance: await readProvenance({ ...addressOf(sender), ...body }),
      }),
      'address/read': ({ address }) => readAddress(address, networkOfBrowser),
      'tab/describe': async ({ tabId }) => {
        const origin = originOf(await browser.tabs.get(tabId));
        const state = await readTab(tabId);
        const running = await isRunning(tabId);
        const known = origin ?? (running ? (state?.origin ?? null) : null);
        return {
          origin: known,
          site: known === null ? null : new URL(known).hostname,
          mode: known === null ? 'manual' : await readSiteMode(known),
          granted: known !== null && (await isGranted(known)),
          running,
        };
      },
      'site/write-mode': async ({ tabId, mode }) => {
        const origin = originOf(await browser.tabs.get(tabId)) ?? (await readTab(tabId))?.origin;
        if (origin == null) return { done: false };
        await writeSiteMode(origin, mode);
        if (mode !== 'off' && !(await isRunning(tabId))) await injectContent(tabId);
        await renewModes(tabId);
        return { done: true };
      },
      'tab/check-now': ({ tabId }) => checkNow(tabId),
      'stamp/ask': async ({ message }) => {
        const authorities = await readStampAuthorities();
        return { stamp: await askStamp(Uint8Array.from(message), authorities, postByBrowser) };
      },
      'outbox/work': async () => {
        await workOutbox();
        return { done: true };
      },
      'evidence/freeze': (request) => freezeMedia(request, freezeHelp),
    },
    signal,
  );
}

/** Tab and frame of a content script, as the browser says. The guard has let only such senders in. */
function addressOf(sender: Runtime.MessageSender): { tabId: number; frameId: number } {
  const tabId = sender.tab?.id;
  if (tabId === undefined) throw new Error('a content message without a tab');
  return { tabId, frameId: sender.frameId ?? 0 };
}

async function isRunning(tabId: number): Promise<boolean> {
  const answer = await requestContent({ tabId }, 'page/ping', {}, AbortSignal.timeout(1000));
  return answer.ok;
}

/** A tab that is gone cannot be asked: nothing is kept then. Null: the caller is about no tab. */
async function isPrivate(tabId: number | null): Promise<boolean> {
  if (tabId === null) return false;
  const tab = await browser.tabs.get(tabId).catch(() => null);
  return tab?.incognito !== false;
}

/** Keeps new answers in the list of this session. A private window leaves no trace in it. */
async function remember(
  records: readonly MediaRecord[],
  sender: Runtime.MessageSender,
  origin: string | null,
): Promise<void> {
  const recent = recentFrom(records, origin === null ? null : new URL(origin).hostname, Date.now());
  if (recent.length === 0 || sender.tab?.incognito !== false) return;
  if ((await readSettings()).keepRecent) await addRecent(recent);
}
