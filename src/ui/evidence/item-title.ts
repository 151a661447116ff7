import type { PageMeta } from '../../evidence/capture/page-meta.js';
import { cleanTitle } from '../verdict/media-card.js';
import { kindLabel, say } from '../words.js';

/** What an item is, with its title where it has one. Null: its page facts cannot be read. */
export function itemTitle(meta: Pick<PageMeta, 'title' | 'mediaType'> | null): string {
  const title = cleanTitle(meta?.title ?? null);
  const kind = kindLabel(meta?.mediaType ?? 'video');
  return title === '' ? kind : say('media_named', kind, title);
}
