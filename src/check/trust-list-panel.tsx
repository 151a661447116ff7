import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { bundledTrustList } from '../provenance/c2pa/bundled-trust-list.js';
import type { TrustList } from '../provenance/c2pa/verification.js';
import { cleanTitle } from '../ui/verdict/media-card.js';
import { say } from '../ui/words.js';

export interface TrustListPanelProps {
  readonly lists: readonly TrustList[];
  /** False: the file held no certificate. */
  readonly add: (file: File) => Promise<boolean>;
  readonly remove: (list: TrustList) => void;
  /** Takes the list that Seam brings back after it was removed. */
  readonly restore: () => void;
}

/** Whose signatures the person accepts. Closed at first: few people need it. */
export function TrustListPanel(props: TrustListPanelProps): JSX.Element {
  const { lists, add, remove, restore } = props;
  const [isRefused, setRefused] = useState(false);
  const isBundled = ({ sha256 }: TrustList): boolean => sha256 === bundledTrustList.sha256;
  return (
    <details class="lists">
      <summary>{say('check_lists')}</summary>
      <p class="soft">{say('check_lists_explain')}</p>
      {lists.length === 0 && <p>{say('check_lists_none')}</p>}
      <ul>
        {lists.map((list) => {
          const name = cleanTitle(list.name);
          return (
            <li key={list.sha256}>
              <span dir="auto">
                {say(
                  isBundled(list) ? 'check_lists_bundled' : 'check_lists_item',
                  name,
                  list.dated,
                  list.sha256.slice(0, 16),
                )}
              </span>
              <button
                type="button"
                class="button"
                aria-label={say('check_lists_remove', name)}
                onClick={() => remove(list)}
              >
                {say('check_lists_remove_short')}
              </button>
            </li>
          );
        })}
      </ul>
      {!lists.some(isBundled) && (
        <button type="button" class="button restore" onClick={restore}>
          {say('check_lists_restore')}
        </button>
      )}
      <label class="button add">
        {say('check_lists_add')}
        <input
          class="unseen"
          type="file"
          data-for="trust-list"
          accept=".pem,.crt,.cer"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file !== undefined) void add(file).then((isAdded) => setRefused(!isAdded));
          }}
        />
      </label>
      <p role="status">{isRefused ? say('check_lists_refused') : ''}</p>
    </details>
  );
}
