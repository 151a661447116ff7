import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { dossierForPackage } from '../../report/compose-dossier.js';
import type { Bytes } from '../../evidence/bytes.js';
import { sealPackage, type SealOutcome } from '../../evidence/seal-package.js';
import { requestBackground } from '../../protocol/request.js';
import { followStampAuthorities, readStampAuthorities } from '../../settings/stamp-authorities.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';
import { fileName, saveFile } from './save-file.js';
import type { FrozenItem, Stores } from './use-frozen.js';

type State = 'idle' | 'working' | SealOutcome;

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

  async function seal(): Promise<void> {
    setState('working');
    const outcome = await sealItem(
      stores,
      item,
      isStamped && authorities.length > 0 ? askStamp : null,
    );
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
      {authorities.length > 0 && (
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
      <p class="buttons">
        <button
          type="button"
          class="button main"
          disabled={state === 'working'}
          onClick={() => void seal()}
        >
          {say('export_button')}
        </button>
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

/** The package of an item as the review has it. */
export async function sealItem(
  { evidence }: Stores,
  { frozen, dossier, review }: FrozenItem,
  stamp: Parameters<typeof sealPackage>[0]['stamp'] = null,
): Promise<SealOutcome> {
  const { name, version } = browser.runtime.getManifest();
  return sealPackage(
    {
      frozen,
      dossier: dossierForPackage(dossier, review.withhold),
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
  return state.ok ? say('export_done') : say(`export_failed_${state.reason.replaceAll('-', '_')}`);
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
