import browser from 'webextension-polyfill';
import { requestBackground } from '../../protocol/request.js';
import { readGrantedOrigins } from '../../settings/granted-origins.js';
import { keepOwnModelBytes } from '../../settings/own-model-bytes.js';
import { clearRecent } from '../../settings/recent-verdicts.js';
import { settingKeys } from '../../settings/setting-keys.js';

/**
 * Back to how it was installed, proof aside: settings, recent list, memory of media, the bytes of a model of the
 * person's own, permissions beyond the manifest's. Each part is tried whatever became of the others; false when
 * one failed.
 */
export async function resetAll(): Promise<boolean> {
  const done = await Promise.allSettled([
    browser.storage.local.remove([...settingKeys]),
    clearRecent(),
    forgetMemory(),
    keepOwnModelBytes(null),
    giveBackPermissions(),
  ]);
  return done.every(({ status }) => status === 'fulfilled');
}

/** The background keeps the list and what it has just read of it. */
async function forgetMemory(): Promise<void> {
  const answer = await requestBackground('memory/forget', {}, AbortSignal.timeout(5000));
  if (!answer.ok) throw new Error(answer.error);
}

/** Browsers refuse to take those of the manifest, and then take none. */
async function giveBackPermissions(): Promise<void> {
  const { host_permissions: own = [] } = browser.runtime.getManifest();
  const given = (await readGrantedOrigins()).filter((origin) => !own.includes(origin));
  if (given.length > 0) await browser.permissions.remove({ origins: given });
}
