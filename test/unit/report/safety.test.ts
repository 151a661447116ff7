import { describe, expect, it } from 'vitest';
import { newReview, type Review } from '../../../src/report/review.js';
import { answerSafety, chooseGround, holdOf, safetyAnswer } from '../../../src/report/safety.js';
import { safetyAnswers, type SafetyAnswer } from '../../../src/shared/safety-answer.js';

const asked = newReview('c1', 'CN');
const answered = (answer: SafetyAnswer, from: Review = asked): Review => ({
  ...from,
  ...answerSafety(from, answer),
});

describe('the question about minors and sexual content', () => {
  it('has no answer at first, and then the one that was given', () => {
    expect(safetyAnswer(asked)).toBeNull();
    for (const answer of safetyAnswers) expect(safetyAnswer(answered(answer))).toBe(answer);
  });

  it('is answered again by a reason that is about intimate content', () => {
    const review = answered('no');
    const said = { ...review, ...chooseGround(review, 'sexual', true) };
    expect(safetyAnswer(said)).toBe('sexual');
    expect(said.sexualContent).toBe(true);
    // Also a review that was stored before the reason said so.
    expect(safetyAnswer({ ...review, grounds: ['sexual'] })).toBe('sexual');
    // Only the question itself takes it back, and with it the reason that says otherwise.
    const back = answered('no', { ...said, grounds: ['rumour', 'sexual'] });
    expect([safetyAnswer(back), back.grounds]).toEqual(['no', ['rumour']]);
  });

  it('is not touched by other reasons, and each is chosen once', () => {
    const review = { ...answered('no'), grounds: ['rumour' as const] };
    expect(chooseGround(review, 'fraud', true)).toEqual({ grounds: ['rumour', 'fraud'] });
    expect(chooseGround(review, 'rumour', true)).toEqual({ grounds: ['rumour'] });
    expect(chooseGround(review, 'rumour', false)).toEqual({ grounds: [] });
  });

  it('holds everything back until it is answered, and until no picture is left that may not be', () => {
    expect(holdOf(asked, 0)).toBe('safety-open');
    expect(holdOf(answered('no'), 4)).toBeNull();
    for (const answer of ['minor', 'sexual'] as const) {
      expect(holdOf(answered(answer), 4)).toBe('pixels-forbidden');
      expect(holdOf(answered(answer), 0)).toBeNull();
    }
  });
});

describe('"my face" as a reason', () => {
  it('says whose face it is, where nothing was said of that', () => {
    expect(chooseGround(asked, 'own-likeness', true)).toEqual({
      grounds: ['own-likeness'],
      depictedPerson: 'self',
    });
    expect(chooseGround(asked, 'others-likeness', true)).toEqual({ grounds: ['others-likeness'] });
    const said = { ...asked, depictedPerson: 'on-behalf' as const };
    expect(chooseGround(said, 'own-likeness', true)).toEqual({ grounds: ['own-likeness'] });
  });
});
