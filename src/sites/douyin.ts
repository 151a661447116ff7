/*
 * Douyin: videos, picture notes, dialogs over other pages, live rooms, feeds in which the address does
 * not name the slide. Player xgplayer; neighbours preload, so only the active slide counts.
 */
import type { DisclosureLabel } from '../shared/disclosure.js';
import { levelOfWords } from './ai-words.js';
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { asId, at, findById, type PageRoots } from './page-roots.js';
import { named, ofShape } from './url-parts.js';

const idShape = /^\d{15,20}$/;

export const douyin: SiteDefinition = {
  site: 'douyin',
  hosts: ['douyin.com', 'iesdouyin.com'],
  contentId(url, [first = '', second = '', third = '']) {
    if (url.hostname === 'live.douyin.com') return named('live', /^\d{1,20}$/, first);
    if (first === 'video' || first === 'note') return ofShape(idShape, second);
    if (first === 'share' && (second === 'video' || second === 'note'))
      return ofShape(idShape, third);
    if (first === 'follow' && second === 'live') return named('live', /^\d{1,20}$/, third);
    return ofShape(idShape, url.searchParams.get('modal_id'));
  },
  roots: [
    { kind: 'script', name: 'RENDER_DATA', isEncoded: true },
    { kind: 'script', name: 'STREAM_RENDER_DATA', isEncoded: true },
    { kind: 'pushed', name: '__pace_f' },
  ],
  readData,
  slideId: vidOf,
  cardId: vidOf,
  pageUrl: (id) =>
    id.startsWith('live')
      ? `https://live.douyin.com/${id.slice('live'.length)}`
      : `https://www.douyin.com/video/${id}`,
  isLiveUrl: (url) => url.hostname === 'live.douyin.com',
};

function vidOf(element: Element): string | null {
  return ofShape(idShape, element.getAttribute('data-e2e-vid'));
}

function readData(roots: PageRoots, id: string): PageReading | null {
  const item = findById(roots, ['awemeId', 'aweme_id'], id, (value) => 'desc' in value);
  if (item === null) return null;
  const author = asRecord(item['authorInfo'] ?? item['author']);
  const durationMs = asNumber(at(item, 'video', 'duration'));
  const mark = item['aigcInfo'] ?? item['aigc_info'];
  const risks = item['riskInfos'] ?? item['risk_infos'];
  return {
    meta: {
      ...noMeta,
      title: cleanText(item['desc']),
      uploader: cleanText(author?.['nickname']),
      uploaderId: asId(author?.['uid'] ?? author?.['secUid'] ?? author?.['sec_uid']),
      publishedAt: readMoment(item['createTime'] ?? item['create_time']),
      durationS: durationMs === null ? null : durationMs / 1000,
    },
    labels: [...readMark(asRecord(mark)), ...readRisks(risks)],
    hasLabelPlace: mark !== undefined || risks !== undefined,
  };
}

function readMark(mark: Readonly<Record<string, unknown>> | null): readonly DisclosureLabel[] {
  const type = asNumber(mark?.['aigc_label_type'] ?? mark?.['aigcLabelType']);
  const isMadeByAi = mark?.['created_by_ai'] === true || mark?.['createdByAi'] === true;
  const level =
    type === 1
      ? 'author-declared'
      : type === 2
        ? 'platform-suspected'
        : isMadeByAi
          ? 'platform-unspecified'
          : null;
  return level === null ? [] : [{ level, text: null, where: 'aigc_info' }];
}

/** Notes about dangers of every kind; only those about AI count. */
function readRisks(risks: unknown): readonly DisclosureLabel[] {
  return [risks].flat().flatMap((risk) => {
    const text = cleanText(asRecord(risk)?.['content']);
    // "作品含AI生成内容": the platform read it from the file, unsigned.
    const level = text === null ? null : levelOfWords(text, 'provenance-read');
    return level === null ? [] : [{ level, text, where: 'risk_infos' }];
  });
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 6. `v.douyin.com` short links name no video.
 *   https://www.douyin.com/video/7123456789012345678
 *   https://www.douyin.com/discover?modal_id=7123456789012345678
 *   https://www.douyin.com/note/7123456789012345678
 *   https://live.douyin.com/123456789
 */
