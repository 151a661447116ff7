import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { dossierForPackage, extrasOf } from '../../report/compose-dossier.js';
import { destinations } from '../../report/destinations.js';
import { isAsSeen } from '../../report/public-address.js';
import { holdOf, type Hold } from '../../report/safety.js';
import type { SealedPackage } from '../../report/sealed-package.js';
import type { Bytes } from '../../evidence/bytes.js';
import { sealPackage, type SealOutcome } from '../../evidence/package/seal-package.js';
import { requestBackground } from '../../protocol/request.js';
import { say } from '../words.js';
import { PackagesMade } from './packages-made.js';
import { PackageTicks, usePackageChoices, type PackageChoices } from './package-ticks.js';
import { fileName, saveFile } from './save-file.js';
import { readItem, type FrozenItem, type ListedItem, type Stores } from './use-frozen.js';

/**
 * `safety-open`: the question about minors and sexual content has no answer yet. `gone`: deleted meanwhile. `failed`:
 * anything else.
 */
export type ExportOutcome =
  | {
      readonly ok: true;
      readonly zip: Bytes;
      readonly made: SealedPackage;
      /** As it was read for this package. */
      readonly item: FrozenItem;
    }
  | Extract<SealOutcome, { ok: false }>
  | { readonly ok: false; readonly reason: Hold | 'gone' | 'failed' };
type Refusal = Extract<ExportOutcome, { ok: false }>['reason'];
type State = 'idle' | 'working' | 'saved' | 'saved-unlisted' | Refusal;

/** Makes the signed package of an item and hands it to the person. */
export function ExportPackage({
  stores,
  item,
}: {
  readonly stores: Stores;
  readonly item: FrozenItem;
}): JSX.Element {
  const [state, setState] = useState<State>('idle');
  /** The list as it was stored last; null: as it was read with the item. */
  const [listed, setListed] = useState<readonly SealedPackage[] | null>(null);
  const chosen = usePackageChoices();
  const hold = holdOf(item.review, item.frozen.media.length);
  const sealed = listed ?? item.review.sealed ?? [];

  async function make(): Promise<void> {
    setState('working');
    const outcome = await sealItem(stores, item.frozen.opened.caseId, chosen.choices);
    if (!outcome.ok) {
      setState(outcome.reason);
      return;
    }
    const { zip, made } = outcome;
    const stored = await rememberSealed(stores, outcome.item, made);
    setListed(stored ?? [made, ...sealed]);
    saveFile(fileName(`seam-evidence-${item.frozen.opened.caseId}`, 'zip'), zip, 'application/zip');
    setState(stored === null ? 'saved-unlisted' : 'saved');
  }

  return (
    <section>
      <h2>{say('export_title')}</h2>
      <p class="soft">{say('export_explain')}</p>
      {isAsSeen(item.dossier.contentUrl) && <p class="warning">{say('export_address_as_seen')}</p>}
      {hold === null ? (
        <PackageTicks chosen={chosen} offered={extrasOf(item.dossier)} isForEach={false} />
      ) : (
        <HeldBack item={item} hold={hold} />
      )}
      <p class="buttons">
        {hold === null && (
          <button
            type="button"
            class="button main"
            disabled={state === 'working'}
            onClick={() => void make()}
          >
            {say('export_button')}
          </button>
        )}
        <button type="button" class="button" onClick={() => void saveVerifier()}>
          {say('export_verifier')}
        </button>
      </p>
      <p role="status">{statusOf(state)}</p>
      <PackagesMade sealed={sealed} />
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

/**
 * The package of an item as it is stored now: a page that was opened before may know nothing of an answer or a covered
 * face. Refused while the review holds it back, whoever asks. An extra that the item has nothing to say of changes
 * nothing. Never rejects.
 */
export async function sealItem(
  stores: Stores,
  caseId: string,
  choices: PackageChoices = { isStamped: false, extras: [] },
): Promise<ExportOutcome> {
  try {
    const item = await readItem(stores.evidence, stores.reports, caseId);
    return item === null ? { ok: false, reason: 'gone' } : await seal(stores, item, choices);
  } catch (error) {
    console.error('Seam could not make a package.', error);
    return { ok: false, reason: 'failed' };
  }
}

async function seal(
  { evidence }: Stores,
  item: FrozenItem,
  { isStamped, extras }: PackageChoices,
): Promise<ExportOutcome> {
  const { frozen, dossier, review } = item;
  const hold = holdOf(review, frozen.media.length);
  if (hold !== null) return { ok: false, reason: hold };
  const { name, version } = browser.runtime.getManifest();
  const sealedAtMs = Date.now();
  const signer = await evidence.signer();
  const sealed = await sealPackage(
    {
      frozen,
      dossier: dossierForPackage(dossier, review.withhold, extras),
      withhold: review.withhold,
      sealedAtMs,
      software: `${name} ${version}`,
      stamp: isStamped ? askStamp : null,
      destinationNames: Object.fromEntries(
        destinations.map(({ id, name: { en, zhCN } }) => [id, en === zhCN ? en : `${en} ${zhCN}`]),
      ),
    },
    signer,
  );
  if (!sealed.ok) return sealed;
  const { zip, sha256 } = sealed;
  const made = { sealedAtMs, sha256, key: signer.fingerprint, isStamped, caseSha256: null };
  return { ok: true, zip, made, item };
}

/**
 * Stores that a package was made and gives the item's list; null where that could not be stored, or the item
 * was deleted meanwhile: then nothing of it may come back.
 */
export async function rememberSealed(
  { evidence, reports }: Stores,
  { frozen, review }: Pick<ListedItem, 'frozen' | 'review'>,
  made: SealedPackage,
): Promise<readonly SealedPackage[] | null> {
  try {
    if ((await evidence.tail(frozen.opened.caseId)) === null) return null;
    return await reports.addSealed(review, made);
  } catch {
    // The storage is full or broken. The package is whole all the same, and the person is told.
    return null;
  }
}

function statusOf(state: State): string {
  if (state === 'idle') return '';
  if (state === 'working') return say('export_working');
  if (state === 'saved') return say('export_done');
  return state === 'saved-unlisted' ? say('export_done_unlisted') : failureOf(state);
}

/** In words, why no package was made. */
export function failureOf(reason: Refusal): string {
  return reason === 'gone'
    ? say('item_missing')
    : say(`export_failed_${reason.replaceAll('-', '_')}`);
}

/** The background asks: a page of the extension reaches no network. */
async function askStamp(message: Bytes): Promise<Bytes | null> {
  const answer = await requestBackground('stamp/ask', { message }, new AbortController().signal);
  const stamp = answer.ok ? answer.value.stamp : null;
  return stamp && Uint8Array.from(stamp);
}

/** The page that checks a package offline lies in ours as a text; people save it as the page it is. */
async function saveVerifier(): Promise<void> {
  const answer = await fetch('/seam-verifier.txt');
  saveFile('seam-verifier.html', await answer.text(), 'text/html');
}
