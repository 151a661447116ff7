import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CaseFile } from '../../report/case-file.js';
import { mediaCategories, type HumanVerdict } from '../../report/media-review.js';
import type { ListedItem } from '../evidence/use-frozen.js';
import { say } from '../words.js';
import { itemName } from './item-name.js';
import { TextField } from './text-field.js';

const texts = ['rating', 'claim', 'reason', 'reviewUrl'] as const;

/**
 * A person's verdict of each item for the exports of a desk: a genuine source may lie beside its forged
 * copy. The detector's level is never one.
 */
export function CaseVerdict({
  file,
  items,
  save,
}: {
  readonly file: CaseFile;
  readonly items: readonly ListedItem[];
  /** False: it could not be stored, which the page says. */
  readonly save: (item: string, verdict: HumanVerdict) => Promise<boolean>;
}): JSX.Element | null {
  const [chosen, setChosen] = useState<string | null>(null);
  const item = items.find(({ dossier }) => dossier.caseId === chosen) ?? items[0];
  if (item === undefined) return null;
  const { caseId } = item.dossier;
  return (
    <section>
      <details open={Object.keys(file.verdicts).length > 0}>
        <summary>
          <h2>{say('desk_title')}</h2>
        </summary>
        <p class="soft">{say('desk_explain')}</p>
        <label class="field">
          {say('desk_item')}
          <select value={caseId} onChange={(event) => setChosen(event.currentTarget.value)}>
            {items.map((one) => (
              <option key={one.dossier.caseId} value={one.dossier.caseId}>
                {file.verdicts[one.dossier.caseId] === undefined ? '' : '✓ '}
                {itemName(one)}
              </option>
            ))}
          </select>
        </label>
        <VerdictForm key={caseId} file={file} item={caseId} save={save} />
      </details>
    </section>
  );
}

function VerdictForm({
  file,
  item,
  save,
}: {
  readonly file: CaseFile;
  readonly item: string;
  /** False: it could not be stored, which the page says. */
  readonly save: (item: string, verdict: HumanVerdict) => Promise<boolean>;
}): JSX.Element {
  const [verdict, setVerdict] = useState<HumanVerdict>(() => startOf(file, item));
  const [status, setStatus] = useState('');
  const set = (changes: Partial<HumanVerdict>): void => {
    setVerdict({ ...verdict, ...changes });
    setStatus('');
  };
  const isSuggested = file.verdicts[item] === undefined && file.suggested !== undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save(item, verdict).then((isStored) => setStatus(isStored ? say('desk_saved') : ''));
      }}
    >
      {isSuggested && <p class="warning">{say('desk_suggested')}</p>}
      <label class="field">
        {say('desk_category')}
        <select
          value={verdict.category}
          onChange={(event) =>
            set({ category: event.currentTarget.value as HumanVerdict['category'] })
          }
        >
          {mediaCategories.map((category) => (
            <option key={category} value={category}>
              {say(`desk_${category}`)}
            </option>
          ))}
        </select>
      </label>
      {texts.map((field) => (
        <TextField
          key={field}
          label={say(`desk_${field}`)}
          kind={field === 'reviewUrl' ? 'url' : 'text'}
          isRequired
          value={verdict[field]}
          set={(value) => set({ [field]: value })}
        />
      ))}
      <label class="field">
        {say('desk_date')}
        <input
          type="date"
          required
          value={verdict.date}
          onInput={(event) => set({ date: event.currentTarget.value })}
        />
      </label>
      {(['name', 'url'] as const).map((field) => (
        <TextField
          key={field}
          label={say(`desk_reviewer_${field}`)}
          kind={field === 'url' ? 'url' : 'text'}
          isRequired
          value={verdict.reviewer[field]}
          set={(value) => set({ reviewer: { ...verdict.reviewer, [field]: value } })}
        />
      ))}
      <button type="submit" class="button">
        {say('desk_save')}
      </button>
      <p role="status">{status}</p>
    </form>
  );
}

/** What stands in the form at first. Of another item's verdict only the desk itself is taken over. */
function startOf({ verdicts, suggested }: CaseFile, item: string): HumanVerdict {
  const own = verdicts[item] ?? suggested;
  if (own !== undefined) return own;
  return {
    category: 'TransformedContent',
    rating: '',
    claim: '',
    reason: '',
    reviewer: Object.values(verdicts).at(-1)?.reviewer ?? { name: '', url: '' },
    reviewUrl: '',
    date: today(),
  };
}

/** By the clock of the device, as a desk dates its article. */
function today(): string {
  const now = new Date();
  const two = (part: number): string => `${part}`.padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
