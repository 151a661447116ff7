import type { JSX } from 'preact';
import { clearRecent, type RecentVerdict } from '../../settings/recent-verdicts.js';
import { toneOf } from '../stance.js';
import { cleanTitle } from '../verdict/media-card.js';
import { ShapeIcon } from '../verdict/shape-icon.js';
import { kindLabel, levelLabel, say } from '../words.js';

/** Answers of this session, newest first. Closed at first; in memory only. */
export function Recent({ list }: { readonly list: readonly RecentVerdict[] }): JSX.Element | null {
  if (list.length === 0) return null;
  return (
    <details class="recent">
      <summary>{say('popup_recent', list.length)}</summary>
      <ul>
        {list.map((entry) => (
          <RecentRow key={entry.key} entry={entry} />
        ))}
      </ul>
      <button type="button" class="button" onClick={() => void clearRecent()}>
        {say('popup_recent_clear')}
      </button>
      <p class="soft small">{say('popup_recent_explain')}</p>
    </details>
  );
}

function RecentRow({ entry }: { readonly entry: RecentVerdict }): JSX.Element {
  const names = [cleanTitle(entry.title), entry.host ?? '', kindLabel(entry.kind)];
  const title = names.find((name) => name !== '');
  return (
    <li class={`tone-${toneOf(entry.level, entry.kind)}`}>
      <ShapeIcon stance={entry.level} />
      <span class="what" dir="auto" title={title}>
        {title}
      </span>
      <span class="soft small">
        {entry.isOwnModel
          ? say('own_model_mark', levelLabel(entry.level))
          : levelLabel(entry.level)}
      </span>
    </li>
  );
}
