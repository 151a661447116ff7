/*
 * Facebook: reels, videos, posts, embeds. Only numbers name a content: `pfbid` names change with
 * the reader. Posts are numbered apart from videos.
 */
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMetaLabel } from './meta-label.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { asId, at, bareId, findById, type PageRoots } from './page-roots.js';
import { named, ofShape, pathOf } from './url-parts.js';

const idShape = /^[1-9]\d{7,19}$/;

export const facebook: SiteDefinition = {
  site: 'facebook',
  hosts: ['facebook.com'],
  contentId(url, path) {
    if (path[0] !== 'plugins' || path[1] !== 'video.php') return idOf(url, path);
    // An embed names the page of the video, which must be on this very site.
    const href = url.searchParams.get('href') ?? '';
    const inner = URL.canParse(href) ? new URL(href) : null;
    const isOwn = inner !== null && /(?:^|\.)facebook\.com$/.test(inner.hostname);
    return isOwn && inner.protocol === 'https:' ? idOf(inner, pathOf(inner)) : null;
  },
  roots: [{ kind: 'json-scripts', name: 'json' }],
  readData,
  // A post's page needs the name of its page or group, which is not part of the id.
  pageUrl: (id) => (id.startsWith('post-') ? null : `https://www.facebook.com/watch/?v=${id}`),
};

function idOf(url: URL, path: readonly string[]): string | null {
  const [first = '', second = '', third = '', fourth = ''] = path;
  const query = url.searchParams;
  if (first === 'reel') return ofShape(idShape, second);
  if (first === 'watch') {
    return ofShape(idShape, second === 'live' || second === '' ? query.get('v') : null);
  }
  if (first === 'video.php') return ofShape(idShape, query.get('v'));
  if (first === 'permalink.php' || first === 'story.php') {
    return named('post-', idShape, query.get('story_fbid'));
  }
  if (first === 'groups' && (third === 'posts' || third === 'permalink')) {
    return named('post-', idShape, fourth);
  }
  if (second === 'posts') return named('post-', idShape, third);
  return second === 'videos' ? (ofShape(idShape, third) ?? ofShape(idShape, fourth)) : null;
}

function readData(roots: PageRoots, id: string): PageReading | null {
  const isContent = (value: Readonly<Record<string, unknown>>): boolean =>
    'owner' in value || 'gen_ai_detection_method' in value || 'playable_duration_in_ms' in value;
  const isPost = id.startsWith('post-');
  const keys = isPost ? ['post_id'] : ['video_id', 'id'];
  const item = findById(roots, keys, bareId(id), isContent);
  if (item === null) return null;
  const owner = asRecord(item['owner']);
  const durationMs = asNumber(item['playable_duration_in_ms']);
  return {
    meta: {
      ...noMeta,
      title: cleanText(at(item, 'title', 'text') ?? item['name'] ?? at(item, 'message', 'text')),
      uploader: cleanText(owner?.['name']),
      uploaderId: asId(owner?.['id']),
      publishedAt: readMoment(item['publish_time'] ?? item['creation_time']),
      durationS: durationMs === null ? null : durationMs / 1000,
    },
    labels: readMetaLabel(item),
    hasLabelPlace: 'gen_ai_detection_method' in item,
  };
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 6.
 *   https://www.facebook.com/reel/1234567890123456
 *   https://www.facebook.com/watch/?v=1234567890123456
 *   https://www.facebook.com/SomePage/videos/1234567890123456/
 */
