import type { JSX } from 'preact';
import { say } from '../words.js';
import { DeleteItem } from './delete-item.js';
import { ExportPackage } from './export-package.js';
import { ItemFacts } from './item-facts.js';
import { ItemPictures } from './item-pictures.js';
import { ItemSteps } from './item-steps.js';
import { useFrozen, type Stores } from './use-frozen.js';

/** One frozen item as it is: nothing here changes it. */
export function ItemPage({
  stores,
  id,
}: {
  readonly stores: Stores;
  readonly id: string;
}): JSX.Element {
  const { item } = useFrozen(stores, id);
  if (typeof item === 'string') return <NoItem state={item} />;
  return (
    <>
      <ItemSteps item={item} at="item" />
      <section>
        <h2>{say('item_pictures')}</h2>
        <p class="soft">{say('item_pictures_explain')}</p>
        <ItemPictures item={item} />
      </section>
      <ItemFacts item={item} />
      <ExportPackage stores={stores} item={item} />
      <DeleteItem stores={stores} item={item} />
    </>
  );
}

export function NoItem({ state }: { readonly state: 'loading' | 'missing' }): JSX.Element {
  return (
    <section>
      <p role="status">{say(state === 'loading' ? 'popup_loading' : 'item_missing')}</p>
    </section>
  );
}
