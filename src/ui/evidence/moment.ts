import { wordsLanguage } from '../words.js';

/** A moment of the device's clock, in the language of the interface. */
export function moment(atMs: number): string {
  return new Intl.DateTimeFormat(wordsLanguage(), {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(atMs);
}
