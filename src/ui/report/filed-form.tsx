import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deadlineOf } from '../../report/deadline.js';
import type { Destination } from '../../report/destination.js';
import { filedReport } from '../../report/filed-report.js';
import { typedMoment } from '../../report/typed-moment.js';
import { moment } from '../evidence/moment.js';
import type { FrozenItem, Stores } from '../evidence/use-frozen.js';
import { say } from '../words.js';
import { TextField } from './text-field.js';
import { useHold } from './use-hold.js';
import { WhenField } from './when-field.js';

/** The person says that it was filed; the log keeps when, where, the number and the text. */
export function FiledForm({
  stores,
  item,
  destination,
  text,
  changed,
}: {
  readonly stores: Stores;
  readonly item: FrozenItem;
  readonly destination: Destination;
  readonly text: string;
  readonly changed: () => void;
}): JSX.Element {
  const [number, setNumber] = useState('');
  const [when, setWhen] = useState('');
  const [status, setStatus] = useState('');
  const hold = useHold();
  /** One filling of the form is one report, however often it is handed in. */
  const [reportId, setReportId] = useState(() => crypto.randomUUID());

  /** False: nothing was noted, and the form says why. */
  async function filed(): Promise<boolean> {
    const nowMs = Date.now();
    const filedAtMs = typedMoment(when, nowMs);
    if (filedAtMs === null) {
      setStatus(say('filed_when_wrong'));
      return false;
    }
    const { caseId, openedAtMs } = item.frozen.opened;
    const { sexualContent } = item.dossier;
    const report = filedReport({
      reportId,
      destination: destination.id,
      caseId,
      // A clock that was set back since the freeze must not make it later than now.
      frozenAtMs: Math.min(openedAtMs, nowMs),
      filedAtMs,
      caseNumber: number.trim() || null,
      deadline: deadlineOf(destination, { isIntimate: sexualContent }),
      text,
    });
    try {
      await stores.reports.addReport(report);
    } catch {
      setStatus(say('store_failed'));
      return false;
    }
    setReportId(crypto.randomUUID());
    setNumber('');
    setWhen('');
    setStatus(say('filed_noted', moment(filedAtMs)));
    changed();
    return true;
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void hold.run(filed);
      }}
    >
      <h3>{say('filed_title')}</h3>
      <TextField label={say('filed_number')} value={number} set={setNumber} maxChars={200} />
      <WhenField label={say('filed_when')} value={when} set={setWhen} />
      <button type="submit" class="button" disabled={hold.isHeld}>
        {say('filed_button')}
      </button>
      <p role="status">{status}</p>
    </form>
  );
}
