import { openDB, type DBSchema } from 'idb';
import { moveItem, readCaseFile, type CaseFile, type StoredCaseFile } from './case-file.js';
import { addReportEvent, type ReportEvent, type ReportLog } from './report-log.js';
import { editReview, type Review, type ReviewEdit } from './review.js';
import { withSealed, type SealedPackage } from './sealed-package.js';

/** A report log with the frozen item that it speaks of. */
export interface StoredReport extends ReportLog {
  readonly caseId: string;
  /** The text as it stood when it was filed; empty before. */
  readonly text: string;
}

interface ReportSchema extends DBSchema {
  reviews: { key: string; value: Review };
  reports: { key: string; value: StoredReport; indexes: { case: string } };
  cases: { key: string; value: StoredCaseFile };
}

/** Reviews, report logs and cases. Evidence itself lies in a store of its own. */
export interface ReportStore {
  review(caseId: string): Promise<Review | null>;
  /**
   * Changes some of what a person said, and nothing of what another page has stored meanwhile. `first`: what it starts
   * from where nothing is stored yet.
   */
  changeReview(first: Review, ...edits: readonly ReviewEdit[]): Promise<void>;
  /** Remembers a package; gives the list as it is then. `review`: what is stored where there is none yet. */
  addSealed(review: Review, made: SealedPackage): Promise<readonly SealedPackage[]>;
  reports(): Promise<readonly StoredReport[]>;
  reportsOf(caseId: string): Promise<readonly StoredReport[]>;
  addReport(report: StoredReport): Promise<void>;
  /** Reads, checks and appends in one transaction; null when the event may not follow. */
  addEvent(reportId: string, event: ReportEvent, text?: string): Promise<StoredReport | null>;
  cases(): Promise<readonly CaseFile[]>;
  saveCase(file: CaseFile): Promise<void>;
  /** Reads, changes and puts in one transaction. Rejects, and puts nothing, where the case is gone or `change` throws. */
  changeCase(id: string, change: (file: CaseFile) => CaseFile): Promise<void>;
  /** Puts an item into a case, or into none. */
  moveItem(item: string, into: string | null): Promise<void>;
  removeCase(id: string): Promise<void>;
  /** Forgets what the person wrote about an item that was deleted. Its report logs stay. */
  forgetItem(caseId: string): Promise<void>;
  removeReport(reportId: string): Promise<void>;
  close(): void;
}

export const reportStoreName = 'seam-reports';

export async function openReportStore(name = reportStoreName): Promise<ReportStore> {
  const db = await openDB<ReportSchema>(name, 1, {
    upgrade(created) {
      created.createObjectStore('reviews', { keyPath: 'caseId' });
      created.createObjectStore('reports', { keyPath: 'reportId' }).createIndex('case', 'caseId');
      created.createObjectStore('cases', { keyPath: 'id' });
    },
  });
  const moveIn = async (item: string, into: string | null): Promise<void> => {
    const change = db.transaction('cases', 'readwrite');
    const files = (await change.store.getAll()).map(readCaseFile);
    const moved = moveItem(files, item, into);
    await Promise.all(
      moved.filter((file, at) => file !== files[at]).map((file) => change.store.put(file)),
    );
    await change.done;
  };
  return {
    review: async (caseId) => (await db.get('reviews', caseId)) ?? null,
    // What is known of sealed packages comes from the store alone: `first` may have been read long before.
    async changeReview({ sealed: _, ...first }, ...edits) {
      const change = db.transaction('reviews', 'readwrite');
      const kept = (await change.store.get(first.caseId)) ?? first;
      await change.store.put(edits.reduce(editReview, kept));
      await change.done;
    },
    async addSealed(review, made) {
      const change = db.transaction('reviews', 'readwrite');
      const kept = (await change.store.get(review.caseId)) ?? review;
      const sealed = withSealed(kept.sealed, made);
      await change.store.put({ ...kept, sealed });
      await change.done;
      return sealed;
    },
    reports: () => db.getAll('reports'),
    reportsOf: (caseId) => db.getAllFromIndex('reports', 'case', caseId),
    async addReport(report) {
      await db.add('reports', report);
    },
    async addEvent(reportId, event, text) {
      const change = db.transaction('reports', 'readwrite');
      const before = await change.store.get(reportId);
      const added = before && addReportEvent(before, event);
      const after =
        before && added?.ok === true
          ? { ...before, ...added.log, ...(text === undefined ? {} : { text }) }
          : null;
      if (after !== null) await change.store.put(after);
      await change.done;
      return after;
    },
    cases: async () => (await db.getAll('cases')).map(readCaseFile),
    async saveCase(file) {
      await db.put('cases', file);
    },
    async changeCase(id, change) {
      const changing = db.transaction('cases', 'readwrite');
      const stored = await changing.store.get(id);
      if (stored === undefined) throw new Error('the case is gone');
      await changing.store.put(change(readCaseFile(stored)));
      await changing.done;
    },
    moveItem: moveIn,
    removeCase: (id) => db.delete('cases', id),
    async forgetItem(caseId) {
      await moveIn(caseId, null);
      await db.delete('reviews', caseId);
    },
    removeReport: (reportId) => db.delete('reports', reportId),
    close: () => db.close(),
  };
}
