import browser, { type Tabs } from 'webextension-polyfill';
import { captureAddress } from '../evidence/capture/capture-address.js';
import type { CapturedBase } from '../evidence/capture/capture-picture.js';
import {
  collectCapture,
  type CaptureSource,
  type CollectTools,
} from '../evidence/capture/collect-capture.js';
import { sha256Hex } from '../evidence/bytes.js';
import { freezeCase, type Capture } from '../evidence/capture/freeze.js';
import { chooseAddresses } from '../evidence/capture/page-addresses.js';
import { isQuota, openEvidenceStore } from '../evidence/capture/evidence-store.js';
import { recordForMeta, type PageMeta } from '../evidence/capture/page-meta.js';
import { canBeOpened } from '../report/compose-dossier.js';
import { bareMediaAddress } from '../shared/bare-address.js';
import type { FreezeReply, HandedFrame, MediaFacts } from '../protocol/freeze-messages.js';
import { isBlack } from '../frames/black-frame.js';
import type { RequestOf } from '../protocol/message-table.js';
import { requestContent, type ContentTarget } from '../protocol/request.js';
import { readOwnModel } from '../settings/engine-preferences.js';
import { recordRequest } from '../settings/request-ledger.js';
import { bundledModel } from '../shared/bundled-catalog.js';
import type { ModelEntry } from '../shared/catalog.js';
import type { Picture } from '../shared/picture.js';
import { captureVisibleTab } from './capture-visible-tab.js';
import { hashFaces } from './hash-faces.js';
import { markMedia } from './media-memory.js';
import { modelFacts } from './model-facts.js';
import { openLooks, type Connect } from './look-at-frames.js';
import type { PictureMaker } from './picture-maker.js';
import { placeFreezer } from './place-freezer.js';
import { readTab, type StoredRecord } from './tab-store.js';

/** Names the run of this background page: its monotonic clock counts from its start. */
const session = crypto.randomUUID();

/** Who does the heavy parts; differs by browser. */
export interface FreezeHelp {
  readonly connect: Connect;
  readonly maker: PictureMaker;
}

/**
 * Freezes one media of a tab. Never throws: every way to fail has a name that the person is told.
 */
export async function freezeMedia(
  request: RequestOf<'evidence/freeze'>,
  help: FreezeHelp,
): Promise<FreezeReply> {
  const startedMs = performance.now();
  try {
    const record = await recordOf(request.tabId, request.mediaId);
    if (record === null) return refuse('media-gone');
    const tab = await openTab(request.tabId);
    if (tab === null) return refuse('media-gone');
    const isPrivate = tab.incognito;
    if (isPrivate && !request.fromPrivate) return refuse('private-window');
    const reply = await freezeRecord(crypto.randomUUID(), request, record, help, startedMs);
    if (reply.ok && !isPrivate) await rememberFrozen(request, record);
    return reply;
  } catch (error) {
    console.error('Seam could not freeze.', error);
    // A full store may refuse to be opened at all, or to keep the key.
    return refuse(isQuota(error) ? 'storage-full' : 'storage-failed');
  }
}

