/*
 * Instagram: posts, reels and videos, also under a user's name and as a dialog; stories.
 */
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMetaLabel } from './meta-label.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { asId, at, bareId, findById, type PageRoots } from './page-roots.js';
import { named, ofShape } from './url-parts.js';

const codeShape = /^[\w-]{8,40}$/;
const kinds = new Set(['p', 'tv', 'reel', 'reels']);
const user = /^[\w.]{1,30}$/;

export const instagram: SiteDefinition = {
  site: 'instagram',
  hosts: ['instagram.com'],
  contentId(_url, [first = '', second = '', third = '']) {
    if (first === 'stories') {
      // Highlights are a collection: their number names no story.
      const isStory = user.test(second) && second !== 'highlights';
      return isStory ? named('story-', /^\d{5,25}$/, third) : null;
    }
    if (kinds.has(first)) return second === 'audio' ? null : ofShape(codeShape, second);
    // A share link carries a token in place of the code.
    const isUser = user.test(first) && first !== 'share';
    return isUser && kinds.has(second) ? ofShape(codeShape, third) : null;
  },
  roots: [{ kind: 'json-scripts', name: 'json' }],
  readData,
  // A story's page needs the user's name, which is not part of the id.
  pageUrl: (id) => (id.startsWith('story-') ? null : `https://www.instagram.com/p/${id}/`),
};

function readData(roots: PageRoots, id: string): PageReading | null {
  const item = findById(
    roots,
    id.startsWith('story-') ? ['pk', 'id'] : ['code', 'shortcode'],
    bareId(id),
    (value) => 'user' in value || 'owner' in value,
  );
  if (item === null) return null;
  const author = asRecord(item['user'] ?? item['owner']);
  return {
    meta: {
      ...noMeta,
      title: cleanText(at(item, 'caption', 'text')),
      uploader: cleanText(author?.['full_name'] ?? author?.['username']),
      uploaderId: asId(author?.['username'] ?? author?.['pk'] ?? author?.['id']),
      publishedAt: readMoment(item['taken_at'] ?? item['taken_at_timestamp']),
      durationS: asNumber(item['video_duration']),
    },
    labels: readMetaLabel(item),
    hasLabelPlace: 'gen_ai_detection_method' in item,
  };
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 6.
 *   https://www.instagram.com/p/CxYzAbCdEfG/
 *   https://www.instagram.com/reel/CxYzAbCdEfG/
 *   https://www.instagram.com/someone/reel/CxYzAbCdEfG/
 */
