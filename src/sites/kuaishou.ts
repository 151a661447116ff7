/*
 * Kuaishou: short videos, shared links, live rooms. Among the least certain rows: the generic adapter
 * answers where these selectors do not fit.
 */
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { asId, at, type PageRoots } from './page-roots.js';
import { named, ofShape } from './url-parts.js';

const idShape = /^[\w-]{6,32}$/;

export const kuaishou: SiteDefinition = {
  site: 'kuaishou',
  hosts: ['kuaishou.com', 'gifshow.com'],
  contentId(url, [first = '', second = '', third = '']) {
    if (url.hostname === 'live.kuaishou.com') {
      return first === 'u' ? named('live-', idShape, second) : null;
    }
    if (url.hostname === 'v.kuaishou.com') return null;
    if (first === 'short-video' || first === 'video') return ofShape(idShape, second);
    if (first === 'fw' && (second === 'photo' || second === 'long-video')) {
      return ofShape(idShape, third);
    }
    return ofShape(idShape, url.searchParams.get('shareObjectId'));
  },
  roots: [{ kind: 'assigned', name: '__APOLLO_STATE__' }],
  readData,
  pageUrl: (id) =>
    id.startsWith('live-')
      ? `https://live.kuaishou.com/u/${id.slice('live-'.length)}`
      : `https://www.kuaishou.com/short-video/${id}`,
  isLiveUrl: (url) => url.hostname === 'live.kuaishou.com',
};

function readData(roots: PageRoots, id: string): PageReading | null {
  const state = roots['__APOLLO_STATE__'];
  const store = asRecord(at(state, 'defaultClient')) ?? asRecord(state);
  const photo = asRecord(at(store, `VisionVideoDetailPhoto:${id}`));
  if (store === null || asId(photo?.['id']) !== id) return null;
  const authors = Object.keys(store).filter((key) => key.startsWith('VisionVideoDetailAuthor:'));
  // A page of one video names one author; with more, nobody says which.
  const author = authors.length === 1 ? asRecord(store[authors[0] ?? '']) : null;
  const durationMs = asNumber(photo?.['duration']);
  return {
    meta: {
      ...noMeta,
      title: cleanText(photo?.['caption']),
      uploader: cleanText(author?.['name']),
      uploaderId: asId(author?.['id']),
      publishedAt: readMoment(photo?.['timestamp']),
      durationS: durationMs === null ? null : durationMs / 1000,
    },
    labels: [],
    // No field for a label is known: visible text only.
    hasLabelPlace: false,
  };
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 4. `/f/` and `v.kuaishou.com` links expire and name no video.
 *   https://www.kuaishou.com/short-video/3xabcdefghijk12
 *   https://live.kuaishou.com/u/someone
 */
