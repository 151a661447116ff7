import { expect, test } from 'vitest';
import { filedReport } from '../../../src/report/filed-report.js';
import { standingsOf } from '../../../src/report/item-standing.js';

const hourMs = 3_600_000;
const filed = (destination: string) =>
  filedReport({
    reportId: destination,
    destination,
    caseId: 'c1',
    frozenAtMs: 1,
    filedAtMs: 2,
    caseNumber: null,
    deadline: { hours: 48, by: 'law', source: 'an act' },
    text: '',
  });

test('an item that was filed nowhere is frozen, and a draft once the review lets texts be made', () => {
  const of = (isSafetyAnswered: boolean) => standingsOf({ isSafetyAnswered }, [], 0);
  expect(of(false)).toEqual([{ destination: null, state: 'frozen', isDue: false }]);
  expect(of(true)).toEqual([{ destination: null, state: 'draft', isDue: false }]);
});

test('each report stands by itself, and says when the time for its answer has passed', () => {
  const logs = [
    filed('bilibili'),
    { ...filed('x'), events: [...filed('x').events, { kind: 'withdrawn', atMs: 3, why: '' }] },
  ] as const;
  const at = (nowMs: number) => standingsOf({ isSafetyAnswered: true }, logs, nowMs);
  const bilibili = { destination: 'bilibili', state: 'filed' };
  const x = { destination: 'x', state: 'withdrawn', isDue: false };
  expect(at(47 * hourMs)).toEqual([{ ...bilibili, isDue: false }, x]);
  expect(at(49 * hourMs)).toEqual([{ ...bilibili, isDue: true }, x]);
});
