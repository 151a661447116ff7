/*
 * Bilibili: videos with parts, lists, festivals, bangumi, courses, live rooms, embeds, posts. Player
 * `bpx`; one `<video>` reused for parts and recommendations.
 */
import { noMeta, type SiteAdapter, type SiteMeta } from './adapter.js';
import { readBvid } from './bilibili-id.js';
import { cleanText } from './clean-text.js';
import { isHostOf } from './host.js';
import { asNumber, asRecord, readPageObject } from './page-data.js';
import { findFirst, findMainVideo, findText, siteSelectors } from './selectors.js';

const selectors = siteSelectors.bilibili;

export const bilibili: SiteAdapter = {
  site: 'bilibili',
  matches: (url) => ['bilibili.com', 'b23.tv'].some((domain) => isHostOf(url, domain)),
  contentId,
  mainVideo: (doc) => findMainVideo(doc, selectors),
  player: (doc) => findFirst(doc, selectors.player),
  meta: (doc, url) => readVideoData(doc, url) ?? readDom(doc),
  isAd: () => false,
  isLive: (doc, url) => isLiveRoom(url) || findFirst(doc, selectors.live) !== null,
};

/** `BV...` (with `:p2` for a later part), `ep1`, `ss1`, `md1`, `cheese-ep1`, `live1`, `opus1`, or null. */
function contentId(url: URL): string | null {
  const video = videoOf(url);
  if (video !== null) return video.part > 1 ? `${video.bvid}:p${video.part}` : video.bvid;
  const path = url.pathname;
  if (isLiveRoom(url)) return named('live', /^\/(?:blanc\/|h5\/)?(\d{1,12})\/?$/.exec(path));
  if (url.hostname.startsWith('t.')) return named('opus', /^\/(\d{1,20})\/?$/.exec(path));
  return (
    named('', /^\/bangumi\/(?:play|media)\/((?:ep|ss|md)\d{1,12})\/?$/.exec(path)) ??
    named('cheese-', /^\/cheese\/play\/((?:ep|ss)\d{1,12})\/?$/.exec(path)) ??
    named('opus', /^\/opus\/(\d{1,20})\/?$/.exec(path))
  );
}

function named(prefix: string, found: RegExpExecArray | null): string | null {
  return found?.[1] === undefined ? null : prefix + found[1];
}

function isLiveRoom(url: URL): boolean {
  return url.hostname.startsWith('live.');
}

interface VideoPart {
  readonly bvid: string;
  /** Counted from 1. */
  readonly part: number;
}

function videoOf(url: URL): VideoPart | null {
  const [room, id = ''] = url.pathname.split('/').slice(1);
  const query = url.searchParams;
  const avid = query.get('aid');
  const inQuery = query.get('bvid') ?? (avid === null ? '' : `av${avid}`);
  const text =
    room === 'video'
      ? id
      : room === 'list' || room === 'festival' || room === 'player.html' || room === 'blackboard'
        ? inQuery
        : '';
  const bvid = readBvid(text);
  const part = query.get('p') ?? query.get('page') ?? '1';
  return bvid === null ? null : { bvid, part: /^[1-9]\d{0,4}$/.test(part) ? Number(part) : 1 };
}

/** Only if its id is the one in the address: after an in-page move the script text is stale. */
function readVideoData(doc: Document, url: URL): SiteMeta | null {
  const video = videoOf(url);
  if (video === null) return null;
  const data = readPageObject(doc, 'videoData', (value) => value['bvid'] === video.bvid);
  if (data === null) return null;
  const owner = asRecord(data['owner']);
  const pages: unknown[] = Array.isArray(data['pages']) ? data['pages'] : [];
  const page = asRecord(pages[video.part - 1]);
  const isOnlyPart = pages.length < 2;
  const cid = asNumber(page?.['cid'] ?? (isOnlyPart ? data['cid'] : null));
  const publishedS = asNumber(data['pubdate']);
  return {
    title: cleanText(data['title']),
    uploader: cleanText(owner?.['name']),
    uploaderId: asNumber(owner?.['mid'])?.toString() ?? null,
    publishedAt:
      publishedS === null || Math.abs(publishedS) > 8e12
        ? null
        : new Date(publishedS * 1000).toISOString(),
    durationS: asNumber(page?.['duration'] ?? (isOnlyPart ? data['duration'] : null)),
    partId: cid?.toString() ?? null,
  };
}

function readDom(doc: Document): SiteMeta {
  return {
    ...noMeta,
    title: cleanText(findText(doc, selectors.title)),
    uploader: cleanText(findText(doc, selectors.uploader)),
  };
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md
 * sections 2 to 4.
 *   https://www.bilibili.com/video/BV1xx411c7mD?p=1
 *   https://www.bilibili.com/video/av2
 *   https://www.bilibili.com/list/watchlater?bvid=BV17x411w7KC
 *   https://www.bilibili.com/bangumi/play/ep21495
 *   https://player.bilibili.com/player.html?bvid=BV17x411w7KC&p=1
 *   https://live.bilibili.com/6
 */
