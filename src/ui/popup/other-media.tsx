import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MediaRecord } from '../../shared/media-record.js';
import { FreezeAction } from '../evidence/freeze-action.js';
import { stanceOf, toneOf } from '../stance.js';
import { FacePicture, sortTracks } from '../verdict/faces.js';
import { MediaBody, MediaName } from '../verdict/media-card.js';
import { ShapeIcon } from '../verdict/shape-icon.js';
import type { FiguresByModel } from '../../shared/test-figures.js';
import { recordLabel, recordMeaning, say } from '../words.js';
import { MoreAbout } from './more-about.js';

/** The less serious media of the tab: one line each, in full on a click. */
export function OtherMedia({
  records,
  figures,
  tabId,
  began,
}: {
  readonly records: readonly MediaRecord[];
  readonly figures: FiguresByModel;
  readonly tabId: number | null;
  /** Called when the freeze of one begins. */
  readonly began: (record: MediaRecord) => void;
}): JSX.Element {
  return (
    <section class="others">
      <h2>{say('popup_also_here', records.length)}</h2>
      <ul>
        {records.map((record) => (
          <OtherRow
            key={record.mediaId}
            record={record}
            figures={figures}
            tabId={tabId}
            began={() => began(record)}
          />
        ))}
      </ul>
    </section>
  );
}

/** The card is built only when asked for: a tab may hold a hundred media. */
function OtherRow({
  record,
  figures,
  tabId,
  began,
}: {
  readonly record: MediaRecord;
  readonly figures: FiguresByModel;
  readonly tabId: number | null;
  readonly began: () => void;
}): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const stance = stanceOf(record);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class={`tone-${toneOf(stance, record.kind)}`}>
          <FacePicture track={sortTracks(record)[0]} kind={record.kind} />
          <span class="line">
            <span class="label">
              <ShapeIcon stance={stance} /> {recordLabel(record)}
            </span>
            <MediaName record={record} />
          </span>
        </summary>
        {isOpen && (
          <>
            <p class="answer">{recordMeaning(record)}</p>
            {tabId !== null && <FreezeAction tabId={tabId} record={record} began={began} />}
            <MediaBody
              record={record}
              figures={figures}
              more={tabId !== null && <MoreAbout tabId={tabId} record={record} />}
            />
          </>
        )}
      </details>
    </li>
  );
}
