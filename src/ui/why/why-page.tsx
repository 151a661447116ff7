import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { ModelEntry } from '../../shared/catalog.js';
import type { FaceShot } from '../../shared/face-look.js';
import type { PictureHash } from '../../shared/media-memory.js';
import { stanceOf, toneOf } from '../stance.js';
import { AnswerParts } from '../verdict/answer-parts.js';
import { CopySentence } from '../verdict/copy-sentence.js';
import { sortTracks } from '../verdict/faces.js';
import { MediaName } from '../verdict/media-card.js';
import { ShapeIcon } from '../verdict/shape-icon.js';
import { readTestFigures } from '../../shared/test-figures.js';
import { recordLabel, recordMeaning, say } from '../words.js';
import { Correction } from './correction.js';
import { FacePanel } from './face-panel.js';
import { HowOften } from './how-often.js';
import { useLooks } from './use-looks.js';
import { useRecord } from './use-record.js';

/** Everything behind one answer. Without a media: only what the levels mean. */
export function WhyPage({
  tabId,
  frameId,
  mediaId,
  models,
  hashOf,
}: {
  readonly tabId: number | null;
  readonly frameId: number;
  readonly mediaId: string | null;
  readonly models: readonly ModelEntry[];
  /** Perceptual hash of a kept picture; null when there is too little in it. */
  readonly hashOf: (shot: FaceShot) => PictureHash | null;
}): JSX.Element {
  const record = useRecord(mediaId === null ? null : tabId, mediaId ?? '');
  const { looks, isThere } = useLooks(mediaId === null ? null : tabId, frameId, mediaId ?? '');
  const judgedBy = record?.verdict?.modelId;
  // Figures of one model say nothing about another: a model that the catalog does not know has none.
  const model = judgedBy === undefined ? models[0] : models.find(({ id }) => id === judgedBy);
  const figures = useMemo(() => readTestFigures(model?.measured), [model]);
  const hashes = useMemo(
    () => (looks?.shots ?? []).map(hashOf).filter((hash) => hash !== null),
    [looks?.shots, hashOf],
  );

  const isAsked = mediaId !== null;
  const isRead = !isAsked || record !== undefined;
  // Drawn too late for the browser to find the part that the address names.
  useEffect(() => {
    if (isRead && location.hash === '#figures') document.getElementById('figures')?.focus();
  }, [isRead]);
  return (
    <>
      <header class="head">
        <img src="/icons/seam.svg" alt="" width={24} height={24} />
        <h1>{say(isAsked ? 'why_title' : 'why_meaning')}</h1>
      </header>
      <main>
        {isAsked && record === null && <p class="panel">{say('why_unknown')}</p>}
        {isAsked && record != null && (
          <>
            {!isThere && <p class="panel note">{say('why_gone')}</p>}
            <section class={`panel answer tone-${toneOf(stanceOf(record), record.kind)}`}>
              <h2>
                <ShapeIcon stance={stanceOf(record)} /> {recordLabel(record)}
              </h2>
              <p>{recordMeaning(record)}</p>
              <MediaName record={record} />
              <AnswerParts record={record} />
              <p class="soft small model">
                {say('why_model', record.verdict?.modelId ?? say('detail_backend_none'))}{' '}
                <a href="#figures">{say('why_meaning')}</a>
              </p>
            </section>
            {sortTracks(record).map((track, index) => (
              <FacePanel
                key={track.trackId}
                track={track}
                number={index + 1}
                kind={record.kind}
                history={looks?.tracks.find(({ trackId }) => trackId === track.trackId)}
                shot={looks?.shots.find(({ trackId }) => trackId === track.trackId)}
                model={model}
              />
            ))}
            <section class="panel">
              <h2>{say('why_copy_title')}</h2>
              <CopySentence record={record} />
            </section>
            <Correction record={record} tabId={tabId} hashes={hashes} />
          </>
        )}
        <HowOften figures={figures} />
      </main>
    </>
  );
}
