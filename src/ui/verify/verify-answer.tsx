import type { JSX } from 'preact';
import type { FaultCode, Verification } from '../../evidence/verify.js';
import type { Statement } from '../../evidence/statements.js';
import { say } from '../words.js';

/** What a package proves, what it does not, and the first thing that does not fit. */
export function VerifyAnswer({
  verification,
}: {
  readonly verification: Verification;
}): JSX.Element {
  const { outcome, faults, proven, notProven, fingerprint, sealedAt, stamp } = verification;
  const [first] = faults;
  return (
    <div class={`answer-box ${outcome}`}>
      <h2>{say(`verify_${outcome}`)}</h2>
      {first !== undefined && (
        <p>
          {say(faultKey(first.code))}{' '}
          <code>
            {first.code} {first.where}
          </code>
        </p>
      )}
      {faults.length > 1 && <p class="soft">{say('verify_more_faults', faults.length - 1)}</p>}
      {proven.length > 0 && <Statements title={say('verify_proven')} statements={proven} />}
      <Statements title={say('verify_not_proven')} statements={notProven} />
      <dl class="facts">
        <Fact name={say('verify_fingerprint')} value={fingerprint} />
        <Fact name={say('verify_sealed')} value={sealedAt} />
        <Fact
          name={say('verify_stamp')}
          value={stamp?.state === 'valid' ? new Date(stamp.atMs).toISOString() : null}
        />
        <Fact
          name={say('verify_contents')}
          value={say('verify_counts', verification.fileCount, verification.recordCount)}
        />
      </dl>
    </div>
  );
}

function Statements({
  title,
  statements,
}: {
  readonly title: string;
  readonly statements: readonly Statement[];
}): JSX.Element {
  return (
    <>
      <h3>{title}</h3>
      <ul class="plain">
        {statements.map((statement) => (
          <li key={statement}>{say(`verify_statement_${statement.replaceAll('-', '_')}`)}</li>
        ))}
      </ul>
    </>
  );
}

function Fact({
  name,
  value,
}: {
  readonly name: string;
  readonly value: string | null;
}): JSX.Element | null {
  if (value === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd class="hash">{value}</dd>
    </div>
  );
}

/** The sentence for a fault: one for each kind of thing that can be wrong. */
export function faultKey(code: FaultCode): string {
  if (code === 'file-missing') return 'verify_fault_missing';
  if (code === 'file-altered' || code === 'log-file') return 'verify_fault_altered';
  if (code === 'file-unlisted') return 'verify_fault_unlisted';
  if (code === 'other-key' || code === 'key-unreadable') return 'verify_fault_key';
  if (code === 'sums-signature' || code === 'head-signature' || code === 'digest-altered') {
    return 'verify_fault_signature';
  }
  if (code === 'sums-unreadable' || code === 'list-altered') return 'verify_fault_list';
  if (code === 'report-unreadable') return 'verify_fault_report';
  if (code === 'pixels-forbidden') return 'verify_fault_pixels';
  if (code.startsWith('log-')) return 'verify_fault_log';
  return code.startsWith('stamp-') ? 'verify_fault_stamp' : 'verify_fault_container';
}
