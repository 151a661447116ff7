/*
 * Xiaohongshu: notes as pages and as dialogs over the feed. The `xsec_token` that re-opens a note is a
 * key, not a name, and is dropped.
 */
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { asId, at, type PageRoots } from './page-roots.js';
import { ofShape } from './url-parts.js';

const idShape = /^[\da-f]{24}$/;

export const xiaohongshu: SiteDefinition = {
  site: 'xiaohongshu',
  hosts: ['xiaohongshu.com'],
  contentId(_url, [first = '', second = '', third = '', fourth = '']) {
    const id =
      first === 'explore' || first === 'search_result'
        ? second
        : first === 'discovery' && second === 'item'
          ? third
          : first === 'user' && second === 'profile' && idShape.test(third.toLowerCase())
            ? fourth
            : null;
    return ofShape(idShape, id?.toLowerCase());
  },
  roots: [{ kind: 'assigned', name: '__INITIAL_STATE__' }],
  readData,
  pageUrl: (id) => `https://www.xiaohongshu.com/explore/${id}`,
};

function readData(roots: PageRoots, id: string): PageReading | null {
  const note = asRecord(at(roots, '__INITIAL_STATE__', 'note', 'noteDetailMap', id, 'note'));
  if (note?.['noteId'] !== id) return null;
  const user = asRecord(note['user']);
  return {
    meta: {
      ...noMeta,
      title: cleanText(note['title']) ?? cleanText(note['desc']),
      uploader: cleanText(user?.['nickname']),
      uploaderId: asId(user?.['userId']),
      publishedAt: readMoment(note['time']),
      durationS: asNumber(at(note, 'video', 'capa', 'duration')),
    },
    labels: [],
    // The reader's field for a label was not found: visible text only.
    hasLabelPlace: false,
  };
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 6. `xhslink.com` short links name no note.
 *   https://www.xiaohongshu.com/explore/66a1b2c3d4e5f60718293a4b
 *   https://www.xiaohongshu.com/discovery/item/66a1b2c3d4e5f60718293a4b
 */
