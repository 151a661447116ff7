import type { JSX } from 'preact';
import { cleanTitle } from '../verdict/media-card.js';
import { kindLabel, say } from '../words.js';
import { moment } from './moment.js';
import type { FrozenItem } from './use-frozen.js';

/** Name of the item and when it was frozen. */
export function ItemSteps({ item }: { readonly item: FrozenItem }): JSX.Element {
  const { meta, frozen } = item;
  const title = cleanTitle(meta.title);
  const kind = kindLabel(meta.mediaType);
  return (
    <header class="item-head">
      <h1 dir="auto">{title === '' ? kind : say('media_named', kind, title)}</h1>
      <p class="soft">{say('item_frozen_at', moment(frozen.opened.openedAtMs))}</p>
    </header>
  );
}
