import type { DisclosureLabel } from '../shared/disclosure.js';
import { at } from './page-roots.js';

/** How Instagram and Facebook say where a label came from; `_EDITED` variants say the same of a part. */
const levels = {
  SELF_DISCLOSURE_FLOW: 'author-declared',
  C2PA_METADATA: 'provenance-signed',
  IPTC_METADATA: 'provenance-read',
} as const;

/** `gen_ai_detection_method` of one content. An unknown method is a label that does not say by whom. */
export function readMetaLabel(item: Readonly<Record<string, unknown>>): readonly DisclosureLabel[] {
  const raw = at(item, 'gen_ai_detection_method', 'detection_method');
  if (typeof raw !== 'string' || raw === '' || raw === 'NONE') return [];
  const method = raw.replace(/_EDITED$/, '');
  const known = (Object.keys(levels) as (keyof typeof levels)[]).find((name) => name === method);
  const level = known === undefined ? 'platform-unspecified' : levels[known];
  return [{ level, text: null, where: 'gen_ai_detection_method' }];
}
