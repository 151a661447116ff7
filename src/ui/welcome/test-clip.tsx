import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { MediaRecord } from '../../shared/media-record.js';
import { MediaCard } from '../verdict/media-card.js';
import type { FiguresByModel } from '../../shared/test-figures.js';
import { say } from '../words.js';

export interface TestClipProps {
  /** Address of the clip in the package. */
  readonly clipUrl: string;
  readonly figures: FiguresByModel;
  /** Runs the clip through the engine, drawn under `place` meanwhile. */
  readonly check: (
    place: Element,
    progress: (done: number, total: number) => void,
  ) => Promise<MediaRecord>;
}

type Run =
  | { readonly state: 'ready' }
  | { readonly state: 'looking'; readonly done: number; readonly total: number }
  | { readonly state: 'done'; readonly record: MediaRecord };

/** A clip of our own making, through the very engine that looks at pages. */
export function TestClip({ clipUrl, figures, check }: TestClipProps): JSX.Element {
  const [run, setRun] = useState<Run>({ state: 'ready' });
  const place = useRef<HTMLDivElement>(null);
  const isLooking = run.state === 'looking';

  async function start(): Promise<void> {
    if (place.current === null || isLooking) return;
    setRun({ state: 'looking', done: 0, total: 1 });
    const record = await check(place.current, (done, total) =>
      setRun({ state: 'looking', done, total }),
    );
    setRun({ state: 'done', record });
  }

  return (
    <section aria-labelledby="try">
      <h2 id="try">{say('welcome_clip')}</h2>
      <p>{say('welcome_clip_text')}</p>
      <div class="screen">
        <video
          src={clipUrl}
          muted
          playsInline
          preload="auto"
          tabIndex={-1}
          aria-label={say('welcome_clip_name')}
          hidden={isLooking}
        />
        <div ref={place} hidden={!isLooking} />
      </div>
      <p class="actions">
        <button
          type="button"
          class="button main"
          aria-disabled={isLooking}
          onClick={() => void start()}
        >
          {say('welcome_clip_check')}
        </button>
        {run.state === 'looking' && (
          <progress value={run.done} max={run.total} aria-label={say('welcome_clip_looking')} />
        )}
      </p>
      <p role="status" class="status">
        {run.state === 'looking' ? say('state_checking_sentence') : ''}
      </p>
      {run.state === 'done' && <MediaCard record={run.record} figures={figures} />}
    </section>
  );
}
