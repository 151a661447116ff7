import type { NoticePage } from './message-table.js';

/** What a click on a notice asks for. Tab and frame are the browser's word, the rest the page's. */
export interface NoticeClick {
  readonly page: NoticePage;
  readonly mediaId: string;
  readonly tabId: number;
  readonly frameId: number;
}

/** Path of the page inside the package, with the media it is about. A report starts with frozen evidence. */
export function noticePagePath({ page, mediaId, tabId, frameId }: NoticeClick): string {
  const query = new URLSearchParams({ media: mediaId, tab: `${tabId}`, frame: `${frameId}` });
  if (page === 'report') query.set('then', 'report');
  const file = page === 'why' ? 'why.html' : 'freeze.html';
  return `src/entries/${file}?${query.toString()}`;
}
