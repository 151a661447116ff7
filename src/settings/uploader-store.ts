import browser from 'webextension-polyfill';
import type { SiteMode } from '../shared/site-mode.js';
import { followStored } from './follow-stored.js';
import { uploaderRulesFrom, withRule, type UploaderRule } from '../shared/uploader-rules.js';

const key = 'uploader-rules';

export async function readUploaderRules(): Promise<readonly UploaderRule[]> {
  return uploaderRulesFrom((await browser.storage.local.get(key))[key]);
}

/** Gives an uploader a mode of its own; null takes it away. */
export async function setUploaderMode(
  uploader: Omit<UploaderRule, 'mode'>,
  mode: SiteMode | null,
): Promise<void> {
  await writeUploaderRules(withRule(await readUploaderRules(), uploader, mode));
}

/** Replaces the whole list (import). */
export async function writeUploaderRules(rules: readonly UploaderRule[]): Promise<void> {
  await browser.storage.local.set({ [key]: rules });
}

export function followUploaderRules(
  changed: (rules: readonly UploaderRule[]) => void,
  signal: AbortSignal,
): void {
  followStored('local', key, (stored) => changed(uploaderRulesFrom(stored)), signal);
}