async function freezeRecord(
  caseId: string,
  request: RequestOf<'evidence/freeze'>,
  record: StoredRecord,
  { connect, maker }: FreezeHelp,
  startedMs: number,
): Promise<FreezeReply> {
  const { tabId, mediaId, tabPicture, original, addressOnly } = request;
  const target: ContentTarget = { tabId, frameId: record.frameId };
  // Longer than any one deadline below; a page that hangs ends in its row's time limit.
  const signal = AbortSignal.timeout(50_000);
  const placed = await placeFreezer(tabId, record.frameId);
  if (placed !== 'placed') return refuse(placed);
  const described = await requestContent(target, 'page/describe-media', { mediaId }, signal);
  if (!described.ok) return refuse('page-silent');
  const { facts } = described.value;
  if (facts === null) return refuse('media-gone');
  const own = await readOwnModel();
  const base = baseOf(facts, record, own);
  const tabUrl = (await openTab(tabId))?.url;
  const meta = await metaOf(tabUrl, addressOnly, facts, record, own);
  if (meta === null || !canBeOpened(caseId, meta)) return refuse('no-address');
  if (addressOnly !== null) {
    // No engine, no picture and no look: what may show a minor is not even read once more.
    const refused = await storeCapture(captureAddress(caseId, base, meta, clocks));
    return refused ?? frozenReply(caseId, 0, 0, startedMs);
  }

  const looks = openLooks(connect, facts.kind);
  // Pixels that were read to see whether they are black are not read once more to look at them.
  const read = new Map<string, Picture>();
  const source: CaptureSource = {
    facts,
    frame: async (key, notAtS) => {
      const answer = await requestContent(target, 'page/hand-frame', { mediaId, notAtS }, signal);
      if (!answer.ok) return 'gone';
      return (await isBlackFirst(key, answer.value, notAtS, maker, read)) ?? answer.value;
    },
    look: async (key, picture, mediaTimeS) => {
      const pixels = read.get(key) ?? (await maker.pixels(key, picture));
      read.delete(key);
      return pixels && looks.look(pixels, mediaTimeS);
    },
    file: maker.file,
    tabPicture: tabPicture
      ? async () =>
          // A page that goes on to the next video may keep its address, and even its element.
          (await isStillShown(target, mediaId, facts))
            ? captureVisibleTab(tabId, { url: tabUrl })
            : null
      : null,
    original: original
      ? async () => {
          await noteOriginal(facts.mediaUrl);
          const answer = await requestContent(target, 'page/fetch-original', { mediaId }, signal);
          return answer.ok ? answer.value.file : null;
        }
      : null,
  };
  try {
    const collected = await collectCapture(caseId, source, base, meta, clocks);
    if (!collected.ok) return refuse(collected.refusal, collected.reason);
    const refused = await storeCapture(collected.capture);
    return refused ?? frozenReply(caseId, collected.frames, collected.pageThreadMs, startedMs);
  } finally {
    looks.close();
  }
}

