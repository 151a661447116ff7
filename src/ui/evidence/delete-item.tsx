import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../words.js';
import { tellItemChanged } from './item-news.js';
import { go } from './route.js';
import type { Stores } from './use-frozen.js';

/** Deletes an item after a second, different click. Evidence is never removed by anything else. */
export function DeleteItem({
  stores,
  caseId,
}: {
  readonly stores: Stores;
  readonly caseId: string;
}): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const [isKept, setKept] = useState(false);

  async function remove(): Promise<void> {
    setKept(false);
    try {
      await stores.evidence.remove(caseId);
      await stores.reports.forgetItem(caseId);
    } catch {
      setKept(true);
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
          <p class="buttons">
            <button type="button" class="button" onClick={() => setAsking(false)}>
              {say('delete_keep')}
            </button>
            <button type="button" class="button danger" onClick={() => void remove()}>
              {say('delete_yes')}
            </button>
          </p>
          {isKept && <p role="alert">{say('store_not_deleted')}</p>}
        </div>
      ) : (
        <button type="button" class="button" onClick={() => setAsking(true)}>
          {say('delete_button')}
        </button>
      )}
    </section>
  );
}
