import type { SiteAdapter } from '../../../src/sites/adapter.js';
import { adapterFor } from '../../../src/sites/index.js';
import { createPageReader, type ReadPage } from '../../../src/sites/page-reader.js';
import type { PageRoots } from '../../../src/sites/page-roots.js';
import type { SiteName } from '../../../src/shared/site-names.js';
import type { SiteSelectors, SiteTable } from '../../../src/sites/site-table-schema.js';

import { adaptersOver, siteTable } from '../../fixtures/all-sites.js';

export interface OpenPage {
  readonly doc: Document;
  readonly adapter: SiteAdapter;
  readonly url: URL;
  readonly read: () => ReadPage;
}

/** A document that runs nothing, and the adapter of its address. Needs happy-dom. */
export function openPage(html: string, address: string, table: SiteTable = siteTable): OpenPage {
  const doc = new DOMParser().parseFromString(html, 'text/html');
  const url = new URL(address);
  const adapter = adapterFor(url, adaptersOver(table));
  return {
    doc,
    adapter,
    url,
    read: createPageReader({
      adapter,
      doc,
      url: () => url,
      nowMs: () => 0,
      askPage: (): Promise<PageRoots | null> => Promise.resolve(null),
      changed: () => undefined,
    }),
  };
}

/** Parts of a site's row that are selectors. */
export const selectorParts = [
  ...['mainVideo', 'player', 'notMain', 'title', 'uploader', 'published', 'ad', 'live'],
  ...['slide', 'card', 'label', 'labelArea', 'notLabel'],
] as (keyof SiteSelectors)[];

/** Fits nothing on any page. */
export const rotten = 'x-redesigned';

const rowOf = (site: string): SiteSelectors => siteTable.sites[site as SiteName]!;

/** Every selector of a site, by its part and its place there. */
export function selectorsOf(site: string): readonly (readonly [keyof SiteSelectors, number])[] {
  return selectorParts.flatMap((part) =>
    rowOf(site)[part].map((_entry, index) => [part, index] as const),
  );
}

/** The bundled table after a night's redesign: nothing of some parts of a site fits any more. */
export function breakParts(site: string, ...parts: readonly (keyof SiteSelectors)[]): SiteTable {
  return breakWhere(site, (part) => parts.includes(part));
}

/** The same with one selector that fits no more. */
export function breakOne(site: string, part: keyof SiteSelectors, index: number): SiteTable {
  return breakWhere(site, (one, at) => one === part && at === index);
}

function breakWhere(
  site: string,
  isBroken: (part: keyof SiteSelectors, index: number) => boolean,
): SiteTable {
  const row = { ...rowOf(site) };
  for (const part of selectorParts) {
    const list = row[part].map((entry, index) => {
      if (!isBroken(part, index)) return entry;
      return typeof entry === 'string' ? rotten : { ...entry, selector: rotten };
    });
    Object.assign(row, { [part]: list });
  }
  return { ...siteTable, sites: { ...siteTable.sites, [site]: row } };
}