const clocks: CollectTools = {
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

function frozenReply(
  caseId: string,
  frames: number,
  pageThreadMs: number,
  startedMs: number,
): FreezeReply {
  return { ok: true, caseId, frames, pageThreadMs, tookMs: performance.now() - startedMs };
}

/** Null: it is stored, all of it. */
async function storeCapture(capture: Capture): Promise<Refused | null> {
  const store = await openEvidenceStore();
  try {
    const frozen = await freezeCase(capture, { store, estimate: storageEstimate });
    if (frozen.ok) {
      void askToKeep();
      return null;
    }
    if (frozen.reason === 'would-not-fit') {
      const { neededBytes, freeBytes } = frozen;
      return { ...refuse('would-not-fit'), neededBytes, freeBytes };
    }
    return refuse(frozen.reason === 'storage-full' ? 'storage-full' : 'storage-failed');
  } finally {
    store.close();
  }
}

/**
 * So that a full disk makes the browser throw no evidence away. Firefox spares what has asked, and grants it at
 * once beside `unlimitedStorage`; Chromium spares by that permission alone, and workers cannot ask there.
 */
async function askToKeep(): Promise<void> {
  const { storage } = navigator as { storage?: Partial<StorageManager> };
  await storage?.persist?.().catch(() => false);
}

/**
 * Protected video reads all black, and black is no evidence of what was seen. Only the first frame
 * decides: later ones may be a cut to black. Leaves what it has read in `read`.
 */
async function isBlackFirst(
  key: string,
  handed: HandedFrame,
  notAtS: number | null,
  maker: PictureMaker,
  read: Map<string, Picture>,
): Promise<HandedFrame | null> {
  if (!handed.ok || notAtS !== null) return null;
  const pixels = await maker.pixels(key, handed.picture);
  if (pixels === null) return null;
  read.set(key, pixels);
  if (!isBlack([pixels])) return null;
  return { ok: false, reason: 'black-frames', mainThreadMs: handed.mainThreadMs };
}

/**
 * So that a visit to the same media, or to one whose face looks the same, says that it was frozen. Of a
 * media of which no pixel may be kept, the name alone.
 */
async function rememberFrozen(
  { tabId, addressOnly }: RequestOf<'evidence/freeze'>,
  record: StoredRecord,
): Promise<void> {
  const { site, contentId, mediaId, frameId } = record;
  if (addressOnly !== null) {
    await markMedia({ site, contentId, mediaId }, 'frozen', []).catch(() => undefined);
    return;
  }
  const looks = await requestContent(
    { tabId, frameId },
    'page/read-looks',
    { mediaId },
    AbortSignal.timeout(3000),
  );
  // The same pictures of faces that a later visit is compared by.
  const shots = looks.ok ? looks.value.shots.map(({ picture }) => picture) : [];
  await markMedia({ site, contentId, mediaId }, 'frozen', hashFaces(shots)).catch(() => undefined);
}

/** The page's own image once more, because a person ticked that: listed among the requests. */
async function noteOriginal(mediaUrl: string | null): Promise<void> {
  if (mediaUrl?.startsWith('https:') !== true) return;
  const { host } = new URL(mediaUrl);
  await recordRequest({ atMs: Date.now(), purpose: 'original-file', host, sentBytes: 0 });
}

type Refused = Extract<FreezeReply, { ok: false }>;

function refuse(refusal: Refused['refusal'], reason: Refused['reason'] = null): Refused {
  return { ok: false, refusal, reason, neededBytes: null, freeBytes: null };
}

/** Whether the page still shows the content that is being frozen. */
async function isStillShown(
  target: ContentTarget,
  mediaId: string,
  { url, contentId, partId }: MediaFacts,
): Promise<boolean> {
  const signal = AbortSignal.timeout(3000);
  const described = await requestContent(target, 'page/describe-media', { mediaId }, signal);
  const now = described.ok ? described.value.facts : null;
  return now?.url === url && now.contentId === contentId && now.partId === partId;
}

/** Null: closed meanwhile, which is no fault of the storage. */
function openTab(tabId: number): Promise<Tabs.Tab | null> {
  return browser.tabs.get(tabId).catch(() => null);
}

async function recordOf(tabId: number, mediaId: string): Promise<StoredRecord | null> {
  const state = await readTab(tabId);
  return state?.records.find((record) => record.mediaId === mediaId) ?? null;
}

function storageEstimate(): Promise<StorageEstimate> {
  return navigator.storage.estimate();
}

/** The frames are looked at again by the model of now, so its hash is the one that counts. */
function baseOf(facts: MediaFacts, record: StoredRecord, own: ModelEntry | null): CapturedBase {
  return {
    mediaUrl: facts.mediaUrl === null ? null : bareMediaAddress(facts.mediaUrl),
    session,
    extensionVersion: browser.runtime.getManifest().version,
    modelSha256: (own ?? bundledModel).sha256,
    backend: record.verdict?.backend ?? null,
  };
}

async function metaOf(
  tabUrl: string | undefined,
  addressOnly: RequestOf<'evidence/freeze'>['addressOnly'],
  facts: MediaFacts,
  record: StoredRecord,
  own: ModelEntry | null,
): Promise<PageMeta | null> {
  const { frameId, documentId: _, ...plain } = record;
  const chosen = chooseAddresses({
    tab: tabUrl ?? null,
    isTop: frameId === 0,
    document: facts.url,
    content: facts.pageUrl,
    claimed: facts.canonicalUrl,
    media: facts.mediaUrl,
  });
  if (chosen === null) return null;
  return {
    version: 1,
    ...chosen.addresses,
    site: facts.site,
    contentId: facts.contentId,
    partId: facts.partId,
    title: facts.title,
    uploader: facts.uploader,
    uploaderId: facts.uploaderId,
    publishedAt: facts.publishedAt,
    mediaType: facts.kind,
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
    frozenAtMs: Date.now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAgent: navigator.userAgent,
    extensionVersion: browser.runtime.getManifest().version,
    extensionSha256: await packageHash(),
    model: {
      ...modelFacts(record.verdict?.modelId ?? null, own),
      backend: record.verdict?.backend ?? null,
    },
    record: recordForMeta(plain),
    ...(addressOnly === null ? {} : { addressOnly }),
    missing: [...chosen.missing],
  };
}

/** Names this build: the list of all its files with their hashes lies in the package. */
async function packageHash(): Promise<string | null> {
  try {
    const answer = await fetch(browser.runtime.getURL('files.sha256'));
    return answer.ok ? await sha256Hex(await answer.bytes()) : null;
  } catch {
    return null;
  }
}
