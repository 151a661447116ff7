import type { Messages } from '../../shared/fill-message.js';

export const offlineLanguages = ['en', 'zh_CN', 'zh_TW'] as const;
export type OfflineLanguage = (typeof offlineLanguages)[number];
export type OfflineWords = Readonly<Record<OfflineLanguage, Messages>>;

/** The first language of the reader that there are words for; English otherwise. */
export function chooseLanguage(wanted: readonly string[]): OfflineLanguage {
  for (const language of wanted) {
    if (/^zh-(TW|HK|MO|Hant)/i.test(language)) return 'zh_TW';
    if (/^zh/i.test(language)) return 'zh_CN';
    if (/^en/i.test(language)) return 'en';
  }
  return 'en';
}
