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
  const [isKept, setKept] = useState(false);

  function remove(): void {
    setKept(false);
    stores.reports.removeReport(reportId).then(changed, () => setKept(true));
  }

  return (
    <details class="small">
      <summary>{say('reports_remove')}</summary>
      <p>{say('reports_remove_sure')}</p>
      <p>
        <button type="button" class="button danger" onClick={remove}>
          {say('delete_yes')}
        </button>
      </p>
      {isKept && <p role="alert">{say('store_not_deleted')}</p>}
    </details>
  );
}
