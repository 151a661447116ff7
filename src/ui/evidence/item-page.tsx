import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../words.js';
import { DeleteItem } from './delete-item.js';
import { ExportPackage } from './export-package.js';
import { ItemFacts } from './item-facts.js';
import { ItemPictures } from './item-pictures.js';
import { ItemSteps } from './item-steps.js';
import { useFrozen, type NoFrozen, type Stores } from './use-frozen.js';

/** One frozen item as it is: nothing here changes it. */
export function ItemPage({
  stores,
  id,
}: {
  readonly stores: Stores;
  readonly id: string;
}): JSX.Element {
  const { item, reload } = useFrozen(stores, id);
  if (item === 'missing') return <UnreadItem stores={stores} id={id} />;
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
      <DeleteItem stores={stores} caseId={id} reload={reload} />
    </>
  );
}

/** An item that this version cannot open may still be deleted. */
function UnreadItem({ stores, id }: { readonly stores: Stores; readonly id: string }): JSX.Element {
  const [isKept, setKept] = useState(false);
  useEffect(() => {
    void stores.evidence.tail(id).then(
      (tail) => setKept(tail !== null),
      () => setKept(false),
    );
  }, [stores, id]);
  return (
    <>
      <NoItem state="missing" />
      {isKept && <DeleteItem stores={stores} caseId={id} />}
    </>
  );
}

const sentences = {
  loading: 'popup_loading',
  missing: 'item_missing',
  unread: 'store_unread',
} as const satisfies Record<NoFrozen, string>;

export function NoItem({ state }: { readonly state: NoFrozen }): JSX.Element {
  return (
    <section>
      <p role="status">{say(sentences[state])}</p>
    </section>
  );
}
