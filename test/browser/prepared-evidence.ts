import { askFreeze } from '../../src/cli/browsers/drive-evidence.js';
import { freezeAndFile } from '../../src/cli/screenshots/freeze-for-shots.js';
import { youtubeUrl } from '../fixtures/sites.js';
import { isJudged, mainRecord, type OpenSeam } from './open-seam.js';

export const preparedCase = 'case-1';

/** Ids of frozen cases by the word that stands for them in the paths of a page table. */
export type Cases = Readonly<Record<string, string>>;

/**
 * Freezes one video twice: of FROZEN nothing more is done, FILED is reviewed, reported, packed once and put into
 * the case `preparedCase`.
 */
export async function prepareEvidence(seam: OpenSeam): Promise<Cases> {
  const tab = await seam.watch(youtubeUrl('astronaut-forged-blend'));
  const view = await tab.until('a verdict', isJudged);
  const frozen = await askFreeze(seam.extensionPage, tab.tabId, mainRecord(view)!.mediaId);
  if (!frozen.ok) throw new Error(`not frozen: ${JSON.stringify(frozen)}`);
  const filed = await freezeAndFile(seam.browser, seam.extensionPage, await tab.view());
  await tab.close();
  await seam.extensionPage.evaluate(storeCase, { id: preparedCase, item: filed.caseId });
  return { FROZEN: frozen.caseId, FILED: filed.caseId };
}

/** Runs in a page of the extension, which has opened the database before. */
async function storeCase({
  id,
  item,
}: {
  readonly id: string;
  readonly item: string;
}): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const open = indexedDB.open('seam-reports');
    open.onsuccess = () => resolve(open.result);
    open.onerror = () => reject(new Error('not opened'));
  });
  await new Promise<void>((resolve, reject) => {
    const change = db.transaction('cases', 'readwrite');
    const file = { id, title: 'One case', createdAtMs: 1, items: [item], notes: [], verdicts: {} };
    change.objectStore('cases').put(file);
    change.oncomplete = () => resolve();
    change.onerror = () => reject(new Error('not stored'));
  });
  db.close();
}
