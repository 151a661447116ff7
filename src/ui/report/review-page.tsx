import type { JSX } from 'preact';
import { holdOf, safetyAnswer } from '../../report/safety.js';
import { NoItem } from '../evidence/item-page.js';
import { ItemSteps } from '../evidence/item-steps.js';
import { useFrozen, type Stores } from '../evidence/use-frozen.js';
import { say } from '../words.js';
import { Claims } from './claims.js';
import { Redaction } from './redaction.js';
import { SafetyQuestion } from './safety-question.js';
import { StatementsForm } from './statements-form.js';

/** What will be in the report. The frozen files themselves are never changed here. */
export function ReviewPage({
  stores,
  id,
}: {
  readonly stores: Stores;
  readonly id: string;
}): JSX.Element {
  const { item, change, isUnsaved, reload } = useFrozen(stores, id);
  if (typeof item === 'string') return <NoItem state={item} />;
  const { review, frozen } = item;
  const answer = safetyAnswer(review);
  return (
    <>
      <ItemSteps item={item} at="report" />
      <SafetyQuestion stores={stores} item={item} change={change} reload={reload} />
      {answer === 'no' && (
        <>
          <Claims item={item} change={change} />
          {frozen.media.length > 0 && (
            <Redaction stores={stores} item={item} change={change} reload={reload} />
          )}
          <StatementsForm item={item} change={change} />
        </>
      )}
      {answer === 'sexual' && <StatementsForm item={item} isBare change={change} />}
      {isUnsaved && (
        <p role="alert" class="warning unsaved">
          {say('review_unsaved')}
        </p>
      )}
      {!isUnsaved && holdOf(review, frozen.media.length) === null && (
        <p class="buttons">
          <a class="button main" href={`#/item/${id}/send`}>
            {say('review_next')}
          </a>
        </p>
      )}
    </>
  );
}
