import type { NoticePage } from './message-table.js';

/** One media, and which of its pages. */
export interface NoticePageAddress {
  readonly page: NoticePage;
  readonly mediaId: string;
  readonly tabId: number;
  readonly frameId: number;
}

/** Path of the page inside the package, with the media it is about. A report starts with frozen evidence. */
export function noticePagePath({ page, mediaId, tabId, frameId }: NoticePageAddress): string {
  const query = new URLSearchParams({ media: mediaId, tab: `${tabId}`, frame: `${frameId}` });
  if (page === 'report') query.set('then', 'report');
  const file = page === 'why' ? 'why.html' : 'freeze.html';
  return `src/entries/${file}?${query.toString()}`;
}
