import type { HumanVerdict } from '../../../src/report/media-review.js';

export const verdict: HumanVerdict = {
  category: 'TransformedContent',
  rating: 'Face replaced',
  claim: 'The minister said this',
  reason: 'The speech is of 2019; the face was replaced.',
  reviewer: { name: 'Desk', url: 'https://desk.example.org' },
  reviewUrl: 'https://desk.example.org/1',
  date: '2026-11-23',
};
