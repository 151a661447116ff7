// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { filedReport } from '../../../src/report/filed-report.js';
import type { ReportEvent } from '../../../src/report/report-log.js';
import type { Stores } from '../../../src/ui/evidence/use-frozen.js';
import { fakeBrowser } from './fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();
const { ReportActions } = await import('../../../src/ui/report/report-actions.js');
const { say } = await import('../../../src/ui/words.js');

const minuteMs = 60_000;
/** Filed a day ago, half a minute past the minute. */
const filedAtMs = Math.floor(Date.now() / minuteMs) * minuteMs - 1440 * minuteMs + 30_000;
const report = filedReport({
  reportId: 'r1',
  destination: 'bilibili',
  caseId: 'c1',
  frozenAtMs: filedAtMs - 1000,
  filedAtMs,
  caseNumber: null,
  deadline: null,
  text: '',
});

describe('telling what happened next to a report', () => {
  const added: ReportEvent[] = [];
  let answer: () => Promise<unknown> = async () => report;
  let changes = 0;
  const stores = {
    reports: {
      addEvent: async (_: string, event: ReportEvent) => {
        added.push(event);
        return answer();
      },
    },
  } as unknown as Stores;
  beforeEach(async () => {
    added.length = 0;
    changes = 0;
    answer = async () => report;
    const changed = () => void (changes += 1);
    await act(() =>
      render(<ReportActions stores={stores} report={report} changed={changed} />, document.body),
    );
  });
  afterEach(() => act(() => render(null, document.body)));

  const type = (selector: string, value: string) =>
    act(() => {
      const field = document.querySelector<HTMLInputElement>(selector)!;
      field.value = value;
      field.dispatchEvent(
        new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }),
      );
    });
  /** As the field of a browser gives it: the clock of the device, to the minute. */
  const local = (atMs: number): string =>
    new Date(atMs - new Date(atMs).getTimezoneOffset() * minuteMs).toISOString().slice(0, 16);
  const submit = async () => {
    // Held for a moment after each event.
    const isHeld = () => document.querySelector('button')!.disabled;
    await vi.waitFor(() => expect(isHeld()).toBe(false), { timeout: 3000 });
    await act(async () => {
      document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
      await new Promise((done) => setTimeout(done, 5));
    });
  };
  const status = () => document.querySelector('[role=status]')?.textContent;
  const when = 'input[type=datetime-local]';

  test('a double click adds one event', async () => {
    await act(async () => {
      const form = document.querySelector('form')!;
      for (let time = 0; time < 2; time += 1) {
        form.dispatchEvent(new Event('submit', { cancelable: true }));
      }
      await new Promise((done) => setTimeout(done, 300));
      form.dispatchEvent(new Event('submit', { cancelable: true }));
    });
    expect(added).toHaveLength(1);
    expect(document.querySelector('button')!.disabled).toBe(true);
  });

  test.each([
    ['received', { answer: 'They said no' }],
    ['answered', { answer: 'They said no', isDecision: true }],
    ['closed', { result: 'removed', note: 'They said no' }],
    ['withdrawn', { why: 'They said no' }],
  ])('keeps when it happened and the words: %s', async (kind, told) => {
    const atMs = filedAtMs - 30_000 + 60 * minuteMs;
    await type('select', kind);
    await type('input[type=text]', 'They said no');
    await type(when, local(atMs));
    await submit();
    expect(added).toEqual([{ kind, atMs, ...told }]);
    expect([changes, status()]).toEqual([1, say('actions_added')]);
  });

  test('offers a receipt first, which is not the decision', async () => {
    expect(document.querySelector('select')?.value).toBe('received');
    await submit();
    await type('select', 'answered');
    await submit();
    expect(added.map(({ kind }) => kind)).toEqual(['received', 'answered']);
    expect(added[0]).not.toHaveProperty('isDecision');
    expect(added[1]).toHaveProperty('isDecision', true);
  });

  test('keeps a number and a note beside it', async () => {
    await type('select', 'noted');
    await type('input[type=text]', 'A-7');
    const fields = document.querySelectorAll('input[type=text]');
    expect(fields).toHaveLength(2);
    await type('label:nth-of-type(3) input', 'by phone');
    await submit();
    expect(added).toMatchObject([{ kind: 'noted', note: 'by phone', caseNumber: 'A-7' }]);
  });

  test('takes an empty field as now, and the minute of the last entry as right after it', async () => {
    await submit();
    expect(added[0]?.atMs).toBeGreaterThan(filedAtMs + 1000 * minuteMs);
    await type(when, local(filedAtMs));
    await submit();
    expect(added[1]?.atMs).toBe(filedAtMs);
  });

  test('takes no moment before the last entry, nor one that has not come', async () => {
    await type(when, local(filedAtMs - 10 * minuteMs));
    await submit();
    expect(status()).toBe(say('actions_before_last'));
    await type(when, local(Date.now() + 60 * minuteMs));
    await submit();
    expect(status()).toBe(say('filed_when_wrong'));
    expect([added, changes]).toEqual([[], 0]);
  });

  test.each([
    ['refused', async () => null],
    ['lost', () => Promise.reject(new Error('full'))],
  ])('says of an entry that was %s, and keeps what was typed', async (_, how) => {
    answer = how;
    await type('input[type=text]', 'They said no');
    await submit();
    expect([changes, status()]).toEqual([0, say('actions_failed')]);
    expect(document.querySelector<HTMLInputElement>('input[type=text]')?.value).toBe(
      'They said no',
    );
  });
});
