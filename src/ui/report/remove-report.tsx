import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Stores } from '../evidence/use-frozen.js';
import { say } from '../words.js';

/** Takes a report off the list (a slip, or evidence that is gone) after a second, different click. */
export function RemoveReport({
  stores,
  reportId,
  changed,
}: {
  readonly stores: Stores;
  readonly reportId: string;
  readonly changed: () => void;
}): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const [isKept, setKept] = useState(false);

  function remove(): void {
    setKept(false);
    stores.reports.removeReport(reportId).then(changed, () => setKept(true));
  }

  if (!isAsking) {
    return (
      <p>
        <button type="button" class="button" onClick={() => setAsking(true)}>
          {say('reports_remove')}
        </button>
      </p>
    );
  }
  return (
    <div role="group" aria-label={say('reports_remove')}>
      <p role="alert">{say('reports_remove_sure')}</p>
      <p class="buttons">
        <button type="button" class="button" onClick={() => setAsking(false)}>
          {say('delete_keep')}
        </button>
        <button type="button" class="button danger" onClick={remove}>
          {say('delete_yes')}
        </button>
      </p>
      {isKept && <p role="alert">{say('store_not_deleted')}</p>}
    </div>
  );
}
