import { useEffect, useState } from 'preact/hooks';
import type { MediaRecord } from '../../shared/media-record.js';
import { useTab } from '../popup/use-tab.js';

/** The record of one media; what was known last stays when its page is gone. `undefined`: not read yet. */
export function useRecord(tabId: number | null, mediaId: string): MediaRecord | null | undefined {
  const { records } = useTab(tabId);
  const [last, setLast] = useState<MediaRecord | null | undefined>(undefined);
  const found = records?.find((record) => record.mediaId === mediaId);
  const isRead = records !== null || tabId === null;
  useEffect(() => {
    if (found !== undefined) setLast(found);
    else if (isRead) setLast((before) => before ?? null);
  }, [found, isRead]);
  return found ?? last;
}
