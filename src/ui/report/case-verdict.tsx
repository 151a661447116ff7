import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CaseFile } from '../../report/case-file.js';
import { mediaCategories, type HumanVerdict } from '../../report/media-review.js';
import { say } from '../words.js';
import { TextField } from './text-field.js';

const texts = ['rating', 'claim', 'reason', 'reviewUrl'] as const;

/** A person's verdict for the exports of a desk. The detector's level is never one. */
export function CaseVerdict({
  file,
  save,
}: {
  readonly file: CaseFile;
  readonly save: (verdict: HumanVerdict) => void;
}): JSX.Element {
  const [verdict, setVerdict] = useState<HumanVerdict>(file.verdict ?? emptyVerdict());
  const set = (changes: Partial<HumanVerdict>): void => setVerdict({ ...verdict, ...changes });
  return (
    <section>
      <details open={file.verdict !== null}>
        <summary>
          <h2>{say('desk_title')}</h2>
        </summary>
        <p class="soft">{say('desk_explain')}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save(verdict);
          }}
        >
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
        </form>
      </details>
    </section>
  );
}

function emptyVerdict(): HumanVerdict {
  return {
    category: 'TransformedContent',
    rating: '',
    claim: '',
    reason: '',
    reviewer: { name: '', url: '' },
    reviewUrl: '',
    date: new Date().toISOString().slice(0, 10),
  };
}
