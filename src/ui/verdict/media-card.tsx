import type { ComponentChildren, JSX } from 'preact';
import type { MediaRecord } from '../../shared/media-record.js';
import { stanceOf, toneOf } from '../stance.js';
import { kindLabel, recordLabel, recordMeaning, say } from '../words.js';
import { AnswerParts } from './answer-parts.js';
import { Details } from './details.js';
import { FacePicture, Faces, sortTracks } from './faces.js';
import { ShapeIcon } from './shape-icon.js';
import type { FiguresByModel } from '../../shared/test-figures.js';

/** One media element in full: face, answer with its caveat, and everything behind it. */
export function MediaCard({
  record,
  figures,
  actions,
  more,
}: {
  readonly record: MediaRecord;
  readonly figures: FiguresByModel;
  /** What can be done with this media here. */
  readonly actions?: ComponentChildren;
  /** Where this answer goes on. */
  readonly more?: ComponentChildren;
}): JSX.Element {
  const stance = stanceOf(record);
  return (
    <article class={`card tone-${toneOf(stance, record.kind)}`}>
      <header>
        <FacePicture track={sortTracks(record)[0]} kind={record.kind} />
        <div>
          <h2>
            <ShapeIcon stance={stance} /> {recordLabel(record)}
          </h2>
          <p class="answer">{recordMeaning(record)}</p>
          <MediaName record={record} />
        </div>
      </header>
      {actions}
      <MediaBody record={record} figures={figures} more={more} />
    </article>
  );
}

/** What stands behind the answer: three lines, faces, reasons, numbers. */
export function MediaBody({
  record,
  figures,
  more,
}: {
  readonly record: MediaRecord;
  readonly figures: FiguresByModel;
  readonly more?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="body">
      <AnswerParts record={record}>
        <Faces record={record} />
      </AnswerParts>
      <Details record={record} figures={figures} />
      {more}
    </div>
  );
}

/** Which media this is: its title where the site has one. Page text is drawn as text only. */
export function MediaName({ record }: { readonly record: MediaRecord }): JSX.Element {
  const title = cleanTitle(record.title);
  const name =
    title === '' ? kindLabel(record.kind) : say('media_named', kindLabel(record.kind), title);
  return (
    <p class="name soft small" dir="auto" title={title === '' ? undefined : title}>
      {name}
    </p>
  );
}

/** Control and bidi characters out, length bounded (threats.md T8). */
export function cleanTitle(title: string | null): string {
  const hostile = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  return (title ?? '').replace(hostile, ' ').trim().slice(0, 120);
}
