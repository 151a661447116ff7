import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { readSettings } from '../settings/settings-store.js';
import type { LanguageChoice } from '../settings/settings.js';
import { messagesSchema, type Messages } from '../shared/fill-message.js';
import { speak } from './words.js';

/** Asked for last: a page asks once by its guess, and again when it knows. */
let last: {
  readonly language: LanguageChoice;
  readonly messages: Promise<Messages | null>;
} | null = null;

/**
 * The messages of a language from the package; null for the browser's own choice, and where they
 * cannot be read: then the browser's language is spoken, which is better than silence.
 */
export function loadMessages(language: LanguageChoice): Promise<Messages | null> {
  if (last?.language === language) return last.messages;
  const messages = language === 'browser' ? Promise.resolve(null) : readMessages(language);
  last = { language, messages };
  return messages;
}

async function readMessages(language: LanguageChoice): Promise<Messages | null> {
  try {
    const response = await fetch(browser.runtime.getURL(`_locales/${language}/messages.json`));
    return v.parse(messagesSchema, await response.json());
  } catch {
    last = null;
    return null;
  }
}

/** Makes `say` speak the language of the settings. */
export async function speakChosenLanguage(): Promise<void> {
  const { language } = await readSettings();
  speak(await loadMessages(language));
}
