import type { EvidenceStore, StoredCase } from '../../evidence/capture/evidence-store.js';
import { readPageMeta } from '../../evidence/capture/page-meta.js';
import { requestBackground } from '../../protocol/request.js';
import type { RequestOf } from '../../protocol/message-table.js';

type MediaName = Pick<RequestOf<'memory/mark'>, 'site' | 'contentId' | 'mediaId'>;

/**
 * Lets the memory of this device forget that the media of an item was frozen, and its faces, once its pictures are gone:
 * while the item itself is here it can be repeated. Not where another item has pictures of the same media, or keeps its
 * address alone. Throws when the memory did not hear of it.
 */
export async function forgetFrozen(evidence: EvidenceStore, caseId: string): Promise<void> {
  const items = await evidence.list();
  const own = items.find((item) => item.caseId === caseId);
  const name = own === undefined ? null : rememberedName(own);
  if (name === null) return;
  for (const other of items) {
    if (other.caseId === caseId || !isSameMedia(rememberedName(other), name)) continue;
    const facts = await evidence.readFacts(other.caseId);
    const isAddress = readPageMeta(other.pageMeta)?.addressOnly !== undefined;
    if (facts !== null && (facts.paths.length > 0 || isAddress)) return;
  }
  const answer = await requestBackground(
    'memory/mark',
    { ...name, tabId: null, change: 'unfrozen', hashes: [] },
    new AbortController().signal,
  );
  if (!answer.ok || !answer.value.done)
    throw new Error('The memory did not forget what was frozen.');
}

/** How the memory of this device names the media of an item. Null: it cannot be told. */
export function rememberedName({ pageMeta }: Pick<StoredCase, 'pageMeta'>): MediaName | null {
  const meta = readPageMeta(pageMeta);
  if (meta === null) return null;
  const { record } = meta;
  if (record !== null) {
    return { site: record.site, contentId: record.contentId, mediaId: record.mediaId };
  }
  // Without a record only the site's own name of the content is left; the visit's is not asked for then.
  const { site, contentId } = meta;
  return contentId === null ? null : { site, contentId, mediaId: '' };
}

function isSameMedia(a: MediaName | null, b: MediaName): boolean {
  if (a?.site !== b.site || a.contentId !== b.contentId) return false;
  return a.contentId !== null || a.mediaId === b.mediaId;
}
