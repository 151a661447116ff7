import browser from 'webextension-polyfill';
import type { ModelEntry } from '../../shared/catalog.js';
import { readBackendChoice } from '../../settings/engine-preferences.js';
import { readLedger } from '../../settings/request-ledger.js';
import { readSettings } from '../../settings/settings-store.js';
import { readSiteSettings } from '../../settings/site-modes.js';
import { readBrokenLinks } from '../report/broken-links.js';
import { readUploaderRules } from '../../settings/uploader-store.js';

/**
 * What helps with a bug report, as JSON: versions, settings, counts. Sites, uploaders, titles and
 * addresses are counted, never named.
 */
export async function debugText(models: readonly ModelEntry[]): Promise<string> {
  const [settings, backend, sites, uploaders, sent, granted, session, broken] = await Promise.all([
    readSettings(),
    readBackendChoice(),
    readSiteSettings(),
    readUploaderRules(),
    readLedger(),
    browser.permissions.getAll(),
    browser.storage.session.get(null),
    readBrokenLinks(),
  ]);
  const facts = {
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    languages: navigator.languages,
    cores: navigator.hardwareConcurrency,
    hasWebgpu: 'gpu' in navigator,
    hasWebgl2: document.createElement('canvas').getContext('webgl2') !== null,
    models: models.map(({ id, version }) => `${id} ${version}`),
    settings,
    backend,
    sitesWithMode: sites.length,
    uploadersWithMode: uploaders.length,
    grantedOrigins: granted.origins?.length ?? 0,
    requestsSent: sent.length,
    brokenLinks: broken.map(
      ({ destination, atMs }) => `${destination} ${new Date(atMs).toISOString().slice(0, 10)}`,
    ),
    watchedTabs: Object.keys(session).filter((key) => key.startsWith('tab:')).length,
  };
  return JSON.stringify(facts, null, 2);
}
