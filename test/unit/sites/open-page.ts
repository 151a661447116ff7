import type { SiteAdapter } from '../../../src/sites/adapter.js';
import { adapterFor } from '../../../src/sites/index.js';
import { createPageReader, type ReadPage } from '../../../src/sites/page-reader.js';
import type { PageRoots } from '../../../src/sites/page-roots.js';
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

/** The bundled table after a night's redesign: nothing of some parts of a site fits any more. */
export function breakParts(site: string, ...parts: readonly (keyof SiteSelectors)[]): SiteTable {
  const name = site as keyof SiteTable['sites'];
  const rotten = { ...siteTable.sites[name]! };
  for (const part of parts) {
    const list = rotten[part].map((entry) =>
      typeof entry === 'string' ? 'x-redesigned' : { ...entry, selector: 'x-redesigned' },
    );
    Object.assign(rotten, { [part]: list });
  }
  return { ...siteTable, sites: { ...siteTable.sites, [name]: rotten } };
}
