import type { Disclosure } from './disclosure.js';
import type { MediaId } from './ids.js';
import type { PageFacts } from './page-facts.js';
import type { FileProvenance } from './provenance.js';
import type { Reason } from './reason.js';
import type { DetectorVerdict } from './verdict.js';

/**
 * Where a media element stands, as told to the badge and the popup.
 * - `checking`: frames are being looked at, no level yet.
 * - `judged`: `verdict` holds a level above or equal to `none-found`, or a reasoned `cannot-tell`.
 * - `waiting`: nothing to do now (paused, hidden, manual mode); the last verdict stays.
 * - `blocked`: it cannot be looked at; `reasons` says why. Never shown as "none found".
 */
export type MediaState = 'checking' | 'judged' | 'waiting' | 'blocked';

export interface MediaRecord {
  readonly mediaId: MediaId;
  readonly kind: 'video' | 'image';
  readonly state: MediaState;
  readonly reasons: readonly Reason[];
  readonly verdict: DetectorVerdict | null;
  /** Line two: what the file says about itself. Never mixed into `verdict`. */
  readonly provenance: FileProvenance;
  /** Site and content id by URL, e.g. `youtube` and 11 characters; null on the generic adapter. */
  readonly site: string;
  readonly contentId: string | null;
  readonly title: string | null;
  /** What the page says about this content; null for any media but the page's main one. */
  readonly page: PageFacts | null;
  /** What the platform or the author says about AI in it. */
  readonly disclosure: Disclosure;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly cost: MediaCost;
  /** Milliseconds since 1970 of the last change. */
  readonly updatedAtMs: number;
}

/** What watching this media has cost so far. Medians over the last 32 samples. */
export interface MediaCost {
  readonly samples: number;
  readonly mainThreadMsMedian: number;
  readonly roundTripMsMedian: number;
}

export const noCost: MediaCost = { samples: 0, mainThreadMsMedian: 0, roundTripMsMedian: 0 };
