import * as v from 'valibot';
import { effortCeilings } from '../shared/effort.js';
import { noticeLevels } from '../shared/page-settings.js';

/** Languages of the interface. `browser`: the one that the browser chose among ours. */
export const languageChoices = ['browser', 'en', 'zh_CN', 'zh_TW'] as const;
export type LanguageChoice = (typeof languageChoices)[number];

/** What a field holds after an update or a broken write: its default, field by field. */
const schema = v.object({
  language: v.fallback(v.picklist(languageChoices), 'browser'),
  noticeFrom: v.fallback(v.picklist(noticeLevels), 'weak'),
  showQuietChip: v.fallback(v.boolean(), true),
  effortCeiling: v.fallback(v.picklist(effortCeilings), 'full'),
  /** Looks at less by itself when looking hurts. */
  sparesItself: v.fallback(v.boolean(), true),
  largeText: v.fallback(v.boolean(), false),
  /** The list of recent answers in the toolbar window; in memory only. */
  keepRecent: v.fallback(v.boolean(), true),
});

export type Settings = v.InferOutput<typeof schema>;

/** Reads what storage holds. Never throws: what is unknown counts as not chosen. */
export function readSettingsFrom(stored: unknown): Settings {
  const fields = typeof stored === 'object' && stored !== null ? stored : {};
  return v.parse(schema, fields);
}

export const defaultSettings: Settings = readSettingsFrom({});
