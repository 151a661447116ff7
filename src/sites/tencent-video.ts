/*
 * Tencent Video: single videos, covers with several videos, WeTV. Player `txp`. Among the least certain
 * rows. A cover's address names no video: its `vid` is the part. WeTV is a site of its own (`wetv-`).
 */
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { at, bareId, type PageRoots } from './page-roots.js';
import { named, ofShape } from './url-parts.js';

const vidShape = /^[\da-z]{11}$/;
const coverShape = /^[\da-z]{15}$/;

export const tencentVideo: SiteDefinition = {
  site: 'tencent-video',
  hosts: ['v.qq.com', 'wetv.vip'],
  contentId(url, path) {
    const last = (path.at(-1) ?? '').replace(/\.html$/, '');
    if (url.hostname.endsWith('wetv.vip')) {
      const [, , vid] = path.slice(Math.max(0, path.indexOf('play')));
      return path.includes('play') ? named('wetv-', vidShape, vid?.split('-')[0]) : null;
    }
    const [first = '', kind = '', cover = ''] = path;
    if (first === 'txp' && kind === 'iframe') return ofShape(vidShape, url.searchParams.get('vid'));
    if (first !== 'x' || !(path.at(-1) ?? '').endsWith('.html')) return null;
    if (kind === 'page') return ofShape(vidShape, last);
    if (kind !== 'cover') return null;
    return path.length > 3 && cover !== path.at(-1)
      ? ofShape(vidShape, last)
      : named('cover-', coverShape, last);
  },
  roots: [{ kind: 'assigned', name: '__PINIA__' }],
  readData,
  pageUrl(id) {
    // A page of WeTV needs the series, which is not part of the id.
    if (id.startsWith('wetv-')) return null;
    return id.startsWith('cover-')
      ? `https://v.qq.com/x/cover/${id.slice('cover-'.length)}.html`
      : `https://v.qq.com/x/page/${id}.html`;
  },
};

function readData(roots: PageRoots, id: string): PageReading | null {
  const store = at(roots, '__PINIA__', 'global');
  const video = asRecord(at(store, 'videoInfo'));
  const cover = asRecord(at(store, 'coverInfo'));
  const vid = video?.['vid'];
  const coverId = cover?.['cover_id'] ?? cover?.['cid'];
  const isIt = id.startsWith('cover-') ? `cover-${String(coverId)}` === id : vid === bareId(id);
  if (!isIt) return null;
  return {
    meta: {
      ...noMeta,
      title: cleanText(video?.['title'] ?? cover?.['title']),
      uploader: cleanText(at(video, 'upInfo', 'nick') ?? video?.['nick']),
      publishedAt: readMoment(video?.['publish_date'] ?? video?.['publishDate']),
      durationS: asNumber(video?.['duration']),
      partId: typeof vid === 'string' ? ofShape(vidShape, vid) : null,
    },
    labels: [],
    // No label was found on this site: visible text only.
    hasLabelPlace: false,
  };
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 and 3.
 *   https://v.qq.com/x/page/q326831cny0.html
 *   https://v.qq.com/x/cover/mzc00200mp8vo9b/n0041aa087e.html
 *   https://v.qq.com/x/cover/mzc00200mp8vo9b.html
 *   https://wetv.vip/en/play/air11ooo2rdsdi3/v0040pr89t9
 */
