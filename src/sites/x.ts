/*
 * X: posts and their media, timelines. The nearest link of a post names it, so a quoted post is never
 * taken for the one around it.
 */
import type { DisclosureLabel } from '../shared/disclosure.js';
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asRecord } from './page-data.js';
import { asId, at, findById, type PageRoots } from './page-roots.js';
import { ofShape } from './url-parts.js';

const idShape = /^[1-9]\d{0,19}$/;

export const x: SiteDefinition = {
  site: 'x',
  hosts: ['x.com', 'twitter.com'],
  /** Number of the post; with `:m2` for a later picture or video of it. */
  contentId(_url, path) {
    const from = path[0] === 'i' && path[1] === 'web' ? 2 : path[0] === 'statuses' ? 0 : 1;
    const [kind, number, media, index = '1'] = path.slice(from);
    if (kind !== 'status' && kind !== 'statuses') return null;
    if (from === 1 && !/^\w{1,15}$/.test(path[0] ?? '')) return null;
    const id = ofShape(idShape, number);
    const isLater = (media === 'video' || media === 'photo') && /^[2-9]$|^1\d$/.test(index);
    return id !== null && isLater ? `${id}:m${index}` : id;
  },
  roots: [{ kind: 'assigned', name: '__INITIAL_STATE__' }],
  readData,
  pageUrl(id) {
    const [number = '', media] = id.split(':m');
    const post = `https://x.com/i/web/status/${number}`;
    return media === undefined ? post : `${post}/video/${media}`;
  },
};

function readData(roots: PageRoots, id: string): PageReading | null {
  const number = id.split(':')[0] ?? '';
  const isPost = (value: Readonly<Record<string, unknown>>): boolean =>
    'legacy' in value || 'full_text' in value || 'text' in value;
  const post = findById(roots, ['rest_id', 'id_str'], number, isPost);
  if (post === null) return null;
  const legacy = asRecord(post['legacy']) ?? post;
  const user = asRecord(at(post, 'core', 'user_results', 'result'));
  const userId = asId(user?.['rest_id'] ?? legacy['user_id_str'] ?? legacy['user']);
  const listed = at(roots, '__INITIAL_STATE__', 'entities', 'users', 'entities', userId ?? '');
  const name = asRecord(user?.['legacy'] ?? user?.['core'] ?? listed);
  const disclosure = post['content_disclosure'] ?? legacy['content_disclosure'];
  return {
    meta: {
      ...noMeta,
      title: cleanText(legacy['full_text'] ?? legacy['text']),
      uploader: cleanText(name?.['name'] ?? name?.['screen_name']),
      uploaderId: userId,
      publishedAt: readMoment(legacy['created_at']),
    },
    labels: [...readMark(at(disclosure, 'ai_generated_disclosure')), ...readNote(post)],
    hasLabelPlace: true,
  };
}

/** Who said so stands in one of the texts of the object; its name was not read anywhere. */
function readMark(mark: unknown): readonly DisclosureLabel[] {
  const record = asRecord(mark);
  if (record?.['has_ai_generated_media'] !== true) return [];
  const texts = Object.values(record);
  const level = texts.includes('UserDeclared')
    ? 'author-declared'
    : texts.includes('C2paClient')
      ? 'provenance-signed'
      : 'platform-unspecified';
  return [{ level, text: null, where: 'content_disclosure.ai_generated_disclosure' }];
}

function readNote(post: Readonly<Record<string, unknown>>): readonly DisclosureLabel[] {
  const pivot = asRecord(post['birdwatch_pivot']);
  if (pivot === null && post['has_birdwatch_notes'] !== true) return [];
  const text = cleanText(at(pivot, 'subtitle', 'text'));
  return [{ level: 'crowd-note', text, where: 'birdwatch_pivot' }];
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 6.
 *   https://x.com/user/status/1234567890123456789
 *   https://x.com/user/status/1234567890123456789/video/1
 *   https://twitter.com/i/web/status/1234567890123456789
 */
