import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { canonicalJson } from '../../evidence/canonical-json.js';
import { sha256Hex, utf8 } from '../../evidence/bytes.js';
import { evidenceLimits } from '../../evidence/evidence-limits.js';
import { writePackageZip } from '../../evidence/package/package-zip.js';
import type { CaseFile } from '../../report/case-file.js';
import { caseTable } from '../../report/case-table.js';
import { extrasOf, packageExtras } from '../../report/compose-dossier.js';
import { reviewJsonLd, type HumanVerdict } from '../../report/media-review.js';
import type { StoredReport } from '../../report/report-store.js';
import { holdOf } from '../../report/safety.js';
import type { SealedPackage } from '../../report/sealed-package.js';
import { refusalOfExport } from '../evidence/export-words.js';
import { rememberSealed, sealItem, whyStale, type ExportRefusal } from '../evidence/seal-item.js';
import { PackageTicks, usePackageChoices, type PackageChoices } from '../evidence/package-ticks.js';
import { CopyHash } from '../evidence/packages-made.js';
import { fileName, saveFile } from '../evidence/save-file.js';
import {
  readListed,
  type FrozenItem,
  type ListedItem,
  type Stores,
} from '../evidence/use-frozen.js';
import { say } from '../words.js';
import { itemName } from './item-name.js';

