import type { SizePx } from '../../shared/geometry.js';
import { canonicalJson, type Json } from '../canonical-json.js';
import type { Claim, Dossier } from './dossier.js';

/**
 * Claims as annotations of the Web Annotation Data Model (W3C, 2017), one a line, motivation `assessing`.
 * A body applies to each of several targets by itself (section 3.2.6), which is what a claim means that was
 * pinned to a picture: it is made of the moments of the video, and shown by a part of one frozen picture.
 *
 * - The content as it was seen (4.3.1, time state), with a fragment selector (4.2.1) of its moments.
 * - The frozen file that shows it, named as it lies beside `annotations.jsonl`, with a selector of the part.
 *   A part marked on one picture says nothing of the others: `t=…&xywh=…` would be a claim about every frame.
 *
 * Several selectors of one target would have to select the same thing (4.2), so none has two.
 *
 * @param sizeOf of a frozen picture; null where it is not known.
 */
export function annotationLines(
  dossier: Dossier,
  created: string,
  sizeOf: (path: string) => SizePx | null,
): string {
  return dossier.claims
    .map((claim) => `${canonicalJson(annotation(claim, dossier, created, sizeOf))}\n`)
    .join('');
}

function annotation(
  claim: Claim,
  dossier: Dossier,
  created: string,
  sizeOf: (path: string) => SizePx | null,
): Json {
  const { contentUrl, seenAt } = dossier;
  const { frame, region } = claim;
  const content = {
    type: 'SpecificResource',
    source: contentUrl.canonical ?? contentUrl.asSeen,
    state: { type: 'TimeState', sourceDate: seenAt },
    ...selecting(mediaFragment({ time: claim.time, region: frame === null ? region : null })),
  };
  const sha256 = dossier.hashes.find(({ path }) => path === frame)?.sha256;
  const shown =
    frame === null
      ? null
      : {
          type: 'SpecificResource',
          source: frame,
          ...(sha256 === undefined ? {} : { 'seam:sha256': sha256 }),
          ...selecting(region === null ? '' : pixelFragment(region, sizeOf(frame))),
        };
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: `urn:seam:claim:${claim.id}`,
    type: 'Annotation',
    motivation: 'assessing',
    created,
    body: [
      ...(claim.text === ''
        ? []
        : [{ type: 'TextualBody', purpose: 'assessing', format: 'text/plain', value: claim.text }]),
      { type: 'TextualBody', purpose: 'tagging', format: 'text/plain', value: claim.kind },
    ],
    target: shown === null ? content : [content, shown],
  };
}

/** A whole has no selector. */
function selecting(fragment: string): Readonly<Record<string, Json>> {
  return fragment === ''
    ? {}
    : {
        selector: {
          type: 'FragmentSelector',
          // The name that the data model gives to Media Fragments URI 1.0 (4.2.1).
          conformsTo: 'http://www.w3.org/TR/media-frags/',
          value: fragment,
        },
      };
}

/** How long a claim of one moment is in a selector, in seconds: `t=2,2` selects nothing. */
export const momentS = 1;

/**
 * Media Fragments URI 1.0 (W3C, 2012): `t=` in normal play time, seconds, the end not included (section
 * 4.2.1), and `xywh=percent:` (4.2.2).
 */
export function mediaFragment({ time, region }: Pick<Claim, 'time' | 'region'>): string {
  const parts: string[] = [];
  if (time !== null) {
    const [start, end] = [seconds(time.startS), seconds(time.endS)];
    // Reviews before November 28, 2026 may hold a moment as an interval without length.
    parts.push(`t=${start},${end === start ? seconds(time.startS + momentS) : end}`);
  }
  if (region !== null) parts.push(`xywh=percent:${wholeNumbers(region, 100, 100)}`);
  return parts.join('&');
}

/** In pixels of the picture itself, which no rounding blurs; in hundredths where its size is not known. */
function pixelFragment(region: NonNullable<Claim['region']>, size: SizePx | null): string {
  return size === null
    ? mediaFragment({ time: null, region })
    : `xywh=pixel:${wholeNumbers(region, size.widthPx, size.heightPx)}`;
}

/** The smallest part that holds the region: the grammar takes whole numbers, and none of no size. */
function wholeNumbers(
  { x, y, width, height }: NonNullable<Claim['region']>,
  across: number,
  down: number,
): string {
  const [left, columns] = span(x, width, across);
  const [top, rows] = span(y, height, down);
  return [left, top, columns, rows].join(',');
}

function span(start: number, length: number, whole: number): readonly [number, number] {
  // What floating point adds to a sum (0.1 + 0.2) is no pixel more.
  const from = Math.min(Math.floor(start * whole + 1e-6), whole - 1);
  const to = Math.min(Math.ceil((start + length) * whole - 1e-6), whole);
  return [from, Math.max(1, to - from)];
}

/** At most milliseconds, no zeros at the end, never in powers of ten. */
function seconds(value: number): string {
  return value.toFixed(3).replace(/\.?0+$/, '');
}
