import { dueReports } from '../../report/due-reports.js';
import { openReportStore, reportStoreName } from '../../report/report-store.js';

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
