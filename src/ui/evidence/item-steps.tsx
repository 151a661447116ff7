import type { JSX } from 'preact';
import { say } from '../words.js';
import { itemTitle } from './item-title.js';
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
  return (
    <header class="item-head">
      <h1 dir="auto">{itemTitle(meta)}</h1>
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
