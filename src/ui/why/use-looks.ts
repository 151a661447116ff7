import { useEffect, useState } from 'preact/hooks';
import type { ReplyOf } from '../../protocol/message-table.js';
import { requestContent } from '../../protocol/request.js';

export type Looks = ReplyOf<'page/read-looks'>;

/** What the page of the media tells. `isThere`: it still answers; what was read last stays. */
export interface LooksView {
  readonly looks: Looks | null;
  readonly isThere: boolean;
}

const readEveryMs = 2000;

/** Asks the content script of the media while this page is in front. */
export function useLooks(tabId: number | null, frameId: number, mediaId: string): LooksView {
  const [view, setView] = useState<LooksView>({ looks: null, isThere: true });
  useEffect(() => {
    if (tabId === null) return undefined;
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      const answer = await requestContent(
        { tabId, frameId },
        'page/read-looks',
        { mediaId },
        stop.signal,
      );
      if (stop.signal.aborted) return;
      const looks = answer.ok && answer.value.found ? answer.value : null;
      setView((before) => ({ looks: looks ?? before.looks, isThere: looks !== null }));
    };
    void read();
    const timer = setInterval(() => void read(), readEveryMs);
    stop.signal.addEventListener('abort', () => clearInterval(timer));
    return () => stop.abort();
  }, [tabId, frameId, mediaId]);
  return view;
}
