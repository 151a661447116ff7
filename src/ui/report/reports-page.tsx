import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { caseTable, type CaseRow, type GoneRow } from '../../report/case-table.js';
import { isDue } from '../../report/due-reports.js';
import {
  caseNumber,
  reminderAtMs,
  reportState,
  type Reminder,
  type ReportEvent,
} from '../../report/report-log.js';
import type { StoredReport } from '../../report/report-store.js';
import { saveFile } from '../evidence/save-file.js';
import { moment } from '../evidence/moment.js';
import { readListed, type ListedItem, type Stores } from '../evidence/use-frozen.js';
import { cleanTitle } from '../verdict/media-card.js';
import { CopyButton } from '../copy-button.js';
import { say } from '../words.js';
import { itemName } from './item-name.js';
import { ReportActions } from './report-actions.js';
import { RemoveReport } from './remove-report.js';
import { nameOf, Standings } from './standings.js';

interface Row {
  readonly report: StoredReport;
  readonly item: ListedItem | null;
}

/** Every report: where it stands, its number, when to ask again. */
export function ReportsPage({ stores }: { readonly stores: Stores }): JSX.Element {
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [unfiled, setUnfiled] = useState<readonly ListedItem[]>([]);
  const [asked, setAsked] = useState(0);
  const [isUnread, setUnread] = useState(false);
  useEffect(() => {
    const fail = (): void => setUnread(true);
    void readRows(stores).then(setRows, fail);
    void readUnfiled(stores).then(setUnfiled, fail);
  }, [stores, asked]);
  const nowMs = Date.now();

  async function saveTable(): Promise<void> {
    // As it is stored now: another tab may have said meanwhile what may not go out.
    const now = await readRows(stores).catch(() => null);
    if (now === null) {
      setUnread(true);
      return;
    }
    const byItem = new Map<string, CaseRow | GoneRow>();
    for (const { report, item } of now) {
      const { caseId } = report;
      const logs = [...(byItem.get(caseId)?.logs ?? []), report];
      byItem.set(caseId, item ?? { dossier: null, caseId, logs });
    }
    const table = caseTable([...byItem.values()]);
    saveFile('seam-reports.csv', table, 'text/csv');
  }

  return (
    <>
      <section>
        <h1>{say('reports_title')}</h1>
        <p class="soft">{say('reports_explain')}</p>
        {isUnread && <p role="alert">{say('store_unread')}</p>}
        {rows?.length === 0 && <p>{say('reports_none')}</p>}
        <ul class="reports">
          {(rows ?? []).map(({ report, item }) => (
            <li key={report.reportId}>
              <ReportRow report={report} item={item} nowMs={nowMs} />
              <ReportActions
                stores={stores}
                report={report}
                changed={() => setAsked((count) => count + 1)}
              />
              <RemoveReport
                stores={stores}
                reportId={report.reportId}
                changed={() => setAsked((count) => count + 1)}
              />
            </li>
          ))}
        </ul>
        {rows !== null && rows.length > 0 && (
          <button type="button" class="button" onClick={() => void saveTable()}>
            {say('reports_csv')}
          </button>
        )}
      </section>
      {unfiled.length > 0 && (
        <section>
          <h2>{say('reports_unfiled')}</h2>
          <ul class="lines">
            {unfiled.map((item) => (
              <li key={item.dossier.caseId} class="line">
                <a href={`#/item/${item.dossier.caseId}/report`} dir="auto">
                  {itemName(item)}
                </a>
                <Standings item={item} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function ReportRow({
  report,
  item,
  nowMs,
}: {
  readonly report: StoredReport;
  readonly item: ListedItem | null;
  readonly nowMs: number;
}): JSX.Element {
  const state = reportState(report) ?? 'draft';
  const reminder = reminderAtMs(report);
  const title = cleanTitle(item?.meta.title ?? null);
  const number = caseNumber(report);
  return (
    <div>
      <p>
        <strong>{nameOf(report.destination)}</strong>{' '}
        <span class={`state state-${state}`}>{say(`report_state_${state}`)}</span>
      </p>
      <p class="soft small" dir="auto">
        {item === null ? (
          say('reports_item_gone')
        ) : (
          <a href={`#/item/${report.caseId}`}>{title === '' ? item.dossier.platform : title}</a>
        )}
        {number !== null && ` · ${say('reports_number', number)}`}
      </p>
      <ol class="events small">
        {report.events.map((event, at) => (
          <li key={`${at}`}>
            {moment(event.atMs)} {say(`report_event_${event.kind}`)}{' '}
            {(event.kind === 'received' || event.kind === 'answered') && event.answer}
            {event.kind === 'noted' && event.note}
            {event.kind === 'closed' && closingWords(event)}
            {event.kind === 'withdrawn' && event.why}
          </li>
        ))}
      </ol>
      {reminder !== null && (
        <p class={isDue(reminder, nowMs) ? 'warning' : 'soft small'}>
          {say(reminderKey(reminder, nowMs), moment(reminder.atMs))}{' '}
          {reminder.source !== null && <span lang="en">({reminder.source})</span>}
        </p>
      )}
      {report.text !== '' && (
        <details class="small">
          <summary>{say('reports_text')}</summary>
          <p class="filed-text" dir="auto">
            {report.text}
          </p>
          <CopyButton text={report.text} about={say('reports_text')} />
        </details>
      )}
    </div>
  );
}

function closingWords({ result, note = '' }: Extract<ReportEvent, { kind: 'closed' }>): string {
  const words = say(`result_${result.replaceAll('-', '_')}`);
  return note === '' ? words : `${words}: ${note}`;
}

function reminderKey(reminder: Reminder, nowMs: number): string {
  const isOver = isDue(reminder, nowMs);
  switch (reminder.by) {
    case 'law':
      return isOver ? 'reminder_legal_over' : 'reminder_legal_at';
    case 'destination':
      return isOver ? 'reminder_own_over' : 'reminder_own_at';
    case 'us':
      return isOver ? 'reminder_over' : 'reminder_at';
  }
}

/** Frozen items of which no report is known, newest first. */
async function readUnfiled(stores: Stores): Promise<readonly ListedItem[]> {
  const opened = (await stores.evidence.list()).toSorted((a, b) => b.openedAtMs - a.openedAtMs);
  const all = await Promise.all(opened.map(({ caseId }) => readListed(stores, caseId)));
  return all.filter((item) => item !== null).filter(({ logs }) => logs.length === 0);
}

async function readRows(stores: Stores): Promise<readonly Row[]> {
  const all = (await stores.reports.reports()).toSorted(
    (a, b) => (b.events.at(-1)?.atMs ?? 0) - (a.events.at(-1)?.atMs ?? 0),
  );
  return Promise.all(
    all.map(async (report) => ({ report, item: await readListed(stores, report.caseId) })),
  );
}
