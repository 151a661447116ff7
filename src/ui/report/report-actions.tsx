import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  addReportEvent,
  reportResults,
  type ReportEvent,
  type ReportResult,
} from '../../report/report-log.js';
import type { StoredReport } from '../../report/report-store.js';
import { typedMoment } from '../../report/typed-moment.js';
import type { Stores } from '../evidence/use-frozen.js';
import { say } from '../words.js';
import { TextField } from './text-field.js';
import { useHold } from './use-hold.js';
import { WhenField } from './when-field.js';

type Kind = 'received' | 'answered' | 'noted' | 'closed' | 'reopened' | 'withdrawn';
const kinds: readonly Kind[] = ['received', 'answered', 'noted', 'closed', 'reopened', 'withdrawn'];

/** What the field of a moment leaves out: it knows minutes only. */
const fieldStepMs = 60_000;

/** What may happen next to a report, and when it did, as the person tells it. */
export function ReportActions({
  stores,
  report,
  changed,
}: {
  readonly stores: Stores;
  readonly report: StoredReport;
  readonly changed: () => void;
}): JSX.Element | null {
  const lastMs = report.events.at(-1)?.atMs ?? report.createdAtMs;
  const nothing: Told = { atMs: lastMs, words: '', number: '', result: 'other' };
  const allowed = kinds.filter((kind) => addReportEvent(report, eventOf(kind, nothing)).ok);
  const [chosen, setChosen] = useState<Kind>('received');
  const [words, setWords] = useState('');
  const [number, setNumber] = useState('');
  const [when, setWhen] = useState('');
  const [result, setResult] = useState<ReportResult>('removed');
  const [status, setStatus] = useState('');
  const hold = useHold();
  const kind = allowed.includes(chosen) ? chosen : allowed[0];
  if (kind === undefined) return null;

  /** False: nothing was added, and the form says why. */
  async function add(): Promise<boolean> {
    if (kind === undefined) return false;
    const typedMs = typedMoment(when, Date.now());
    if (typedMs === null) {
      setStatus(say('filed_when_wrong'));
      return false;
    }
    // Typed within the minute of the last entry: right after it.
    const isSameMinute = when !== '' && typedMs < lastMs && typedMs + fieldStepMs > lastMs;
    const atMs = isSameMinute ? lastMs : typedMs;
    if (atMs < lastMs) {
      setStatus(say('actions_before_last'));
      return false;
    }
    const told = { atMs, words: words.trim(), number: number.trim(), result };
    const added = await stores.reports
      .addEvent(report.reportId, eventOf(kind, told))
      .catch(() => null);
    if (added === null) {
      // Another window may have gone on with the report, or storage refused: what was typed stays.
      setStatus(say('actions_failed'));
      return false;
    }
    for (const clear of [setWords, setNumber, setWhen]) clear('');
    setStatus(say('actions_added'));
    changed();
    return true;
  }

  return (
    <details class="small">
      <summary>{say('actions_title')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void hold.run(add);
        }}
      >
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
        {kind === 'noted' && (
          <TextField label={say('actions_number')} value={number} set={setNumber} maxChars={200} />
        )}
        {kind !== 'reopened' && (
          <TextField label={say('actions_words')} value={words} set={setWords} />
        )}
        <WhenField label={say('actions_when')} value={when} set={setWhen} />
        <button type="submit" class="button" disabled={hold.isHeld}>
          {say('actions_add')}
        </button>
        <p role="status">{status}</p>
      </form>
    </details>
  );
}

/** What the person says of an event. */
interface Told {
  readonly atMs: number;
  readonly words: string;
  readonly number: string;
  readonly result: ReportResult;
}

function eventOf(kind: Kind, { atMs, words, number, result }: Told): ReportEvent {
  switch (kind) {
    case 'received':
      return { kind, atMs, answer: words };
    case 'answered':
      return { kind, atMs, answer: words, isDecision: true };
    case 'noted':
      return { kind, atMs, note: words, caseNumber: number === '' ? null : number };
    case 'closed':
      return { kind, atMs, result, note: words };
    case 'reopened':
      return { kind, atMs };
    case 'withdrawn':
      return { kind, atMs, why: words };
  }
}
