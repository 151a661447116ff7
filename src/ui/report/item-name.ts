import { moment } from '../evidence/moment.js';
import type { ListedItem } from '../evidence/use-frozen.js';
import { cleanTitle } from '../verdict/media-card.js';
import { kindLabel, say } from '../words.js';

/** An item in one line: what it is, its title, when it was frozen. */
export function itemName({ meta, frozen }: ListedItem): string {
  const title = cleanTitle(meta.title);
  const kind = kindLabel(meta.mediaType);
  const name = title === '' ? kind : say('media_named', kind, title);
  return `${name} · ${moment(frozen.opened.openedAtMs)}`;
}
