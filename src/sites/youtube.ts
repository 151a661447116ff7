/*
 * YouTube: watch pages, shorts, live, embeds, mobile and music hosts. One player, `#movie_player`;
 * one `<video>` reused for adverts and for the next video.
 */
import { noMeta, type SiteAdapter, type SiteMeta } from './adapter.js';
import { cleanText } from './clean-text.js';
import { isHostOf } from './host.js';
import { asNumber, readPageObject } from './page-data.js';
import { findFirst, findMainVideo, findText, siteSelectors } from './selectors.js';

const selectors = siteSelectors.youtube;
const idShape = /^[\w-]{11}$/;
/** Words of the address that happen to have 11 letters. */
const notIds = new Set(['videoseries', 'live_stream']);

export const youtube: SiteAdapter = {
  site: 'youtube',
  matches: (url) =>
    ['youtube.com', 'youtube-nocookie.com', 'youtu.be'].some((domain) => isHostOf(url, domain)),
  contentId,
  mainVideo: (doc) => findMainVideo(doc, selectors),
  player: (doc) => findFirst(doc, selectors.player),
  meta: (doc, url) => readVideoDetails(doc, contentId(url)) ?? readDom(doc),
  isAd: (doc) => findFirst(doc, selectors.ad) !== null,
  isLive: (doc) => findFirst(doc, selectors.live) !== null,
};

function contentId(url: URL): string | null {
  const [first = '', second = ''] = url.pathname.split('/').slice(1);
  const isShort = url.hostname === 'youtu.be';
  const id = isShort
    ? first
    : first === 'watch'
      ? (url.searchParams.get('v') ?? '')
      : ['shorts', 'embed', 'live', 'v'].includes(first)
        ? second
        : '';
  return idShape.test(id) && !notIds.has(id) ? id : null;
}

/** Only if its id is the one in the address: after an in-page move the script text is stale. */
function readVideoDetails(doc: Document, id: string | null): SiteMeta | null {
  if (id === null) return null;
  const details = readPageObject(doc, 'videoDetails', (value) => value['videoId'] === id);
  if (details === null) return null;
  return {
    ...noMeta,
    title: cleanText(details['title']),
    uploader: cleanText(details['author']),
    uploaderId: cleanText(details['channelId']),
    durationS: asNumber(details['lengthSeconds']),
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
 *   https://www.youtube.com/watch?v=aqz-KE-bpKQ
 *   https://www.youtube.com/shorts/aqz-KE-bpKQ
 *   https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ
 *   https://m.youtube.com/watch?v=aqz-KE-bpKQ
 */
