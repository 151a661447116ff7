import type { JSX } from 'preact';
import { seriousness } from '../../shared/level.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { TrackVerdict } from '../../shared/verdict.js';
import { toneOf } from '../stance.js';
import { clockTime, levelLabel, say } from '../words.js';
import { ShapeIcon } from './shape-icon.js';

/** Tracks of a media, the most serious first, then the longest seen. */
export function sortTracks(record: MediaRecord): readonly TrackVerdict[] {
  return (record.verdict?.tracks ?? []).toSorted(
    (a, b) => seriousness(b.level) - seriousness(a.level) || b.framesGood - a.framesGood,
  );
}

/** The picture of one face, or an empty frame where none was kept. */
export function FacePicture({
  track,
  kind,
}: {
  readonly track: TrackVerdict | undefined;
  readonly kind: MediaRecord['kind'];
}): JSX.Element {
  if (track?.thumbnail === undefined) return <span class="face empty" aria-hidden="true" />;
  const words =
    kind === 'image'
      ? say('media_face_alt_still')
      : say('media_face_alt', clockTime(track.firstSeenS), clockTime(track.lastSeenS));
  return <img class="face" src={track.thumbnail} alt={words} width={56} height={56} />;
}

/** Every face apart, each with its own level. Shown when there is more than one. */
export function Faces({ record }: { readonly record: MediaRecord }): JSX.Element | null {
  const tracks = sortTracks(record);
  if (tracks.length < 2) return null;
  return (
    <div class="faces">
      <h3>{say('media_faces', tracks.length)}</h3>
      <ul>
        {tracks.map((track) => (
          <li key={track.trackId} class={`tone-${toneOf(track.level, record.kind)}`}>
            <FacePicture track={track} kind={record.kind} />
            <ShapeIcon stance={track.level} />
            <span>{levelLabel(track.level)}</span>
            {record.kind === 'video' && (
              <span class="soft small seen">
                {clockTime(track.firstSeenS)}–{clockTime(track.lastSeenS)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
