import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  addReportEvent,
  reportResults,
  type ReportEvent,
  type ReportResult,
} from '../../report/report-log.js';
import type { StoredReport } from '../../report/report-store.js';
import type { Stores } from '../evidence/use-frozen.js';
import { say } from '../words.js';

type Kind = 'received' | 'answered' | 'noted' | 'closed' | 'reopened' | 'withdrawn';
const kinds: readonly Kind[] = ['received', 'answered', 'noted', 'closed', 'reopened', 'withdrawn'];

/** What may happen next to a report, as the person tells it. */
export function ReportActions({
  stores,
  report,
  changed,
}: {
  readonly stores: Stores;
  readonly report: StoredReport;
  readonly changed: () => void;
}): JSX.Element | null {
  const allowed = kinds.filter((kind) => addReportEvent(report, eventOf(kind, '', 'other')).ok);
  const [chosen, setChosen] = useState<Kind>('received');
  const [text, setText] = useState('');
  const [result, setResult] = useState<ReportResult>('removed');
  const kind = allowed.includes(chosen) ? chosen : allowed[0];
  if (kind === undefined) return null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (kind === undefined) return;
    await stores.reports.addEvent(report.reportId, eventOf(kind, text.trim(), result));
    setText('');
    changed();
  }

  return (
    <details class="small">
      <summary>{say('actions_title')}</summary>
      <form onSubmit={(event) => void submit(event)}>
        <label class="field">
          {say('actions_what')}
          <select value={kind} onChange={(event) => setChosen(event.currentTarget.value as Kind)}>
            {allowed.map((option) => (
              <option key={option} value={option}>
                {say(`action_${option}`)}
              </option>
            ))}
          </select>
        </label>
        {kind === 'closed' && (
          <label class="field">
            {say('actions_result')}
            <select
              value={result}
              onChange={(event) => setResult(event.currentTarget.value as ReportResult)}
            >
              {reportResults.map((option) => (
                <option key={option} value={option}>
                  {say(`result_${option.replaceAll('-', '_')}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        {(kind === 'received' ||
          kind === 'answered' ||
          kind === 'noted' ||
          kind === 'withdrawn') && (
          <label class="field">
            {say(kind === 'noted' ? 'actions_number' : 'actions_words')}
            <input
              type="text"
              maxLength={1000}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
        )}
        <button type="submit" class="button">
          {say('actions_add')}
        </button>
      </form>
    </details>
  );
}

function eventOf(kind: Kind, text: string, result: ReportResult): ReportEvent {
  const atMs = Date.now();
  switch (kind) {
    case 'received':
      return { kind, atMs, answer: text };
    case 'answered':
      return { kind, atMs, answer: text, isDecision: true };
    case 'noted':
      return { kind, atMs, note: '', caseNumber: text === '' ? null : text };
    case 'closed':
      return { kind, atMs, result };
    case 'reopened':
      return { kind, atMs };
    case 'withdrawn':
      return { kind, atMs, why: text };
  }
}
