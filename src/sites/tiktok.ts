/*
 * TikTok: videos, photo posts, embeds, live, the feed in which the address does not name the slide.
 */
import type { DisclosureLabel } from '../shared/disclosure.js';
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { asId, at, findById, type PageRoots } from './page-roots.js';
import { named, ofShape } from './url-parts.js';

const idShape = /^\d{17,21}$/;
/** Links to a video may leave the name out. */
const handle = /^@[\w.]{0,24}$/;

export const tiktok: SiteDefinition = {
  site: 'tiktok',
  hosts: ['tiktok.com', 'tiktokv.com'],
  contentId(_url, [first = '', second = '', third = '']) {
    if (handle.test(first)) {
      if (second === 'live') return named('live', /^@./, first);
      return second === 'video' || second === 'photo' ? ofShape(idShape, third) : null;
    }
    if (first === 'embed')
      return ofShape(idShape, second === 'v2' || second === 'v3' ? third : second);
    if (first === 'player' && second === 'v1') return ofShape(idShape, third);
    if (first === 'share' && (second === 'video' || second === 'photo'))
      return ofShape(idShape, third);
    return first === 'v' ? ofShape(idShape, second.replace(/\.html$/, '')) : null;
  },
  roots: [
    { kind: 'script', name: '__UNIVERSAL_DATA_FOR_REHYDRATION__' },
    { kind: 'script', name: 'SIGI_STATE' },
  ],
  readData,
  slideId: (slide) => /(?<!\d)\d{17,21}(?!\d)/.exec(slide.id)?.[0] ?? null,
  pageUrl: (id) =>
    id.startsWith('live@')
      ? `https://www.tiktok.com/${id.slice('live'.length)}/live`
      : `https://www.tiktok.com/share/video/${id}`,
  isLiveUrl: (url) => url.pathname.endsWith('/live'),
};

function readData(roots: PageRoots, id: string): PageReading | null {
  const item = findById(roots, ['id'], id, (value) => 'author' in value && 'desc' in value);
  if (item === null) return null;
  const author = asRecord(item['author']);
  return {
    meta: {
      ...noMeta,
      title: cleanText(item['desc']),
      uploader: cleanText(author?.['nickname'] ?? item['nickname'] ?? item['author']),
      uploaderId: asId(author?.['uniqueId'] ?? item['author']),
      publishedAt: readMoment(asNumber(item['createTime'])),
      durationS: asNumber(at(item, 'video', 'duration')),
    },
    labels: [...readType(item, 'aigcLabelType'), ...readType(item, 'moderationAigcLabelType')],
    // `IsAigc` and `AIGCDescription` are often blank, so their absence says nothing.
    hasLabelPlace: true,
  };
}

/** 1: the author says so, 2: the platform does; as a number or as text. */
function readType(
  item: Readonly<Record<string, unknown>>,
  field: string,
): readonly DisclosureLabel[] {
  const level = { 1: 'author-declared', 2: 'platform-suspected' } as const;
  const type = asNumber(item[field]);
  return type === 1 || type === 2 ? [{ level: level[type], text: null, where: field }] : [];
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 6. `vm.`, `vt.` and `/t/` short links name no video.
 *   https://www.tiktok.com/@user/video/7123456789012345678
 *   https://www.tiktok.com/embed/v2/7123456789012345678
 *   https://www.tiktok.com/@user/live
 */
