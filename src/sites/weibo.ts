/*
 * Weibo: posts on the desktop and the mobile site, videos of the TV pages. Player `wbpv`. A post has two
 * names, a number (mid) and the same number in base 62; the number is canonical.
 */
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { asId, at, type PageRoots } from './page-roots.js';
import { ofShape } from './url-parts.js';
import { readMid } from './weibo-id.js';

const oidShape = /^\d{4,10}:[\da-f]{8,40}$/;

export const weibo: SiteDefinition = {
  site: 'weibo',
  hosts: ['weibo.com', 'weibo.cn'],
  contentId(url, [first = '', second = '', third = '']) {
    if (url.hostname === 'video.weibo.com') {
      return first === 'show' ? ofShape(oidShape, url.searchParams.get('fid')) : null;
    }
    if (first === 'tv') return second === 'show' ? ofShape(oidShape, third) : null;
    if (first === 'status' || first === 'detail') return readMid(second);
    const isUser = /^\d{5,12}$/.test(first);
    return isUser && url.hostname !== 'passport.weibo.com' ? readMid(second) : null;
  },
  roots: [
    {
      kind: 'object',
      name: 'status',
      isOf: (value, id) => asId(value['mid'] ?? value['id']) === id,
    },
  ],
  readData,
  pageUrl: (id) =>
    id.includes(':') ? `https://weibo.com/tv/show/${id}` : `https://m.weibo.cn/status/${id}`,
};

function readData(roots: PageRoots, id: string): PageReading | null {
  const status = asRecord(roots['status']);
  if (asId(status?.['mid'] ?? status?.['id']) !== id) return null;
  const user = asRecord(status?.['user']);
  const page = asRecord(status?.['page_info']);
  return {
    meta: {
      ...noMeta,
      title: cleanText(status?.['text_raw'] ?? status?.['status_title'] ?? page?.['title']),
      uploader: cleanText(user?.['screen_name']),
      uploaderId: asId(user?.['id']),
      publishedAt: readMoment(status?.['created_at']),
      durationS: asNumber(at(page, 'media_info', 'duration')),
    },
    labels: [],
    // No field for a label is known: text near the author only.
    hasLabelPlace: false,
  };
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 6.
 *   https://weibo.com/7827771738/N4xlMvjhI
 *   https://m.weibo.cn/status/4910815147462302
 *   https://weibo.com/tv/show/1034:4797699866951785
 *   https://video.weibo.com/show?fid=1034:4797699866951785
 */
