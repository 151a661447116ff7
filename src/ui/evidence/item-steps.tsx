import type { JSX } from 'preact';
import { cleanTitle } from '../verdict/media-card.js';
import { kindLabel, say } from '../words.js';
import { moment } from './moment.js';
import type { FrozenItem } from './use-frozen.js';

const steps = [
  ['item', 'step_item', ''],
  ['report', 'step_report', '/report'],
  ['send', 'step_send', '/send'],
] as const;

/** Name of the item and the way through it: frozen, review, file. */
export function ItemSteps({
  item,
  at,
}: {
  readonly item: FrozenItem;
  readonly at: (typeof steps)[number][0];
}): JSX.Element {
  const { meta, frozen } = item;
  const title = cleanTitle(meta.title);
  const kind = kindLabel(meta.mediaType);
  return (
    <header class="item-head">
      <h1 dir="auto">{title === '' ? kind : say('media_named', kind, title)}</h1>
      <p class="soft">{say('item_frozen_at', moment(frozen.opened.openedAtMs))}</p>
      <ol class="steps">
        {steps.map(([name, key, path]) => (
          <li key={name}>
            <a
              href={`#/item/${frozen.opened.caseId}${path}`}
              aria-current={name === at ? 'step' : undefined}
            >
              {say(key)}
            </a>
          </li>
        ))}
      </ol>
    </header>
  );
}
