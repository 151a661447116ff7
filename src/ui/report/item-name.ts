import { moment } from '../evidence/moment.js';
import { itemTitle } from '../evidence/item-title.js';
import type { ListedItem } from '../evidence/use-frozen.js';

/** An item in one line: what it is, its title, when it was frozen. */
export function itemName({ meta, frozen }: ListedItem): string {
  return `${itemTitle(meta)} · ${moment(frozen.opened.openedAtMs)}`;
}
