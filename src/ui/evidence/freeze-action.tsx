import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { FreezeReply } from '../../protocol/freeze-messages.js';
import { requestBackground } from '../../protocol/request.js';
import type { MediaRecord } from '../../shared/media-record.js';
import { reasonSentence, say, sentences } from '../words.js';

type State = 'idle' | 'freezing' | FreezeReply | 'no-answer';

/**
 * Freezes one media after a click of the person in a page of the extension. `isArmed` false holds
 * the button back: a window that a page made appear must not take a click meant for the page.
 */
export function FreezeAction({
  tabId,
  record,
  isArmed = true,
  then = 'item',
}: {
  readonly tabId: number;
  readonly record: Pick<MediaRecord, 'mediaId' | 'kind'>;
  readonly isArmed?: boolean;
  /** `report`: the person came to report, so the review of the report opens as soon as there is evidence. */
  readonly then?: 'item' | 'report';
}): JSX.Element {
  const [state, setState] = useState<State>('idle');
  const [tabPicture, setTabPicture] = useState(false);
  const [original, setOriginal] = useState(false);
  const life = useRef(new AbortController());
  useEffect(() => () => life.current.abort(), []);

  async function freeze(fromPrivate: boolean): Promise<void> {
    setState('freezing');
    const { mediaId } = record;
    const request = { tabId, mediaId, tabPicture, original, fromPrivate };
    const answer = await requestBackground('evidence/freeze', request, life.current.signal);
    if (life.current.signal.aborted) return;
    setState(answer.ok ? answer.value : 'no-answer');
    if (answer.ok && answer.value.ok && then === 'report')
      await openItem(answer.value.caseId, then);
  }

  const frozen = typeof state === 'object' && state.ok ? state : null;
  // Said once, in the sentence beside the button; the second click is the answer.
  const isPrivate = typeof state === 'object' && !state.ok && state.refusal === 'private-window';
  return (
    <div class="freeze">
      {frozen === null ? (
        <button
          type="button"
          class="button"
          disabled={!isArmed || state === 'freezing'}
          onClick={() => void freeze(isPrivate)}
        >
          {isPrivate
            ? say('freeze_private')
            : say(then === 'report' ? 'freeze_button_report' : 'freeze_button')}
        </button>
      ) : (
        <button
          type="button"
          class="button main"
          onClick={() => void openItem(frozen.caseId, then)}
        >
          {say('freeze_review')}
        </button>
      )}
      <p role="status" class="small freeze-status">
        {statusOf(state)}
      </p>
      {frozen === null && (
        <details class="small">
          <summary>{say('freeze_more')}</summary>
          <label class="tick">
            <input
              type="checkbox"
              checked={tabPicture}
              onChange={(event) => setTabPicture(event.currentTarget.checked)}
            />
            <span>
              {say('freeze_tab_picture')} <span class="soft">{say('freeze_tab_picture_why')}</span>
            </span>
          </label>
          {record.kind === 'image' && (
            <label class="tick">
              <input
                type="checkbox"
                checked={original}
                onChange={(event) => setOriginal(event.currentTarget.checked)}
              />
              <span>
                {say('freeze_original')} <span class="soft">{say('freeze_original_why')}</span>
              </span>
            </label>
          )}
        </details>
      )}
    </div>
  );
}

async function openItem(caseId: string, then: 'item' | 'report'): Promise<void> {
  const step = then === 'report' ? '/report' : '';
  const url = browser.runtime.getURL(`src/entries/evidence.html#/item/${caseId}${step}`);
  await browser.tabs.create({ url });
  // The popup closes by itself; the window of a notice does not.
  window.close();
}

function statusOf(state: State): string {
  if (state === 'idle') return '';
  if (state === 'freezing') return say('freeze_running');
  if (state === 'no-answer') return say('freeze_refused_page_silent');
  if (state.ok) return say('freeze_done', state.frames);
  return refusalSentence(state.refusal, state);
}

/** Why nothing was frozen, as whole sentences. */
export function refusalSentence(
  refusal: Extract<FreezeReply, { ok: false }>['refusal'],
  about: Partial<Extract<FreezeReply, { ok: false }>> = {},
): string {
  const { reason = null, neededBytes = null, freeBytes = null } = about;
  const nothing = say('freeze_refused_nothing_frozen');
  if (refusal === 'would-not-fit' && neededBytes !== null && freeBytes !== null) {
    return sentences([
      nothing,
      say('freeze_refused_room', megabytes(neededBytes), megabytes(freeBytes)),
    ]);
  }
  const why = say(`freeze_refused_${refusal.replaceAll('-', '_')}`);
  return sentences([nothing, why, ...(reason === null ? [] : [reasonSentence(reason)])]);
}

/** Megabytes (10^6) with one decimal, never 0 for something. */
export function megabytes(bytes: number): string {
  return bytes === 0 ? '0' : Math.max(0.1, bytes / 1e6).toFixed(1);
}
