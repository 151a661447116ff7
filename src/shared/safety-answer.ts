/** What a person says about minors and sexual content in a media: before a freeze, or in its review. */
export const safetyAnswers = ['no', 'minor', 'sexual'] as const;
export type SafetyAnswer = (typeof safetyAnswers)[number];
