import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { hotlinesFor } from '../../report/draft.js';
import { destinations } from '../../report/destinations.js';
import { withOutbox } from '../../report/outbox-store.js';
import { forgetFrozen } from '../evidence/forget-frozen.js';
import { tellItemChanged } from '../evidence/item-news.js';
import type { ChangeReview, FrozenItem, Stores } from '../evidence/use-frozen.js';
import { answerSafety, holdOf, safetyAnswer } from '../../report/safety.js';
import { safetyAnswers } from '../../shared/safety-answer.js';
import { say } from '../words.js';
import { AskAgain } from './ask-again.js';
import { destinationName } from './destination-card.js';

/**
 * Asked before anything else: where a minor or sexual content may be shown, no picture may be kept or
 * handed on (platforms.md section 8).
 */
export function SafetyQuestion({
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
  const { review, frozen, dossier } = item;
  const chosen = safetyAnswer(review);
  const mustDelete = holdOf(review, frozen.media.length) === 'pixels-forbidden';

  const [kept, setKept] = useState<'store_not_deleted' | 'store_not_forgotten' | null>(null);
  const [hasLeft, setLeft] = useState(false);
  const mayGo = chosen === null || chosen === 'no';
  const { caseId } = frozen.opened;

  // Also where it was said by a reason, or in another tab.
  useEffect(() => {
    if (mayGo) return;
    void withOutbox((db) => db.callBack(caseId, 'more-than-address', Date.now())).then(
      (isAllHere) => setLeft(!isAllHere),
      () => setKept('store_not_deleted'),
    );
  }, [mayGo, caseId]);

  // After the pictures: a full disk may refuse it, and there is room then. Tried anew whenever the page is opened.
  // An item of which the address alone was kept never had any, and is remembered by its name.
  const hadPictures = frozen.records.some(({ path }) => path?.startsWith('media/') === true);
  const mustForget = !mayGo && hadPictures && frozen.media.length === 0;
  useEffect(() => {
    if (!mustForget) return;
    void forgetFrozen(stores.evidence, caseId).catch(() => setKept('store_not_forgotten'));
  }, [mustForget, stores, caseId]);

  async function removePictures(): Promise<void> {
    setKept(null);
    try {
      await stores.evidence.removeMedia(caseId);
    } catch {
      setKept('store_not_deleted');
      return;
    }
    tellItemChanged(caseId);
    reload();
  }

  return (
    <section>
      <fieldset>
        <legend>{say('safety_question')}</legend>
        {safetyAnswers.map((answer) => (
          <label class="tick" key={answer}>
            <input
              type="radio"
              name="safety"
              checked={chosen === answer}
              onChange={() => void change((now) => answerSafety(now, answer))}
            />
            <span>{say(`safety_${answer}`)}</span>
          </label>
        ))}
      </fieldset>
      {!mayGo && (
        <div role="alert" class="warning">
          <p>{say('safety_url_only')}</p>
          <ul class="plain">
            {hotlinesFor(dossier, destinations).map((hotline) => (
              <li key={hotline.id}>{destinationName(hotline)}</li>
            ))}
          </ul>
          {/* Nothing brings a picture back, and the answer may be changed again. */}
          {mustDelete && (
            <AskAgain
              name={say('safety_delete_pictures')}
              sure={say('safety_delete_sure')}
              yes={say('delete_yes')}
              act={() => void removePictures()}
              isDanger
            />
          )}
          {hasLeft && <p>{say('outbox_has_left')}</p>}
          {kept !== null && <p>{say(kept)}</p>}
        </div>
      )}
    </section>
  );
}
