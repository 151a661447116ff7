import type { JSX } from 'preact';
import type { MediaRecord } from '../../shared/media-record.js';
import { say } from '../words.js';

/** What watching this tab has cost so far, in one line. Nothing before the first look. */
export function Cost({
  records,
}: {
  readonly records: readonly MediaRecord[];
}): JSX.Element | null {
  const cost = costOf(records);
  if (cost === null) return null;
  const { looks, pageMs, answerMs } = cost;
  return (
    <p class="cost soft small">
      {say('popup_cost', looks, pageMs.toFixed(1), answerMs.toFixed(0))}
    </p>
  );
}

export interface TabCost {
  readonly looks: number;
  /** Page time of one look and time until its answer, in milliseconds: medians of each media, weighed by looks. */
  readonly pageMs: number;
  readonly answerMs: number;
}

export function costOf(records: readonly MediaRecord[]): TabCost | null {
  const looks = records.reduce((total, { cost }) => total + cost.samples, 0);
  if (looks === 0) return null;
  const mean = (of: (cost: MediaRecord['cost']) => number): number =>
    records.reduce((total, { cost }) => total + of(cost) * cost.samples, 0) / looks;
  return {
    looks,
    pageMs: mean(({ mainThreadMsMedian }) => mainThreadMsMedian),
    answerMs: mean(({ roundTripMsMedian }) => roundTripMsMedian),
  };
}
