import { freezeCase, type CapturedItem } from '../../../src/evidence/capture/freeze.js';
import { openReportStore } from '../../../src/report/report-store.js';
import type { Review } from '../../../src/report/review.js';
import { readItem, type FrozenItem, type Stores } from '../../../src/ui/evidence/use-frozen.js';
import { caseId, newStore, sampleCapture } from '../evidence/sample-case.js';
import { sampleMeta } from '../report/sample.js';

let opened = 0;

/** One frozen item in stores of its own, with what a person said about it. */
export async function frozenItem(
  review: Partial<Review> = {},
  more: readonly CapturedItem[] = [],
  meta: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly stores: Stores; readonly item: FrozenItem }> {
  opened += 1;
  const evidence = await newStore();
  const reports = await openReportStore(`frozen-item-${opened}`);
  const capture = await sampleCapture();
  const frozen = await freezeCase(
    { ...capture, pageMeta: { ...sampleMeta, ...meta }, items: [...capture.items, ...more] },
    { store: evidence, estimate: null },
  );
  if (!frozen.ok) throw new Error(`not frozen: ${frozen.reason}`);
  const stores = { evidence, reports };
  const { review: untouched } = await known(stores);
  await reports.changeReview(untouched, review);
  return { stores, item: await known(stores) };
}

async function known({ evidence, reports }: Stores): Promise<FrozenItem> {
  const item = await readItem(evidence, reports, caseId);
  if (item === null) throw new Error('the frozen item is not read');
  return item;
}
