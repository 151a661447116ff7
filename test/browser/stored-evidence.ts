import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';

/** What the stores of an extension hold. */
export interface StoredEvidence {
  readonly cases: number;
  readonly reports: number;
  /** Cases in which something of their log or their files is missing. */
  readonly halves: readonly string[];
}

/** Reads the stores behind the back of the extension's own code. `page`: any page of the extension. */
export function storedEvidence(page: DrivenPage): Promise<StoredEvidence> {
  return page.evaluate(async () => {
    const rows = async (base: string, store: string): Promise<Record<string, unknown>[]> => {
      const known = (await indexedDB.databases()).some(({ name: known }) => known === base);
      if (!known) return [];
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(base);
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(new Error('not opened'));
      });
      try {
        if (!db.objectStoreNames.contains(store)) return [];
        return await new Promise((resolve, reject) => {
          const all = db.transaction(store).objectStore(store).getAll();
          all.onsuccess = () => resolve(all.result as Record<string, unknown>[]);
          all.onerror = () => reject(new Error('not read'));
        });
      } finally {
        db.close();
      }
    };
    const of = (store: string) => rows('seam-evidence', store);
    const [cases, media, log, heads] = await Promise.all(
      ['cases', 'media', 'log', 'heads'].map(of),
    );
    const ids = new Set([cases, media, log, heads].flat().map((row) => String(row!['caseId'])));
    const halves = [...ids].filter((id) => {
      const mine = (list: Record<string, unknown>[] | undefined) =>
        (list ?? []).filter((row) => row['caseId'] === id);
      const named = mine(log).flatMap(({ path }) =>
        typeof path === 'string' && path.startsWith('media/') ? [path] : [],
      );
      const kept = mine(media).map(({ path }) => String(path));
      const [head] = mine(heads);
      return (
        mine(cases).length !== 1 ||
        head === undefined ||
        Number(head['seq']) !== mine(log).length - 1 ||
        named.toSorted().join() !== kept.toSorted().join()
      );
    });
    const reports = (await rows('seam-reports', 'reports')).length;
    return { cases: (cases ?? []).length, reports, halves };
  });
}
