import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { MediaRecord } from '../../shared/media-record.js';
import { useTab } from '../popup/use-tab.js';
import type { FiguresByModel } from '../../shared/test-figures.js';
import { MediaCard } from '../verdict/media-card.js';
import { say } from '../words.js';
import { FreezeAction } from './freeze-action.js';

/** A click that was meant for the page under this window comes before this (threats.md T2). */
const armDelayMs = 500;

/** The window that the notice in a page opens: nothing is frozen before a click here. */
export function FreezeWindow({
  tabId,
  mediaId,
  figures,
  then,
}: {
  readonly tabId: number | null;
  readonly mediaId: string;
  readonly figures: FiguresByModel;
  readonly then: 'item' | 'report';
}): JSX.Element {
  const { records } = useTab(tabId);
  const isArmed = useArmed();
  // As it was when a freeze began: a page that goes on to the next video must not take the answer away.
  const [begun, setBegun] = useState<MediaRecord | null>(null);
  const record = records?.find((one: MediaRecord) => one.mediaId === mediaId) ?? begun;
  return (
    <main class="freeze-window">
      <h1>{say(then === 'report' ? 'freeze_title_report' : 'freeze_title')}</h1>
      <p>{say('freeze_explain')}</p>
      {then === 'report' && <p>{say('freeze_explain_report')}</p>}
      {record !== null && tabId !== null ? (
        <MediaCard
          record={record}
          figures={figures}
          actions={
            <FreezeAction
              tabId={tabId}
              record={record}
              isArmed={isArmed}
              then={then}
              began={() => setBegun(record)}
            />
          }
        />
      ) : (
        <p role="status">{records === null ? '' : say('freeze_refused_media_gone')}</p>
      )}
    </main>
  );
}

/** True once the window has been in view and in front for a moment; again from the start when it was not. */
function useArmed(): boolean {
  const [isArmed, setArmed] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arm = (): void => {
      clearTimeout(timer);
      setArmed(false);
      if (document.visibilityState === 'visible')
        timer = setTimeout(() => setArmed(true), armDelayMs);
    };
    arm();
    window.addEventListener('focus', arm);
    document.addEventListener('visibilitychange', arm);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', arm);
      document.removeEventListener('visibilitychange', arm);
    };
  }, []);
  return isArmed;
}