/** The whole case in one zip, its table, and the desk's reviews. */
export function CaseExports({
  stores,
  file,
  items,
}: {
  readonly stores: Stores;
  readonly file: CaseFile;
  readonly items: readonly ListedItem[];
}): JSX.Element {
  const [saved, setSaved] = useState<Saved>(nothingSaved);
  const [isWorking, setWorking] = useState(false);
  const chosen = usePackageChoices();
  // Until then nobody knows what may go out, and the table would name it.
  const held = items.filter(({ review, frozen }) => holdOf(review, frozen.paths.length) !== null);
  const isOpen = items.length > 0 && held.length === 0;
  const offered = packageExtras.filter((extra) =>
    items.some(({ dossier }) => extrasOf(dossier).includes(extra)),
  );

  async function saveWhole(): Promise<void> {
    setWorking(true);
    setSaved({ words: say('export_working'), caseSha256: null });
    try {
      setSaved(await makeWhole(stores, file.id, chosen.choices));
    } catch (error) {
      console.error('Seam could not make a zip of a case.', error);
      setSaved({ words: refusalOfExport('failed'), caseSha256: null });
    } finally {
      setWorking(false);
    }
  }

  const judged = judgedOf(items, file);

  /** Saves what `write` makes of the case as it is stored now, or says why not. */
  async function saveOf(write: (now: CaseNow) => string): Promise<void> {
    const now = await readAgain(stores, file.id);
    setSaved({ words: now.ok ? write(now) : now.words, caseSha256: null });
  }

  function saveTable(now: CaseNow): string {
    saveFile('seam-case.csv', caseTable(now.items), 'text/csv');
    return '';
  }

  function saveReviews(now: CaseNow): string {
    const graphs = judgedOf(now.items, now.file).map(({ dossier, verdict }) =>
      reviewJsonLd(dossier, verdict),
    );
    if (graphs.length === 0) return say('case_export_unjudged', now.items.length);
    const text = JSON.stringify(graphs.length === 1 ? graphs[0] : graphs, null, 2);
    saveFile('seam-media-review.jsonld', text, 'application/ld+json');
    return '';
  }

  return (
    <section>
      <h2>{say('case_export')}</h2>
      <p class="soft">{say('case_export_explain')}</p>
      {held.length > 0 && (
        <>
          <p class="warning">{say('case_export_held')}</p>
          <ul class="plain">
            {held.map((item) => (
              <li key={item.dossier.caseId}>
                <a href={`#/item/${item.dossier.caseId}/report`} dir="auto">
                  {itemName(item)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {isOpen && <PackageTicks chosen={chosen} offered={offered} isForEach />}
      <p class="buttons">
        <button
          type="button"
          class="button main"
          disabled={!isOpen || isWorking}
          onClick={() => void saveWhole()}
        >
          {say('case_export_zip')}
        </button>
        <button
          type="button"
          class="button"
          disabled={!isOpen}
          onClick={() => void saveOf(saveTable)}
        >
          {say('reports_csv')}
        </button>
        <button
          type="button"
          class="button"
          disabled={!isOpen || judged.length === 0}
          onClick={() => void saveOf(saveReviews)}
        >
          {say('case_export_review')}
        </button>
      </p>
      {judged.length > 0 && judged.length < items.length && (
        <p class="soft">{say('case_export_unjudged', items.length - judged.length)}</p>
      )}
      <p role="status" dir="auto">
        {saved.words}
      </p>
      {saved.caseSha256 !== null && (
        <dl class="facts">
          <CopyHash name={say('case_export_sha')} value={saved.caseSha256} />
        </dl>
      )}
    </section>
  );
}

/** What became of a click, for the person. */
interface Saved {
  readonly words: string;
  /** SHA-256 of the zip; null while none was made. */
  readonly caseSha256: string | null;
}

/** The items of a case that a desk has judged. */
function judgedOf(
  items: readonly ListedItem[],
  { verdicts }: CaseFile,
): readonly (Pick<ListedItem, 'dossier'> & { readonly verdict: HumanVerdict })[] {
  return items.flatMap(({ dossier }) => {
    const verdict = verdicts[dossier.caseId];
    return verdict === undefined ? [] : [{ dossier, verdict }];
  });
}

/** A case with its items. */
interface CaseNow {
  readonly file: CaseFile;
  readonly items: readonly ListedItem[];
}

type ReadAgain = ({ readonly ok: true } & CaseNow) | { readonly ok: false; readonly words: string };

/**
 * The case as it is stored: since this page was opened another tab may have taken an item out or judged it anew, or have
 * said of one what forbids its export.
 */
async function readAgain(stores: Stores, id: string): Promise<ReadAgain> {
  const files = await stores.reports.cases().catch(() => null);
  if (files === null) return { ok: false, words: say('store_unread') };
  const file = files.find((one) => one.id === id);
  if (file === undefined) return { ok: false, words: say('case_missing') };
  const items: ListedItem[] = [];
  for (const caseId of file.items) {
    // Deleted, and not taken out: the page shows no row of it either.
    if ((await stores.evidence.tail(caseId).catch(() => undefined)) === null) continue;
    const item = await readListed(stores, caseId).catch(() => null);
    const hold = item === null ? 'gone' : holdOf(item.review, item.frozen.paths.length);
    if (item === null || hold !== null) {
      const name = item === null ? caseId : itemName(item);
      return {
        ok: false,
        words: say('case_export_failed', name, refusalOfExport(hold ?? 'gone')),
      };
    }
    items.push(item);
  }
  if (items.length === 0) return { ok: false, words: say('case_export_empty') };
  return { ok: true, file: { ...file, items: items.map(({ dossier }) => dossier.caseId) }, items };
}

const nothingSaved: Saved = { words: '', caseSha256: null };

/**
 * Seals every item and hands one zip to the person, or nothing at all: what is left out of a case nobody would
 * miss.
 */
async function makeWhole(stores: Stores, id: string, choices: PackageChoices): Promise<Saved> {
  const now = await readAgain(stores, id);
  if (!now.ok) return { words: now.words, caseSha256: null };
  const { file } = now;
  const failed = (item: ListedItem, why: ExportRefusal): Saved => ({
    words: say('case_export_failed', itemName(item), refusalOfExport(why)),
    caseSha256: null,
  });
  const files = new Map([
    ['case.json', utf8(canonicalJson(JSON.parse(JSON.stringify(file))))],
    ['reports.csv', utf8(caseTable(now.items))],
    ['reports.json', utf8(canonicalJson(JSON.parse(JSON.stringify(now.items.map(logsOf)))))],
  ]);
  const tooLarge: Saved = { words: say('case_export_too_large'), caseSha256: null };
  const sealed: { readonly item: ListedItem; readonly made: SealedPackage }[] = [];
  for (const listed of now.items) {
    const { caseId } = listed.dossier;
    // Its pictures are read only now, one item after the other.
    const outcome = await sealItem(stores, caseId, choices);
    if (!outcome.ok) return failed(listed, outcome.reason);
    files.set(`packages/${caseId}.zip`, outcome.zip);
    // Packages do not shrink once more. More than a verifier reads is of no use to anybody.
    const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
    if (bytes > evidenceLimits.maxPackageBytes) return tooLarge;
    sealed.push({ item: withoutBytes(outcome.item), made: outcome.made });
  }
  // The first was packed long before the last.
  for (const { item } of sealed) {
    const why = await whyStale(stores, item);
    if (why !== null) return failed(item, why);
  }
  const then = await readAgain(stores, id);
  if (!then.ok) return { words: then.words, caseSha256: null };
  if (JSON.stringify(then.file) !== JSON.stringify(file)) {
    return { words: say('case_export_changed'), caseSha256: null };
  }
  const zip = writePackageZip(files);
  if (zip.length > evidenceLimits.maxPackageBytes) return tooLarge;
  const caseSha256 = await sha256Hex(zip);
  const remembered = await Promise.all(
    sealed.map(({ item, made }) => rememberSealed(stores, item, { ...made, caseSha256 })),
  );
  saveFile(fileName(`seam-case-${file.id}`, 'zip'), zip, 'application/zip');
  const words = say(remembered.includes(null) ? 'case_saved_unlisted' : 'case_saved');
  return { words, caseSha256 };
}

/** The pictures lie in the package; those of a whole case would fill the memory twice. */
function withoutBytes({ frozen: { media: _, ...facts }, ...item }: FrozenItem): ListedItem {
  return { ...item, frozen: facts };
}

/**
 * Without the words that were filed: they may name the reporter, who is in no package either. And without the
 * packages made: those of this zip lie in it, and which others were handed to whom else is nobody's business here.
 */
function logsOf({ logs }: ListedItem): readonly Omit<StoredReport, 'text'>[] {
  return logs.map(({ text: _, ...log }) => log);
}
