/*
 * Youku: episodes, embeds, the old Tudou pages. Among the least certain rows. Trailing `=` of an id say
 * nothing and are dropped.
 */
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asNumber } from './page-data.js';
import { findById, type PageRoots } from './page-roots.js';
import { ofShape } from './url-parts.js';

const idShape = /^X[\dA-Za-z]{8,24}$/;

export const youku: SiteDefinition = {
  site: 'youku',
  hosts: ['youku.com', 'video.tudou.com'],
  contentId(url, [first = '', second = '', third = '']) {
    const raw =
      first === 'v_show'
        ? /^id_([^.]+)\.html$/.exec(second)?.[1]
        : first === 'embed' || (first === 'v' && url.hostname === 'video.tudou.com')
          ? second.replace(/\.html$/, '')
          : first === 'player.php' && second === 'sid'
            ? third
            : first === 'video'
              ? url.searchParams.get('vid')
              : null;
    return ofShape(idShape, raw?.replace(/={1,2}$/, ''));
  },
  roots: [{ kind: 'assigned', name: '__INITIAL_DATA__' }],
  readData,
  pageUrl: (id) => `https://v.youku.com/v_show/id_${id}.html`,
};

function readData(roots: PageRoots, id: string): PageReading | null {
  const keys = ['videoId', 'encodeVid', 'vid'];
  const video = ['', '=', '=='].reduce<Readonly<Record<string, unknown>> | null>(
    (found, tail) => found ?? findById(roots, keys, id + tail, (value) => 'title' in value),
    null,
  );
  if (video === null) return null;
  return {
    meta: {
      ...noMeta,
      title: cleanText(video['title']),
      uploader: cleanText(video['ownerName'] ?? video['userName']),
      publishedAt: readMoment(video['uploadTime'] ?? video['publishTime']),
      durationS: asNumber(video['seconds'] ?? video['duration']),
    },
    labels: [],
    // No label was found on this site: visible text only.
    hasLabelPlace: false,
  };
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 and 3.
 *   https://v.youku.com/v_show/id_XNTA2NTA0MjA1Mg==.html
 *   https://player.youku.com/embed/XNTA2NTA0MjA1Mg
 *   https://v.youku.com/video?vid=XNTA2NTA0MjA1Mg
 */
