import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';

/** A tab whose page Seam may see. */
export interface OpenPage {
  readonly tabId: number;
  readonly host: string;
  readonly title: string;
}

/** Open web pages of allowed sites: the browser hides the address of all others. Read again on `turn`. */
export function useOpenPages(turn: number): readonly OpenPage[] | null {
  const [pages, setPages] = useState<readonly OpenPage[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    void readOpenPages().then((found) => {
      if (isWanted) setPages(found);
    });
    return () => {
      isWanted = false;
    };
  }, [turn]);
  return pages;
}

async function readOpenPages(): Promise<readonly OpenPage[]> {
  const tabs = await browser.tabs.query({});
  return tabs.flatMap(({ id, url, title }) => {
    if (id === undefined || url === undefined || !URL.canParse(url)) return [];
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:') return [];
    return [{ tabId: id, host: hostname, title: title ?? '' }];
  });
}
