import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Bytes } from '../../evidence/bytes.js';
import { copiesOf, stillUncovered, withheldFor } from '../../report/withhold.js';
import type { Review, ReviewChange } from '../../report/review.js';
import { tellItemChanged } from '../evidence/item-news.js';
import { namedPictures } from '../evidence/picture-name.js';
import type { ChangeReview, FrozenItem, Stores } from '../evidence/use-frozen.js';
import { say } from '../words.js';
import { FrameChoice } from './claims.js';
import { framesOf, type ItemFrame, type Region } from './frame-of-item.js';
import { redactFrame } from './redact.js';
import { RegionPicture } from './region-picture.js';

/** Blackens other faces or one's own account in a copy, and chooses which files go along. */
export function Redaction({
  stores,
  item,
  change,
  reload,
}: {
  readonly stores: Stores;
  readonly item: FrozenItem;
  readonly change: ChangeReview;
  readonly reload: () => void;
}): JSX.Element {
  const frames = framesOf(item);
  const [at, setAt] = useState(0);
  const [regions, setRegions] = useState<readonly Region[]>([]);
  const [status, setStatus] = useState('');
  const { withhold } = item.review;
  const frame = frames[at];
  // The record of a deleted picture stays, but nothing of it goes along.
  const kept = item.frozen.records.filter(({ path }) => item.frozen.paths.includes(path ?? ''));
  const uncovered = stillUncovered(kept, withhold);

  async function make(): Promise<void> {
    if (frame === undefined) return;
    const { caseId } = item.frozen.opened;
    try {
      // As stored now: a copy that was made a moment ago is not shown yet.
      const records = (await stores.evidence.readFacts(caseId))?.records ?? [];
      const covered = withheldFor(records, frame.record);
      // Stored before there is a copy: whatever is cut off between the two, no package shows what was covered.
      if (!(await change(leaveOut(covered)))) throw new Error('not stored');
      const outcome = await redactFrame(stores, frame, regions);
      if (!outcome.ok) throw new Error(outcome.reason);
    } catch {
      setStatus(say('redact_failed'));
      return;
    }
    setRegions([]);
    setStatus(say('redact_done'));
    tellItemChanged(caseId);
    reload();
  }

  return (
    <section>
      <h2>{say('redact_title')}</h2>
      <p class="soft">{say('redact_explain')}</p>
      {frame !== undefined && (
        <>
          <FrameChoice
            frames={frames.map(({ name }) => name)}
            at={at}
            choose={(chosen) => {
              setAt(chosen);
              setRegions([]);
            }}
          />
          <RegionPicture
            bytes={shown(item, frame)}
            alt={say('item_kind_frame')}
            regions={regions}
            faces={frame.faces}
            add={(region) => setRegions([...regions, region])}
          />
          <p class="buttons">
            <button
              type="button"
              class="button"
              disabled={regions.length === 0}
              onClick={() => void make()}
            >
              {say('redact_make', regions.length)}
            </button>
            <button
              type="button"
              class="button"
              disabled={regions.length === 0}
              onClick={() => setRegions([])}
            >
              {say('redact_clear')}
            </button>
          </p>
        </>
      )}
      <p role="status">{status}</p>
      {uncovered.length > 0 && (
        <div class="warning">
          <p>{say('redact_rest', uncovered.length)}</p>
          <button type="button" class="button" onClick={() => void change(leaveOut(uncovered))}>
            {say('redact_leave_rest')}
          </button>
        </div>
      )}
      <fieldset>
        <legend>{say('include_title')}</legend>
        <div class="include">
          {namedPictures(
            item.frozen.media.map(({ path }) => path),
            item.frozen.records,
          ).map(({ path, name }) => (
            <label class="tick" key={path} title={path}>
              <input
                type="checkbox"
                checked={!withhold.includes(path)}
                onChange={(event) =>
                  void change(event.currentTarget.checked ? takeAlong(path) : leaveOut([path]))
                }
              />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </section>
  );
}

function leaveOut(paths: readonly string[]): (now: Review) => ReviewChange {
  return ({ withhold }) => ({ withhold: [...new Set([...withhold, ...paths])] });
}

function takeAlong(path: string): (now: Review) => ReviewChange {
  return ({ withhold }) => ({ withhold: withhold.filter((other) => other !== path) });
}

/** The picture that the next copy is made of: with what is covered already. */
function shown({ frozen }: FrozenItem, { media }: ItemFrame): Bytes {
  const newest = copiesOf(frozen.records, media.path).at(-1);
  return frozen.media.find(({ path }) => path === newest)?.bytes ?? media.bytes;
}
