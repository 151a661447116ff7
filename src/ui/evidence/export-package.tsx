import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { extrasOf } from '../../report/compose-dossier.js';
import { isAsSeen } from '../../report/public-address.js';
import { holdOf, type Hold } from '../../report/safety.js';
import type { SealedPackage } from '../../report/sealed-package.js';
import { say } from '../words.js';
import { PackagesMade } from './packages-made.js';
import { PackageTicks, usePackageChoices } from './package-ticks.js';
import { refusalOfExport } from './export-words.js';
import { ReportPreview } from './report-preview.js';
import { fileName, saveFile } from './save-file.js';
import { rememberSealed, sealItem, type ExportRefusal } from './seal-item.js';
import type { FrozenItem, Stores } from './use-frozen.js';

type State = 'idle' | 'working' | 'saved' | 'saved-unlisted' | ExportRefusal;

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
      {hold === null && <ReportPreview stores={stores} item={item} choices={chosen.choices} />}
      <PackagesMade sealed={sealed} />
    </section>
  );
}

/** Why there is no package yet, and the way to what is missing. */
function HeldBack({ item, hold }: { readonly item: FrozenItem; readonly hold: Hold }): JSX.Element {
  return (
    <>
      <p>{refusalOfExport(hold)}</p>
      <p>
        <a class="button main" href={`#/item/${item.frozen.opened.caseId}/report`}>
          {say('step_report')}
        </a>
      </p>
    </>
  );
}

function statusOf(state: State): string {
  if (state === 'idle') return '';
  if (state === 'working') return say('export_working');
  if (state === 'saved') return say('export_done');
  return state === 'saved-unlisted' ? say('export_done_unlisted') : refusalOfExport(state);
}

/** The page that checks a package offline lies in ours as a text; people save it as the page it is. */
async function saveVerifier(): Promise<void> {
  const answer = await fetch('/seam-verifier.txt');
  saveFile('seam-verifier.html', await answer.text(), 'text/html');
}
