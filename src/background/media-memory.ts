import browser from 'webextension-polyfill';
import { looksAlike } from '../evidence/pictures/pdq.js';
import { limits } from '../shared/limits.js';
import type { MediaRecord } from '../shared/media-record.js';
import type { MemoryChange, PictureHash, Recalled } from '../shared/media-memory.js';
import {
  readMemoryList,
  recallFrom,
  withChange,
  withLevel,
  type MemoryList,
} from './memory-list.js';

/**
 * What this device remembers of media: the last level, "not now", corrections, and the perceptual
 * hashes of faces that were frozen or corrected. Callers keep private windows out.
 */
const listKey = 'media-memory';
const saltKey = 'media-memory-salt';

/** How a page names a media. Without a content id it is only the media of this visit. */
export interface MediaName {
  readonly site: string;
  readonly contentId: string | null;
  readonly mediaId: string;
}

export async function recallMedia(
  name: MediaName,
  hashes: readonly PictureHash[],
): Promise<Recalled> {
  return recallFrom(await readList(), await keyOf(name), hashes, looksAlike);
}

export async function markMedia(
  name: MediaName,
  change: MemoryChange,
  hashes: readonly PictureHash[],
): Promise<void> {
  const key = await keyOf(name);
  await changeList((list) =>
    withChange(list, key, change, hashes, Date.now(), limits.maxRememberedMedia),
  );
}

/** Levels written last, so that storage is left alone while a level stays the same. */
const written = new Map<string, string>();

/** Remembers the levels of media that can be found again. */
export async function rememberLevels(records: readonly MediaRecord[]): Promise<void> {
  for (const { site, contentId, mediaId, verdict, state } of records) {
    if (contentId === null || verdict === null || state !== 'judged') continue;
    if (verdict.level === 'cannot-tell' || written.get(mediaId) === verdict.level) continue;
    if (written.size > limits.maxRememberedMedia) written.clear();
    written.set(mediaId, verdict.level);
    const key = await keyOf({ site, contentId, mediaId });
    await changeList((list) =>
      withLevel(list, key, verdict.level, Date.now(), limits.maxRememberedMedia),
    );
  }
}

/** Forgets everything. */
export async function forgetMedia(): Promise<void> {
  written.clear();
  salt = null;
  await browser.storage.local.remove([listKey, saltKey]);
}

let chain: Promise<unknown> = Promise.resolve();

/** One change at a time: read, change and write must not interleave. */
function changeList(change: (list: MemoryList) => MemoryList): Promise<void> {
  const run = async (): Promise<void> => {
    await browser.storage.local.set({ [listKey]: change(await readList()) });
  };
  const next = chain.then(run, run);
  chain = next;
  return next;
}

async function readList(): Promise<MemoryList> {
  return readMemoryList((await browser.storage.local.get(listKey))[listKey]);
}

/** Salted, so that the list is no browsing history that anybody could read as it is. */
async function keyOf({ site, contentId, mediaId }: MediaName): Promise<string> {
  const name = contentId === null ? `media ${mediaId}` : `${site} ${contentId}`;
  const bytes = new TextEncoder().encode(`${await readSalt()} ${name}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

let salt: Promise<string> | null = null;

function readSalt(): Promise<string> {
  salt ??= (async () => {
    const stored = (await browser.storage.local.get(saltKey))[saltKey];
    if (typeof stored === 'string') return stored;
    const fresh = crypto.randomUUID();
    await browser.storage.local.set({ [saltKey]: fresh });
    return fresh;
  })();
  return salt;
}
