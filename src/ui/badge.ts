import type { MediaRecord } from '../shared/media-record.js';
import type { Reason } from '../shared/reason.js';
import {
  isLevel,
  isSign,
  pageInterferes,
  sortBySeriousness,
  stanceOf,
  toneOf,
  type Stance,
  type Tone,
} from './stance.js';
import { reasonSentence, recordSentence, say, sentences } from './words.js';

export interface Badge {
  /** At most two characters; differs for every stance, so the colour repeats and never decides. */
  readonly text: string;
  /** Background of the text; white on it has a contrast of at least 4.5. */
  readonly colour: string;
  readonly stance: Stance;
}

const texts: Readonly<Record<Stance, string>> = {
  strong: '!!',
  moderate: '!',
  weak: '?!',
  'cannot-tell': '?',
  checking: '…',
  'none-found': '-',
  'no-face': '',
  nothing: '',
};

const colours: Readonly<Record<Tone, string>> = {
  alarm: '#b3261e',
  caution: '#9a4f00',
  notice: '#4a5a8a',
  quiet: '#5f6368',
};

/** What the toolbar icon of a tab shows for everything on that tab. */
export function badgeOf(records: readonly MediaRecord[]): Badge {
  const record = speaker(records);
  if (record === null) return { text: '', colour: colours.quiet, stance: 'nothing' };
  const stance = stanceOf(record);
  return { text: texts[stance], colour: colours[toneOf(stance, record.kind)], stance };
}

/** The tooltip: a whole sentence that says the same as the badge, and more. */
export function badgeTitle(records: readonly MediaRecord[]): string {
  const record = speaker(records);
  const parts = [answer(record)];
  if (record !== null && stanceOf(record) !== 'nothing') parts.push(say('badge_open'));
  if (pageInterferes(records)) parts.splice(1, 0, reasonSentence('page-interferes'));
  return sentences(parts);
}

/** After a gesture that could not be followed: why, in front of what was known. A sign is not hidden by it. */
export function refusedBadge(
  records: readonly MediaRecord[],
  reason: Reason,
): Pick<Badge, 'text' | 'colour'> & { readonly title: string } {
  const { text, colour, stance } = badgeOf(records);
  const why = say('badge_verdict', reasonSentence(reason));
  return isLevel(stance) && isSign(stance)
    ? { text, colour, title: sentences([why, badgeTitle(records)]) }
    : { text: texts['cannot-tell'], colour: colours.quiet, title: why };
}

function answer(record: MediaRecord | null): string {
  if (record === null) return say('badge_nothing');
  const stance = stanceOf(record);
  if (stance === 'no-face') return say('badge_no_face');
  const isSilent = stance === 'nothing' && record.reasons.length === 0;
  return isSilent ? say('badge_nothing') : say('badge_verdict', recordSentence(record));
}

/**
 * The media that speaks for the tab: the most serious one. Pictures speak only for signs, or where
 * no video is: pages are full of pictures that cannot be told, and a badge that always says so says nothing.
 */
function speaker(records: readonly MediaRecord[]): MediaRecord | null {
  const sorted = sortBySeriousness(records);
  const first = sorted[0];
  if (first === undefined) return null;
  if (first.kind === 'video' || isLoud(first)) return first;
  return sorted.find(({ kind }) => kind === 'video') ?? first;
}

function isLoud(record: MediaRecord): boolean {
  return toneOf(stanceOf(record), record.kind) !== 'quiet';
}
