import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { mayHaveLeft } from '../../report/outbox.js';
import { withOutbox } from '../../report/outbox-store.js';
import { say } from '../words.js';
import { forgetFrozen } from './forget-frozen.js';
import { tellItemChanged } from './item-news.js';
import { go } from './route.js';
import type { Stores } from './use-frozen.js';

/** Deletes an item after a second, different click. Evidence is never removed by anything else. */
export function DeleteItem({
  stores,
  caseId,
  reload = () => undefined,
}: {
  readonly stores: Stores;
  readonly caseId: string;
  /** The page shows pictures, and some are gone now. */
  readonly reload?: () => void;
}): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const [kept, setKept] = useState<'store_not_deleted' | 'store_pictures_deleted' | null>(null);
  const [hasLeft, setLeft] = useState(false);

  async function ask(): Promise<void> {
    setAsking(true);
    setLeft(await hasReportLeft(caseId));
  }

  async function remove(): Promise<void> {
    setKept(null);
    let arePicturesGone = false;
    try {
      // First: a full disk may refuse what comes after, and then there is room for it.
      await stores.evidence.removeMedia(caseId);
      arePicturesGone = true;
      // While the item is still here to repeat it from.
      await withOutbox((db) => db.callBack(caseId, 'all', Date.now()));
      await forgetFrozen(stores.evidence, caseId);
      await stores.reports.forgetItem(caseId);
      await stores.evidence.remove(caseId);
    } catch {
      if (arePicturesGone) {
        tellItemChanged(caseId);
        reload();
      }
      setKept(arePicturesGone ? 'store_pictures_deleted' : 'store_not_deleted');
      return;
    }
    tellItemChanged(caseId);
    go('/');
  }

  return (
    <section>
      <h2>{say('delete_title')}</h2>
      {isAsking ? (
        <div role="group" aria-label={say('delete_title')}>
          <p role="alert">{say('delete_sure')}</p>
          {hasLeft && <p>{say('outbox_has_left')}</p>}
          <p class="buttons">
            <button type="button" class="button" onClick={() => setAsking(false)}>
              {say('delete_keep')}
            </button>
            <button type="button" class="button danger" onClick={() => void remove()}>
              {say('delete_yes')}
            </button>
          </p>
          {kept !== null && <p role="alert">{say(kept)}</p>}
        </div>
      ) : (
        <button type="button" class="button" onClick={() => void ask()}>
          {say('delete_button')}
        </button>
      )}
    </section>
  );
}

/** Told before the item is deleted: afterwards nobody knows which report was of it. */
function hasReportLeft(caseId: string): Promise<boolean> {
  return withOutbox((db) => db.all()).then(
    (all) => all.some((item) => item.caseIds?.includes(caseId) === true && mayHaveLeft(item)),
    () => false,
  );
}
