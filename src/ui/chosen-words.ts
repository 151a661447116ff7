import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { readSettings } from '../settings/settings-store.js';
import type { LanguageChoice } from '../settings/settings.js';
import { messagesSchema, type Messages } from '../shared/fill-message.js';
import { speak } from './words.js';

/**
 * The messages of a language from the package; null for the browser's own choice, and where they
 * cannot be read: then the browser's language is spoken, which is better than silence.
 */
export async function loadMessages(language: LanguageChoice): Promise<Messages | null> {
  if (language === 'browser') return null;
  try {
    const response = await fetch(browser.runtime.getURL(`_locales/${language}/messages.json`));
    return v.parse(messagesSchema, await response.json());
  } catch {
    return null;
  }
}

/** Makes `say` speak the language of the settings. */
export async function speakChosenLanguage(): Promise<void> {
  const { language } = await readSettings();
  speak(await loadMessages(language));
}
