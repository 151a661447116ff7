import { canonicalJson } from '../canonical-json.js';
import type { CapturedBase } from './capture-picture.js';
import { bare, type CollectTools } from './collect-capture.js';
import type { Capture } from './freeze.js';
import type { PageMeta } from './page-meta.js';

/**
 * A freeze without any pixel: where a minor or sexual content may be shown, none may be kept. The log
 * then holds its opening and what the page says of itself, and that says why there is no more.
 */
export function captureAddress(
  caseId: string,
  base: CapturedBase,
  meta: PageMeta,
  tools: Pick<CollectTools, 'nowMs' | 'monotonicMs'>,
): Capture {
  const none = 'pictures: none was taken, the person asked for the address only';
  const missing = [...meta.missing, none];
  return {
    caseId,
    openedAtMs: meta.frozenAtMs,
    pageMeta: JSON.parse(canonicalJson({ ...meta, missing })) as Capture['pageMeta'],
    opening: bare(base, tools),
    items: [],
  };
}
