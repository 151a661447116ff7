import type { SiteAdapter } from './adapter.js';
import { bilibili } from './bilibili.js';
import { bindSites, type SiteDefinition } from './define-site.js';
import { generic } from './generic.js';
import type { SiteTable } from './site-table-schema.js';
import rawTable from './site-table.json';
import { youtube } from './youtube.js';

/** Sites watched from the start: those of the manifest. */
export const firstSites: readonly SiteDefinition[] = [youtube, bilibili];

/** The bundled table. `site-table.test.ts` holds it to its schema, so nothing is parsed in a page. */
export const firstTable = rawTable as SiteTable;

/** What `more-sites.js` leaves for the content script, in the isolated world. */
export interface MoreSites {
  readonly definitions: readonly SiteDefinition[];
  readonly table: SiteTable;
}

/** All adapters; the last one, `generic`, matches every address. */
export function createAdapters(more: MoreSites | null, first = firstTable): readonly SiteAdapter[] {
  return [
    ...bindSites(firstSites, first),
    ...(more === null ? [] : bindSites(more.definitions, more.table)),
    generic,
  ];
}

/** The adapter of an address: the first that matches. */
export function adapterFor(url: URL, adapters: readonly SiteAdapter[]): SiteAdapter {
  return adapters.find((adapter) => adapter.matches(url)) ?? generic;
}
