import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { dossierForPackage, extrasOf, type PackageExtra } from '../../report/compose-dossier.js';
import { isAsSeen } from '../../report/public-address.js';
import { holdOf, type Hold } from '../../report/safety.js';
import type { Bytes } from '../../evidence/bytes.js';
import { sealPackage, type SealInput, type SealOutcome } from '../../evidence/seal-package.js';
import { requestBackground } from '../../protocol/request.js';
import { followStampAuthorities, readStampAuthorities } from '../../settings/stamp-authorities.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';
import { fileName, saveFile } from './save-file.js';
import type { FrozenItem, Stores } from './use-frozen.js';

/** `safety-open`: the question about minors and sexual content has no answer yet. */
export type ExportOutcome = SealOutcome | { readonly ok: false; readonly reason: Hold };
type State = 'idle' | 'working' | ExportOutcome;

/** Makes the signed package of an item and hands it to the person. */
export function ExportPackage({
  stores,
  item,
}: {
  readonly stores: Stores;
  readonly item: FrozenItem;
}): JSX.Element {
  const [state, setState] = useState<State>('idle');
  const authorities = useStored(readStampAuthorities, followStampAuthorities) ?? [];
  const [isStamped, setStamped] = useState(false);
  const [extras, setExtras] = useState<readonly PackageExtra[]>([]);
  const hold = holdOf(item.review, item.frozen.media.length);

  async function seal(): Promise<void> {
    setState('working');
    const stamp = isStamped && authorities.length > 0 ? askStamp : null;
    const outcome = await sealItem(stores, item, { stamp, extras });
    setState(outcome);
    if (outcome.ok) {
      saveFile(
        fileName(`seam-evidence-${item.frozen.opened.caseId}`, 'zip'),
        outcome.zip,
        'application/zip',
      );
    }
  }

  const sealed = typeof state === 'object' && state.ok ? state : null;
  return (
    <section>
      <h2>{say('export_title')}</h2>
      <p class="soft">{say('export_explain')}</p>
      {isAsSeen(item.dossier.contentUrl) && <p class="warning">{say('export_address_as_seen')}</p>}
      {hold !== null && <HeldBack item={item} hold={hold} />}
      {hold === null && authorities.length > 0 && (
        <label class="tick">
          <input
            type="checkbox"
            checked={isStamped}
            onChange={(event) => setStamped(event.currentTarget.checked)}
          />
          <span>
            {say('export_stamp')}{' '}
            <span class="soft">
              {say(
                'export_stamp_why',
                authorities.map(({ address }) => hostOf(address)).join(', '),
              )}
            </span>
          </span>
        </label>
      )}
      {hold === null &&
        extrasOf(item.dossier).map((extra) => (
          <label class="tick" key={extra}>
            <input
              type="checkbox"
              checked={extras.includes(extra)}
              onChange={(event) =>
                setExtras(
                  event.currentTarget.checked
                    ? [...extras, extra]
                    : extras.filter((other) => other !== extra),
                )
              }
            />
            <span>{say(`export_with_${extra}`)}</span>
          </label>
        ))}
      <p class="buttons">
        {hold === null && (
          <button
            type="button"
            class="button main"
            disabled={state === 'working'}
            onClick={() => void seal()}
          >
            {say('export_button')}
          </button>
        )}
        <button type="button" class="button" onClick={() => void saveVerifier()}>
          {say('export_verifier')}
        </button>
      </p>
      <p role="status">{statusOf(state)}</p>
      {sealed !== null && (
        <dl class="facts">
          <div>
            <dt>{say('export_sha')}</dt>
            <dd class="hash">{sealed.sha256}</dd>
          </div>
          <div>
            <dt>{say('facts_key')}</dt>
            <dd class="hash">{item.frozen.head.key}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}

/** Why there is no package yet, and the way to what is missing. */
function HeldBack({ item, hold }: { readonly item: FrozenItem; readonly hold: Hold }): JSX.Element {
  return (
    <>
      <p>{failureOf(hold)}</p>
      <p>
        <a class="button main" href={`#/item/${item.frozen.opened.caseId}/report`}>
          {say('step_report')}
        </a>
      </p>
    </>
  );
}

interface SealChoices {
  readonly stamp?: SealInput['stamp'];
  readonly extras?: readonly PackageExtra[];
}

/** The package of an item as the review has it. Refused while the review holds it back, whoever asks. */
export async function sealItem(
  { evidence }: Stores,
  { frozen, dossier, review }: FrozenItem,
  { stamp = null, extras = [] }: SealChoices = {},
): Promise<ExportOutcome> {
  const hold = holdOf(review, frozen.media.length);
  if (hold !== null) return { ok: false, reason: hold };
  const { name, version } = browser.runtime.getManifest();
  return sealPackage(
    {
      frozen,
      dossier: dossierForPackage(dossier, review.withhold, extras),
      withhold: review.withhold,
      sealedAtMs: Date.now(),
      software: `${name} ${version}`,
      stamp,
    },
    await evidence.signer(),
  );
}

function statusOf(state: State): string {
  if (state === 'idle') return '';
  if (state === 'working') return say('export_working');
  return state.ok ? say('export_done') : failureOf(state.reason);
}

/** In words, why no package was made. */
export function failureOf(reason: Extract<ExportOutcome, { ok: false }>['reason']): string {
  return say(`export_failed_${reason.replaceAll('-', '_')}`);
}

/** The background asks: a page of the extension reaches no network. */
async function askStamp(message: Bytes): Promise<Bytes | null> {
  const answer = await requestBackground('stamp/ask', { message }, new AbortController().signal);
  const stamp = answer.ok ? answer.value.stamp : null;
  return stamp && Uint8Array.from(stamp);
}

function hostOf(address: string): string {
  return new URL(address).host;
}

/** The page that checks a package offline lies in ours as a text; people save it as the page it is. */
async function saveVerifier(): Promise<void> {
  const answer = await fetch('/seam-verifier.txt');
  saveFile('seam-verifier.html', await answer.text(), 'text/html');
}
