// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { filedReport } from '../../../src/report/filed-report.js';
import type { ReportEvent } from '../../../src/report/report-log.js';
import { ReportActions } from '../../../src/ui/report/report-actions.js';
import type { Stores } from '../../../src/ui/evidence/use-frozen.js';
import { fakeBrowser } from './fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();

describe('telling what a destination said', () => {
  afterEach(() => act(() => render(null, document.body)));

  test('a receipt is entered first and apart from a decision', async () => {
    const report = filedReport({
      reportId: 'r1',
      destination: 'x-intimate',
      caseId: 'c1',
      frozenAtMs: 1,
      filedAtMs: 2,
      caseNumber: null,
      deadline: { hours: 48, by: 'law', source: 'an act' },
      text: '',
    });
    const added: ReportEvent[] = [];
    const stores = {
      reports: { addEvent: async (_: string, event: ReportEvent) => void added.push(event) },
    } as unknown as Stores;
    const props = { stores, report, changed: () => undefined };
    await act(() => render(<ReportActions {...props} />, document.body));
    const choice = document.querySelector('select')!;
    const submit = () =>
      act(async () => {
        document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
        await Promise.resolve();
      });
    expect(choice.value).toBe('received');
    await submit();
    await act(() => {
      choice.value = 'answered';
      choice.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await submit();
    expect(added.map(({ kind }) => kind)).toEqual(['received', 'answered']);
    expect(added[0]).not.toHaveProperty('isDecision');
    expect(added[1]).toHaveProperty('isDecision', true);
  });
});
