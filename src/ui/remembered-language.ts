import { languageChoices, type LanguageChoice } from '../settings/settings.js';

/**
 * The language of the settings once more, where a page can read it without waiting: its messages are
 * then asked for beside the settings. Only a guess; the settings decide.
 */
const key = 'language';

export function rememberedLanguage(): LanguageChoice {
  try {
    const stored = localStorage.getItem(key);
    return languageChoices.find((choice) => choice === stored) ?? 'browser';
  } catch {
    // The browser keeps nothing for this page: then the words are asked for when the settings are there.
    return 'browser';
  }
}

export function rememberLanguage(language: LanguageChoice): void {
  try {
    if (rememberedLanguage() !== language) localStorage.setItem(key, language);
  } catch {
    // As above.
  }
}
