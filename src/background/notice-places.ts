import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { limits } from '../shared/limits.js';

const key = 'notice-places';
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const schema = v.array(v.strictObject({ host: v.string(), xShare: share, yShare: share }));
type Places = v.InferOutput<typeof schema>;

/** Where the notices of a site stand; shares of the room over the media. */
export interface NoticePlace {
  readonly xShare: number;
  readonly yShare: number;
}

/** Where the person put the notices of this site, or null. */
export async function readNoticePlace(origin: string): Promise<NoticePlace | null> {
  const { host } = new URL(origin);
  const found = (await readAll()).find((known) => known.host === host);
  return found === undefined ? null : { xShare: found.xShare, yShare: found.yShare };
}

/** Remembers a place, or forgets it. The sites moved longest ago go first. */
export async function writeNoticePlace(origin: string, place: NoticePlace | null): Promise<void> {
  const { host } = new URL(origin);
  const others = (await readAll()).filter((known) => known.host !== host);
  const all = place === null ? others : [...others, { host, ...place }];
  await browser.storage.local.set({ [key]: all.slice(-limits.maxNoticePlaces) });
}

async function readAll(): Promise<Places> {
  const read = v.safeParse(schema, (await browser.storage.local.get(key))[key]);
  return read.success ? read.output : [];
}
