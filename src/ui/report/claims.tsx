import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { claimKinds, maxClaims, type Claim } from '../../evidence/package/dossier.js';
import { isInside, suggestedTime, typedTime } from '../../report/claim-time.js';
import type { Review, ReviewChange } from '../../report/review.js';
import type { ChangeReview, FrozenItem } from '../evidence/use-frozen.js';
import { clockTimeTenths, say } from '../words.js';
import { framesOf, type Region } from './frame-of-item.js';
import { RegionPicture } from './region-picture.js';
import { TextField } from './text-field.js';

/** What the person says is shown, pinned to moments and places. */
export function Claims({
  item,
  change,
}: {
  readonly item: FrozenItem;
  readonly change: ChangeReview;
}): JSX.Element {
  const { claims } = item.review;
  const names = new Map(framesOf(item).map(({ media, name }) => [media.path, name]));
  return (
    <section>
      <h2>{say('claims_title')}</h2>
      <p class="soft">{say('claims_explain')}</p>
      <ul class="lines">
        {claims.map((claim) => (
          <li key={claim.id} class="line">
            <span>
              <strong>{say(`claim_${claim.kind.replaceAll('-', '_')}`)}</strong> {claim.text}{' '}
              <span class="soft small">{whereOf(claim, names)}</span>
            </span>
            <button
              type="button"
              class="button"
              aria-label={say(
                'claims_remove_this',
                say(`claim_${claim.kind.replaceAll('-', '_')}`),
              )}
              onClick={() => void change((now) => ({ claims: without(now, claim) }))}
            >
              {say('claims_remove')}
            </button>
          </li>
        ))}
      </ul>
      {claims.length < maxClaims ? (
        <ClaimForm item={item} add={(claim) => void change((now) => withClaim(now, claim))} />
      ) : (
        <p class="soft">{say('claims_full', maxClaims)}</p>
      )}
    </section>
  );
}

/** Nothing more than an item can be opened with again. */
function withClaim(now: Review, claim: Claim): ReviewChange {
  const others = without(now, claim);
  return others.length < maxClaims ? { claims: [...others, claim] } : {};
}

function without({ claims }: Pick<Review, 'claims'>, { id }: Claim): Claim[] {
  return claims.filter((other) => other.id !== id);
}

/** Moments, picture and part in words. A picture that was deleted keeps the name of its file. */
function whereOf({ time, frame, region }: Claim, names: ReadonlyMap<string, string>): string {
  const moments =
    time === null ? null : `${clockTimeTenths(time.startS)}–${clockTimeTenths(time.endS)}`;
  const picture = frame === null ? null : (names.get(frame) ?? frame);
  const part = region === null ? null : say('claims_part');
  return [moments, picture, part].filter((one) => one !== null).join(' · ');
}

function ClaimForm({
  item,
  add,
}: {
  readonly item: FrozenItem;
  readonly add: (claim: Claim) => void;
}): JSX.Element {
  const frames = framesOf(item);
  const [kind, setKind] = useState<Claim['kind']>('face-swap');
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [region, setRegion] = useState<Region | null>(null);
  const framesS = frames.map(({ record }) => record.mediaTimeS);
  const [time, setTime] = useState(fieldsOf(framesS, 0));
  const [status, setStatus] = useState('');
  const frame = frames[at];
  const isPinned = kind !== 'label-missing';

  function choose(chosen: number): void {
    setAt(chosen);
    setTime(fieldsOf(framesS, chosen));
    // A part of one picture is another place in the next.
    setRegion(null);
  }

  function submit(event: Event): void {
    event.preventDefault();
    const typed = isPinned ? typedTime(time.start, time.end) : null;
    if (typed === 'wrong') {
      setStatus(say('claims_time_wrong'));
      return;
    }
    const isShown = isPinned && isInside(typed, frame?.record.mediaTimeS ?? null);
    if (isPinned && region !== null && !isShown) {
      setStatus(say('claims_region_outside'));
      return;
    }
    add({
      id: crypto.randomUUID(),
      kind,
      text: text.trim(),
      time: typed,
      region: isPinned ? region : null,
      frame: isShown ? (frame?.media.path ?? null) : null,
    });
    setText('');
    setRegion(null);
    setStatus('');
  }

  return (
    <form onSubmit={submit}>
      <label class="field">
        {say('claims_kind')}
        <select
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Claim['kind'])}
        >
          {claimKinds.map((known) => (
            <option key={known} value={known}>
              {say(`claim_${known.replaceAll('-', '_')}`)}
            </option>
          ))}
        </select>
      </label>
      <TextField label={say('claims_text')} value={text} set={setText} maxChars={500} />
      {frame !== undefined && isPinned && (
        <>
          <FrameChoice frames={frames.map(({ name }) => name)} at={at} choose={choose} />
          <RegionPicture
            bytes={frame.media.bytes}
            alt={say('item_kind_frame')}
            regions={region === null ? [] : [region]}
            faces={frame.faces}
            add={setRegion}
          />
        </>
      )}
      {item.meta.mediaType === 'video' && isPinned && (
        <p class="numbers">
          {(['start', 'end'] as const).map((side) => (
            <label key={side}>
              {say(`claims_${side}`)}
              <input
                type="number"
                min={0}
                step="any"
                value={time[side]}
                onInput={(event) => setTime({ ...time, [side]: event.currentTarget.value })}
              />
            </label>
          ))}
        </p>
      )}
      <p role="status">{status}</p>
      <button type="submit" class="button">
        {say('claims_add')}
      </button>
    </form>
  );
}

/** The moments of a claim as they stand in the fields, in seconds; empty: the whole. */
function fieldsOf(
  framesS: readonly (number | null)[],
  at: number,
): { readonly start: string; readonly end: string } {
  const time = suggestedTime(framesS, at);
  return { start: `${time?.startS ?? ''}`, end: `${time?.endS ?? ''}` };
}

/** Which frozen picture is worked on. */
export function FrameChoice({
  frames,
  at,
  choose,
}: {
  readonly frames: readonly string[];
  readonly at: number;
  readonly choose: (at: number) => void;
}): JSX.Element {
  return (
    <label class="field">
      {say('frame_choice')}
      <select value={String(at)} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {frames.map((name, index) => (
          <option key={name} value={String(index)}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
