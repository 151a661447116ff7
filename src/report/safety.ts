import type { ReportGround } from '../evidence/package/dossier.js';
import type { SafetyAnswer } from '../shared/safety-answer.js';
import type { Review, ReviewChange } from './review.js';

type Said = Pick<Review, 'isSafetyAnswered' | 'suspectedMinor' | 'sexualContent' | 'grounds'>;

/** The answer as it counts: who reports intimate content has said that it is sexual. Null: none yet. */
export function safetyAnswer(said: Said): SafetyAnswer | null {
  if (!said.isSafetyAnswered) return null;
  if (said.suspectedMinor) return 'minor';
  return isSexual(said) ? 'sexual' : 'no';
}

export function isSexual({ sexualContent, grounds }: Pick<Said, 'sexualContent' | 'grounds'>) {
  return sexualContent || grounds.includes('sexual');
}

/** The reasons as they count: who answered that it is sexual content need not choose it as a reason too. */
export function countedGrounds(said: Pick<Said, 'sexualContent' | 'grounds'>): Said['grounds'] {
  const { grounds } = said;
  return isSexual(said) && !grounds.includes('sexual') ? [...grounds, 'sexual'] : grounds;
}

/** What an answer changes. "No" takes back the reason that says otherwise. */
export function answerSafety({ grounds }: Said, answer: SafetyAnswer): ReviewChange {
  return {
    isSafetyAnswered: true,
    suspectedMinor: answer === 'minor',
    sexualContent: answer === 'sexual',
    ...(answer === 'no' ? { grounds: grounds.filter((ground) => ground !== 'sexual') } : {}),
  };
}

/**
 * What choosing a reason changes. Intimate content is sexual content: its pictures stay here. Who says that it is
 * their own face has said whose it is.
 */
export function chooseGround(
  said: Said & Pick<Review, 'depictedPerson'>,
  ground: ReportGround,
  isChosen: boolean,
): ReviewChange {
  const others = said.grounds.filter((other) => other !== ground);
  if (!isChosen) return { grounds: others };
  return {
    grounds: [...others, ground],
    ...(ground === 'sexual' ? { sexualContent: true } : {}),
    ...(ground === 'own-likeness' && said.depictedPerson === 'unknown'
      ? { depictedPerson: 'self' as const }
      : {}),
  };
}

/** Why nothing about an item may leave yet. */
export type Hold = 'safety-open' | 'pixels-forbidden';

/** Null: it may. `picturesKept`: frozen files of the item that are still stored. */
export function holdOf(said: Said, picturesKept: number): Hold | null {
  const answer = safetyAnswer(said);
  if (answer === null) return 'safety-open';
  return answer !== 'no' && picturesKept > 0 ? 'pixels-forbidden' : null;
}
