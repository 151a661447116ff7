import { askFreeze } from '../../src/cli/browsers/drive-evidence.js';
import { freezeAndFile } from '../../src/cli/screenshots/freeze-for-shots.js';
import { youtubeUrl } from '../fixtures/sites.js';
import { isJudged, mainRecord, type OpenSeam } from './open-seam.js';

/** Ids of frozen cases by the word that stands for them in the paths of a page table. */
export type Cases = Readonly<Record<string, string>>;

/** Freezes one video twice: of FROZEN nothing more is done, FILED is reviewed and reported. */
export async function prepareEvidence(seam: OpenSeam): Promise<Cases> {
  const tab = await seam.watch(youtubeUrl('astronaut-forged-blend'));
  const view = await tab.until('a verdict', isJudged);
  const frozen = await askFreeze(seam.extensionPage, tab.tabId, mainRecord(view)!.mediaId);
  if (!frozen.ok) throw new Error(`not frozen: ${JSON.stringify(frozen)}`);
  const filed = await freezeAndFile(seam.browser, seam.extensionPage, await tab.view());
  await tab.close();
  return { FROZEN: frozen.caseId, FILED: filed.caseId };
}
