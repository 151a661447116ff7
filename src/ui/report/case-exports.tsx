import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { canonicalJson } from '../../evidence/canonical-json.js';
import { utf8 } from '../../evidence/bytes.js';
import { writePackageZip } from '../../evidence/package-zip.js';
import type { CaseFile } from '../../report/case-file.js';
import { caseTable } from '../../report/case-table.js';
import { reviewJsonLd } from '../../report/media-review.js';
import type { StoredReport } from '../../report/report-store.js';
import { holdOf } from '../../report/safety.js';
import { failureOf, sealItem } from '../evidence/export-package.js';
import { fileName, saveFile } from '../evidence/save-file.js';
import { readItem, type ListedItem, type Stores } from '../evidence/use-frozen.js';
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
  const [status, setStatus] = useState('');
  // Until then nobody knows what may go out, and the table would name it.
  const held = items.filter(({ review, frozen }) => holdOf(review, frozen.paths.length) !== null);

  const isOpen = items.length > 0 && held.length === 0;

  async function saveWhole(): Promise<void> {
    setStatus(say('export_working'));
    const files = new Map([
      ['case.json', utf8(canonicalJson(JSON.parse(JSON.stringify(file))))],
      ['reports.csv', utf8(caseTable(items))],
      ['reports.json', utf8(canonicalJson(JSON.parse(JSON.stringify(items.map(logsOf)))))],
    ]);
    for (const { dossier } of items) {
      // Its pictures are read only now, one item after the other.
      const item = await readItem(stores.evidence, stores.reports, dossier.caseId);
      if (item === null) {
        setStatus(say('item_missing'));
        return;
      }
      const sealed = await sealItem(stores, item);
      if (!sealed.ok) {
        setStatus(failureOf(sealed.reason));
        return;
      }
      files.set(`packages/${dossier.caseId}.zip`, sealed.zip);
    }
    saveFile(fileName(`seam-case-${file.id}`, 'zip'), writePackageZip(files), 'application/zip');
    setStatus(say('case_saved'));
  }

  const judged = items.flatMap(({ dossier }) => {
    const verdict = file.verdicts[dossier.caseId];
    return verdict === undefined ? [] : [{ dossier, verdict }];
  });

  function saveReviews(): void {
    const graphs = judged.map(({ dossier, verdict }) => reviewJsonLd(dossier, verdict));
    const text = JSON.stringify(graphs.length === 1 ? graphs[0] : graphs, null, 2);
    saveFile('seam-media-review.jsonld', text, 'application/ld+json');
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
      <p class="buttons">
        <button
          type="button"
          class="button main"
          disabled={!isOpen}
          onClick={() => void saveWhole()}
        >
          {say('case_export_zip')}
        </button>
        <button
          type="button"
          class="button"
          disabled={!isOpen}
          onClick={() => saveFile('seam-case.csv', caseTable(items), 'text/csv')}
        >
          {say('reports_csv')}
        </button>
        <button
          type="button"
          class="button"
          disabled={!isOpen || judged.length === 0}
          onClick={saveReviews}
        >
          {say('case_export_review')}
        </button>
      </p>
      {judged.length > 0 && judged.length < items.length && (
        <p class="soft">{say('case_export_unjudged', items.length - judged.length)}</p>
      )}
      <p role="status">{status}</p>
    </section>
  );
}

/** Without the words that were filed: they may name the reporter, who is in no package either. */
function logsOf({ logs }: ListedItem): readonly Omit<StoredReport, 'text'>[] {
  return logs.map(({ text: _, ...log }) => log);
}
