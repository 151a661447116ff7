import { requestBackground } from '../protocol/request.js';
import { siteNames } from '../shared/site-names.js';
import { asRecord, tolerantParse } from './page-data.js';
import type { PageRoots } from './page-roots.js';

/**
 * Asks the background for the values of the page's own world; the isolated world does not see them. Null
 * on sites without a list, and when nothing came. The answer is the page's: any shape.
 */
export async function askPage(site: string, signal: AbortSignal): Promise<PageRoots | null> {
  const name = siteNames.find((known) => known === site);
  if (name === undefined) return null;
  const answer = await requestBackground('page/read-data', { site: name }, signal);
  if (!answer.ok || answer.value.json === null) return null;
  return asRecord(tolerantParse(answer.value.json));
}
