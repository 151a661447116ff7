import type { JSX } from 'preact';
import { dueReports } from '../../report/due-reports.js';
import { openReportStore, reportStoreName } from '../../report/report-store.js';
import { say } from '../words.js';

/** A store that hangs must not hold back the window. */
const deadlineMs = 500;

/** How many reports had no answer in their time; 0 where nothing was reported or the store is silent. */
export function countDueReports(): Promise<number> {
  const late = new Promise<number>((resolve) =>
    AbortSignal.timeout(deadlineMs).addEventListener('abort', () => resolve(0)),
  );
  return Promise.race([count().catch(() => 0), late]);
}

async function count(): Promise<number> {
  // Opening would make one where nobody ever filed anything.
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === reportStoreName)) return 0;
  const store = await openReportStore();
  try {
    return dueReports(await store.reports(), Date.now()).length;
  } finally {
    store.close();
  }
}

/** The reminder: one line, only while something is due. */
export function DueReports({
  due,
  open,
}: {
  readonly due: number;
  readonly open: () => void;
}): JSX.Element | null {
  if (due === 0) return null;
  return (
    <p class="small">
      <button type="button" class="link" onClick={open}>
        {say('popup_due', due)}
      </button>
    </p>
  );
}
