import { canonicalJson, type Json } from './canonical-json.js';
import type { Claim, Dossier } from './dossier.js';

/**
 * Claims as W3C Web Annotations, one a line: motivation `assessing`, and a Media Fragments selector
 * with `t=` (seconds) and `xywh=percent:` (hundredths of the picture).
 */
export function annotationLines(dossier: Dossier, created: string): string {
  const source = dossier.contentUrl.canonical ?? dossier.contentUrl.asSeen;
  return dossier.claims
    .map((claim) => `${canonicalJson(annotation(claim, source, created))}\n`)
    .join('');
}

function annotation(claim: Claim, source: string, created: string): Json {
  const fragment = mediaFragment(claim);
  const selector = {
    type: 'FragmentSelector',
    conformsTo: 'http://www.w3.org/TR/media-frags/',
    value: fragment,
  };
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: `urn:seam:claim:${claim.id}`,
    type: 'Annotation',
    motivation: 'assessing',
    created,
    body: [
      { type: 'TextualBody', purpose: 'assessing', format: 'text/plain', value: claim.text },
      { type: 'TextualBody', purpose: 'tagging', format: 'text/plain', value: claim.kind },
    ],
    target: fragment === '' ? { source } : { source, selector },
    ...(claim.frame === null ? {} : { 'seam:frame': claim.frame }),
  };
}

/** How long a claim of one moment is in a selector, in seconds: `t=2,2` selects nothing. */
export const momentS = 1;

/** `t=1.5,3&xywh=percent:10,20,30,40`; the empty text for a claim about the whole. */
export function mediaFragment({ time, region }: Pick<Claim, 'time' | 'region'>): string {
  const parts: string[] = [];
  if (time !== null) {
    const [start, end] = [short(time.startS, 3), short(time.endS, 3)];
    // Reviews before November 28, 2026 may hold a moment as an interval without length.
    parts.push(`t=${start},${end === start ? short(time.startS + momentS, 3) : end}`);
  }
  if (region !== null) {
    const { x, y, width, height } = region;
    const percents = [x, y, width, height].map((part) => short(part * 100, 2));
    parts.push(`xywh=percent:${percents.join(',')}`);
  }
  return parts.join('&');
}

/** At most `digits` decimals, no zeros at the end, never in powers of ten. */
function short(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.?0+$/, '');
}
