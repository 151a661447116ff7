// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { describePage } from '../../../src/sampling/describe-page.js';
import { notReadDisclosure } from '../../../src/shared/disclosure.js';
import type { PageFacts } from '../../../src/shared/page-facts.js';
import { siteNames } from '../../../src/shared/site-names.js';
import { adapterOf as adapterFor } from '../../fixtures/all-sites.js';
import { namedAddresses } from '../../fixtures/addresses.js';

const named = siteNames.map((site) => {
  const row = namedAddresses.find((one) => one.site === site && one.contentId !== null)!;
  return { site, address: row.address, contentId: row.contentId! };
});

describe('the address of what is frozen', () => {
  afterEach(() => document.head.replaceChildren());

  function facts(address: string, contentId: string | null, page: PageFacts | null = null) {
    const adapter = adapterFor(new URL(address));
    // A card of a feed: the page is about something else, but its id is known.
    const words = {
      site: adapter.site,
      contentId,
      title: null,
      page,
      disclosure: notReadDisclosure,
    };
    const video = document.createElement('video');
    return describePage(video, words, (id) => adapter.pageUrl(id), window);
  }

  it.each(named)('is made of the id on $site, also for a card', ({ address, contentId }) => {
    const { pageUrl } = facts(address, contentId);
    expect(pageUrl).toMatch(/^https:\/\//);
    expect(adapterFor(new URL(pageUrl!)).contentId(new URL(pageUrl!))).toBe(contentId);
    expect(facts(address, null).pageUrl).toBeNull();
  });

  it('stands apart from what the page claims to be', () => {
    const link = document.createElement('link');
    link.rel = 'canonical';
    link.href = 'https://claimed.example/other';
    document.head.append(link);
    const [{ address, contentId }] = named as [(typeof named)[0]];
    const main = { uploader: 'A channel' } as PageFacts;
    expect(facts(address, contentId).canonicalUrl).toBe('https://claimed.example/other');
    expect(facts(address, contentId).pageUrl).not.toContain('claimed.example');
    link.remove();
    // Nothing claimed is nothing, and never our own address.
    expect(facts(address, contentId, main).canonicalUrl).toBeNull();
  });
});
