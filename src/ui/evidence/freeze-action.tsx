import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FreezeReply } from '../../protocol/freeze-messages.js';
import { requestBackground } from '../../protocol/request.js';
import { hasClosedPixels } from '../../shared/closed-pixels.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { SafetyAnswer } from '../../shared/safety-answer.js';
import { openEvidence } from '../open-evidence.js';
import { reasonSentence, say, sentences } from '../words.js';
import { KeepAddress } from './keep-address.js';

type State = 'idle' | 'freezing' | FreezeReply | 'no-tab-picture' | 'no-answer' | KeptAddress;

/** Evidence of which nothing but the address was kept. */
interface KeptAddress {
  readonly ok: true;
  readonly caseId: string;
  readonly isAddress: true;
}

/**
 * Freezes one media after a click of the person in a page of the extension. `isArmed` false holds
 * the button back: a window that a page made appear must not take a click meant for the page.
 */
export function FreezeAction({
  tabId,
  record,
  isArmed = true,
  then = 'item',
  began,
}: {
  readonly tabId: number;
  readonly record: Pick<MediaRecord, 'mediaId' | 'kind' | 'state' | 'reasons'>;
  readonly isArmed?: boolean;
  /** `report`: the person came to report, so the review of the report opens as soon as there is evidence. */
  readonly then?: 'item' | 'report';
  /** Called when a freeze begins: from then on its answer must find this button, whatever becomes of the media. */
  readonly began?: () => void;
}): JSX.Element {
  const [state, setState] = useState<State>('idle');
  const [tabPicture, setTabPicture] = useState(false);
  const [original, setOriginal] = useState(false);
  /** What a private window held back, and the next click of its own button confirms. */
  const [heldBack, setHeldBack] = useState<SafetyAnswer | 'pixels' | null>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const life = useRef(new AbortController());
  useEffect(() => () => life.current.abort(), []);

  // Both are said in a sentence beside the button; the next click is the answer.
  const asksForTab = isUnreadable || hasClosedPixels(record);
  async function freeze(addressOnly: SafetyAnswer | null = null): Promise<void> {
    setState('freezing');
    began?.();
    const { mediaId } = record;
    const isAddress = addressOnly !== null;
    const what = addressOnly ?? 'pixels';
    const wanted = {
      tabPicture: !isAddress && (tabPicture || asksForTab),
      original: !isAddress && original,
      fromPrivate: heldBack === what,
      addressOnly,
    };
    const request = { tabId, mediaId, ...wanted };
    const answer = await requestBackground('evidence/freeze', request, life.current.signal);
    if (life.current.signal.aborted) return;
    const refusal = answer.ok && !answer.value.ok ? answer.value.refusal : null;
    if (refusal === 'private-window') setHeldBack(what);
    if (refusal === 'nothing-readable') setUnreadable(true);
    if (refusal === 'nothing-readable' && wanted.tabPicture) setState('no-tab-picture');
    else if (answer.ok && answer.value.ok && isAddress)
      setState({ ok: true, caseId: answer.value.caseId, isAddress });
    else setState(answer.ok ? answer.value : 'no-answer');
    if (answer.ok && answer.value.ok && then === 'report')
      await openItem(answer.value.caseId, then);
  }

  const frozen = typeof state === 'object' && state.ok ? state : null;
  const isHeldBack =
    typeof state === 'object' && !state.ok && state.refusal === 'private-window' ? heldBack : null;
  return (
    <div class="freeze">
      {frozen === null && asksForTab && <p class="small">{say('freeze_tab_instead')}</p>}
      {frozen === null ? (
        <button
          type="button"
          class="button"
          disabled={!isArmed || state === 'freezing'}
          onClick={() => void freeze()}
        >
          {say(isHeldBack === 'pixels' ? 'freeze_private' : buttonKey(asksForTab, then))}
        </button>
      ) : (
        <button
          type="button"
          class="button main"
          onClick={() => void openItem(frozen.caseId, 'isAddress' in frozen ? 'report' : then)}
        >
          {say('freeze_review')}
        </button>
      )}
      <p role="status" class="small freeze-status">
        {statusOf(state)}
      </p>
      {isHeldBack !== null && isHeldBack !== 'pixels' && (
        <button
          type="button"
          class="button"
          disabled={!isArmed}
          onClick={() => void freeze(isHeldBack)}
        >
          {say('freeze_private_address')}
        </button>
      )}
      {state === 'no-answer' && (
        <button type="button" class="button" onClick={() => void openEvidence()}>
          {say('popup_evidence')}
        </button>
      )}
      {frozen === null && (
        <KeepAddress
          isHeld={!isArmed || state === 'freezing'}
          keep={(answer) => void freeze(answer)}
        />
      )}
      {frozen === null && (!asksForTab || record.kind === 'image') && (
        <details class="small">
          <summary>{say('freeze_more')}</summary>
          {!asksForTab && (
            <label class="tick">
              <input
                type="checkbox"
                checked={tabPicture}
                onChange={(event) => setTabPicture(event.currentTarget.checked)}
              />
              <span>
                {say('freeze_tab_picture')}{' '}
                <span class="soft">{say('freeze_tab_picture_why')}</span>
              </span>
            </label>
          )}
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

function buttonKey(asksForTab: boolean, then: 'item' | 'report'): string {
  if (asksForTab) return 'freeze_tab_button';
  return then === 'report' ? 'freeze_button_report' : 'freeze_button';
}

function openItem(caseId: string, then: 'item' | 'report'): Promise<void> {
  return openEvidence(`#/item/${caseId}${then === 'report' ? '/report' : ''}`);
}

function statusOf(state: State): string {
  if (state === 'idle') return '';
  if (state === 'freezing') return say('freeze_running');
  // The answer may be lost after the evidence was written.
  if (state === 'no-answer') return say('freeze_no_answer');
  if (state === 'no-tab-picture') {
    return sentences([say('freeze_refused_nothing_frozen'), say('freeze_refused_tab_picture')]);
  }
  if ('isAddress' in state) return say('freeze_done_address');
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
