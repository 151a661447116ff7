import browser from 'webextension-polyfill';
import type { Level } from '../shared/level.js';
import type { MediaRecord, MediaState } from '../shared/media-record.js';
import { isOwnModel } from '../shared/own-model.js';
import type { Reason } from '../shared/reason.js';
import type { SiteMode } from '../shared/site-mode.js';
import { fillMessage, type Messages } from '../shared/fill-message.js';
import { allReasons, isLevel, stanceOf } from './stance.js';

/**
 * The only place that turns levels, reasons and states into sentences. The sentences stand in
 * `public/_locales`; `words.test.ts` holds them to the wording rules of users.md section 5.
 */

/** Messages of the language that the person chose; null: the browser's choice. */
let chosen: Messages | null = null;

/** Speaks these messages from now on; null goes back to the browser's language. */
export function speak(messages: Messages | null): void {
  chosen = messages;
}

/** One message in the chosen language. `values` fill `$1`, `$2`, … in order. */
export function say(key: string, ...values: readonly (string | number)[]): string {
  const texts = values.map(String);
  const own = chosen === null ? null : fillMessage(chosen, key, texts);
  return own ?? browser.i18n.getMessage(key, texts);
}

/** Value for the `lang` attribute: the language of the messages, which may differ from the browser's. */
export function wordsLanguage(): string {
  return say('language_code');
}

export function levelLabel(level: Level): string {
  return say(`level_${keyPart(level)}`);
}

/** What a level means, with its caveat; stands beside the label. */
export function levelMeaning(level: Level): string {
  return say(`meaning_${keyPart(level)}`);
}

/** Label and meaning as text that can stand alone. */
export function levelSentence(level: Level): string {
  return say('label_and_meaning', levelLabel(level), levelMeaning(level));
}

export function reasonSentence(reason: Reason): string {
  return say(`reason_${keyPart(reason)}`);
}

export function stateLabel(state: MediaState): string {
  return say(`state_${state}`);
}

export function stateSentence(state: MediaState): string {
  return say(`state_${state}_sentence`);
}

export function modeLabel(mode: SiteMode): string {
  return say(`mode_${mode}`);
}

export function modeSentence(mode: SiteMode): string {
  return say(`mode_${mode}_sentence`);
}

export function kindLabel(kind: MediaRecord['kind']): string {
  return say(`media_${kind}`);
}

/** Two or three words for a list or a heading. */
export function recordLabel(record: MediaRecord): string {
  return markOwn(record, plainLabel(record));
}

/** What a model that the person brought says is never taken for the word of ours. */
function markOwn({ verdict }: MediaRecord, words: string): string {
  return verdict !== null && isOwnModel(verdict.modelId) ? say('own_model_mark', words) : words;
}

function plainLabel(record: MediaRecord): string {
  const stance = stanceOf(record);
  if (stance === 'checking') return stateLabel('checking');
  if (stance === 'no-face') return say('stance_no_face');
  if (stance === 'nothing') return stateLabel(record.state === 'judged' ? 'waiting' : record.state);
  return record.state === 'blocked' && stance === 'cannot-tell'
    ? stateLabel('blocked')
    : levelLabel(stance);
}

/** One line on the player: the level and what it is about. */
export function recordHeadline(record: MediaRecord): string {
  const stance = stanceOf(record);
  return isLevel(stance) && !(record.state === 'blocked' && stance === 'cannot-tell')
    ? markOwn(record, say(`headline_${keyPart(stance)}`))
    : recordLabel(record);
}

/**
 * The answer beside its label: the meaning with its caveat. Where nothing can be told, the reasons
 * come first (two at most), because they are what a person asks for.
 */
export function recordMeaning(record: MediaRecord): string {
  const stance = stanceOf(record);
  const whys = reasonsInMeaning(record).map(reasonSentence);
  if (stance === 'checking') return stateSentence('checking');
  if (stance === 'no-face') return reasonSentence('no-face');
  if (stance === 'nothing') return sentences([stateSentence(record.state), ...whys]);
  return sentences([...whys, levelMeaning(stance)]);
}

/** The reasons that `recordMeaning` says already. */
export function reasonsInMeaning(record: MediaRecord): readonly Reason[] {
  const stance = stanceOf(record);
  if (stance === 'no-face') return ['no-face'];
  return stance === 'cannot-tell' || stance === 'nothing' ? allReasons(record).slice(0, 2) : [];
}

/** The whole answer as text that can stand alone: in the tooltip, in the notice, read aloud. */
export function recordSentence(record: MediaRecord): string {
  return isLevel(stanceOf(record))
    ? say('label_and_meaning', recordLabel(record), recordMeaning(record))
    : recordMeaning(record);
}

/** Joins whole sentences the way the language does. */
export function sentences(parts: readonly string[]): string {
  return parts.join(say('sentence_separator'));
}

/** `m:ss`, or `h:mm:ss` from one hour. Negative and missing times count as zero. */
export function clockTime(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** The same with tenths of a second: frozen frames lie closer together than a second. */
export function clockTimeTenths(seconds: number): string {
  const tenths = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds * 10)) : 0;
  return `${clockTime(Math.floor(tenths / 10))}.${tenths % 10}`;
}

function keyPart(name: string): string {
  return name.replaceAll('-', '_');
}
