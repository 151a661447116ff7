import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { requestBackground } from '../../protocol/request.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { SiteMode } from '../../shared/site-mode.js';
import { FreezeAction } from '../evidence/freeze-action.js';
import type { UploaderRule } from '../../shared/uploader-rules.js';
import { isSign, pageInterferes, sortBySeriousness } from '../stance.js';
import type { FiguresByModel } from '../../shared/test-figures.js';
import { MediaCard } from '../verdict/media-card.js';
import { openEvidence } from '../open-evidence.js';
import { reasonSentence, say, sentences } from '../words.js';
import { CheckFileLink } from './check-file-link.js';
import { Cost } from './cost.js';
import { DueReports } from './due-reports.js';
import { MoreAbout } from './more-about.js';
import { NoMedia } from './no-media.js';
import { OtherMedia } from './other-media.js';
import { placeRecords, type Begun } from './place-records.js';
import { Recent } from './recent.js';
import { askForSite } from './site-permission.js';
import { SiteSwitch } from './site-switch.js';
import { UploaderSwitch } from './uploader-switch.js';
import { useLists } from './use-lists.js';
import { useTab, type TabDescription } from './use-tab.js';
import { WhatLeft } from './what-left.js';

/** The trusted twin of everything drawn in the page of `tabId`. */
export function Popup({
  tabId,
  firstRecords = null,
  figures,
}: {
  readonly tabId: number | null;
  /** What was read before the first draw; null: not read yet. */
  readonly firstRecords?: readonly MediaRecord[] | null;
  readonly figures: FiguresByModel;
}): JSX.Element {
  const { records, about, refresh } = useTab(tabId, firstRecords);
  const lists = useLists();
  const [status, setStatus] = useState('');
  const life = useRef(new AbortController());
  useEffect(() => () => life.current.abort(), []);
  const { signal } = life.current;

  const site = about === null || about === 'no-answer' ? null : about;
  const shown = shownRecords(records, site);
  const [begun, setBegun] = useState<Begun | null>(null);
  const { first, others } = placeRecords(shown, begun);
  const uploader = uploaderIn(shown);
  // What stands below waits for all of itself: nothing that is drawn moves.
  const below = tabId !== null && about === null ? null : lists;

  async function chooseMode(mode: SiteMode): Promise<void> {
    if (tabId === null || site === null) return;
    // The question to the browser comes first: it must stand inside the click.
    const asked =
      mode === 'auto' && site.origin !== null && !site.granted ? askForSite(site.origin) : null;
    // Not awaited before the answer: the browser may close this window while it asks.
    const written = requestBackground('site/write-mode', { tabId, mode }, signal);
    if (asked !== null && !(await asked)) {
      await written;
      await requestBackground('site/write-mode', { tabId, mode: 'manual' }, signal);
      setStatus(say('popup_allow_declined'));
    } else {
      const answer = await written;
      setStatus(answer.ok && answer.value.done ? '' : say('popup_no_answer'));
    }
    refresh();
  }

  async function checkNow(): Promise<void> {
    if (tabId === null) return;
    setStatus(say('popup_check_started'));
    const answer = await requestBackground('tab/check-now', { tabId }, signal);
    if (!answer.ok) setStatus(say('popup_no_answer'));
    else if (!answer.value.started) setStatus(refusal(answer.value.reason));
    refresh();
  }

  return (
    <>
      <header class="head">
        <img src="/icons/seam.svg" alt="" width={20} height={20} />
        <h1>{say('extensionName')}</h1>
        <button
          type="button"
          class="button"
          disabled={tabId === null || (site !== null && site.origin === null)}
          onClick={() => void checkNow()}
        >
          {say('popup_check_now')}
        </button>
        <button type="button" class="link" onClick={() => void openEvidence()}>
          {say('popup_evidence')}
        </button>
        <button type="button" class="link" onClick={() => void browser.runtime.openOptionsPage()}>
          {say('popup_settings')}
        </button>
      </header>
      <main>
        <p role="status" class="status">
          {status}
        </p>
        {pageInterferes(shown) && <p class="interferes">{say('popup_interferes')}</p>}
        {first === undefined ? (
          <NoMedia about={records === null ? null : about} />
        ) : (
          <MediaCard
            key={first.mediaId}
            record={first}
            figures={figures}
            actions={
              tabId !== null && (
                <FreezeAction
                  tabId={tabId}
                  record={first}
                  began={() => setBegun({ record: first, at: 'first' })}
                />
              )
            }
            more={tabId !== null && <MoreAbout tabId={tabId} record={first} />}
          />
        )}
        {others.length > 0 && (
          <OtherMedia
            records={others}
            figures={figures}
            tabId={tabId}
            began={(record) => setBegun({ record, at: 'others' })}
          />
        )}
        {below !== null && site !== null && needsPermission(site) && (
          <section class="allow">
            <p>{say('popup_allow_explain', site.site ?? '')}</p>
            <button type="button" class="button main" onClick={() => void chooseMode('auto')}>
              {say('popup_allow')}
            </button>
          </section>
        )}
        {below !== null && site?.site != null && (
          <SiteSwitch
            site={site.site}
            mode={site.mode}
            onChoose={(mode) => void chooseMode(mode)}
          />
        )}
        {uploader !== null && below !== null && (
          <UploaderSwitch uploader={uploader} rules={below.rules} />
        )}
        {below !== null && <Recent list={below.recent} />}
      </main>
      {below !== null && (
        <footer>
          <DueReports due={below.due} open={() => void openEvidence('#/reports')} />
          <Cost records={shown} />
          {records !== null && !shown.some(hasSign) && (
            <p class="soft small">{say('popup_no_warning')}</p>
          )}
          <WhatLeft sent={below.sent} />
          <CheckFileLink />
        </footer>
      )}
    </>
  );
}

/** Records of a document whose content script no longer answers belong to a page that is gone. */
function shownRecords(
  records: readonly MediaRecord[] | null,
  site: TabDescription | null,
): readonly MediaRecord[] {
  if (records === null || site?.running === false) return [];
  return sortBySeriousness(records);
}

/** Who put the main content of the page there, where the page says so. */
function uploaderIn(records: readonly MediaRecord[]): Omit<UploaderRule, 'mode'> | null {
  for (const { site, page } of records) {
    const uploaderId = page?.uploaderId ?? null;
    if (uploaderId !== null) return { site, uploaderId, name: page?.uploader ?? '' };
  }
  return null;
}

function needsPermission(site: TabDescription): boolean {
  return site.origin !== null && !site.granted;
}

/** From weak up the page may show a notice of Seam, which must not be disowned here. */
function hasSign({ verdict }: MediaRecord): boolean {
  return verdict !== null && isSign(verdict.level);
}

function refusal(reason: Parameters<typeof reasonSentence>[0] | null): string {
  return reason === null
    ? say('popup_check_refused')
    : sentences([say('popup_check_refused'), reasonSentence(reason)]);
}
