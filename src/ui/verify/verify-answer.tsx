import { Fragment, type JSX } from 'preact';
import { plainText } from '../../evidence/plain-text.js';
import {
  isCaseAnswer,
  type Answer,
  type CaseVerification,
} from '../../evidence/verify/verify-case.js';
import type { FaultCode, FrozenFile, Verification } from '../../evidence/verify/verify.js';
import type { Statement } from '../../evidence/statements.js';
import { clockTimeTenths, say } from '../words.js';

/** What a package, or each one of a whole case, proves, and the first thing that does not fit. */
export function VerifyAnswer({ answer }: { readonly answer: Answer }): JSX.Element {
  if (isCaseAnswer(answer)) return <CaseAnswer answer={answer} />;
  return (
    <div class={`answer-box ${answer.outcome}`}>
      <h2>{say(`verify_${answer.outcome}`)}</h2>
      <PackageAnswer verification={answer} />
    </div>
  );
}

function CaseAnswer({ answer }: { readonly answer: CaseVerification }): JSX.Element {
  const { outcome, packages, unsigned, notProven } = answer;
  return (
    <div class={`answer-box ${outcome}`}>
      <h2>{say(`verify_case_${outcome}`)}</h2>
      <Statements title={say('verify_not_proven')} statements={notProven} />
      <Names title={say('verify_case_unsigned')} names={unsigned} />
      <h3>{say('verify_case_packages')}</h3>
      {packages.map(({ path, verification }) => (
        <details
          key={path}
          class={`answer-box ${verification.outcome}`}
          open={verification.outcome === 'altered'}
        >
          <summary>
            <strong>{say(`verify_${verification.outcome}`)}</strong> <code>{path}</code>
          </summary>
          <PackageAnswer verification={verification} />
        </details>
      ))}
    </div>
  );
}

function PackageAnswer({ verification }: { readonly verification: Verification }): JSX.Element {
  const { outcome, faults, proven, notProven, fingerprint, sealedAt, stamp, content } =
    verification;
  const [first] = faults;
  return (
    <>
      {outcome === 'repacked' && <p>{say('verify_repacked_explain')}</p>}
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
      <Names title={say('verify_skipped')} names={verification.skipped} />
      <dl class="facts">
        <Fact name={say('verify_address')} value={content?.address ?? null} />
        <Fact name={say('verify_content_title')} value={content?.title ?? null} />
        <Fact name={say('verify_seen')} value={content?.seenAt ?? null} />
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
      {content !== null && content.files.length > 0 && <FrozenFiles files={content.files} />}
    </>
  );
}

/** What is in it, picture by picture, for who has to name one. */
function FrozenFiles({ files }: { readonly files: readonly FrozenFile[] }): JSX.Element {
  return (
    <details>
      <summary>{say('verify_frozen', files.length)}</summary>
      <ul class="plain frozen-files">
        {files.map(({ path, sha256, mediaTimeS, wallClockMs }) => (
          <li key={path}>
            <code>{path}</code>{' '}
            <span class="soft">
              {mediaTimeS === null ? '' : `${clockTimeTenths(mediaTimeS)} · `}
              {new Date(wallClockMs).toISOString()}
            </span>
            <br />
            <span class="hash">{sha256}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A file of macOS stands beside every other: the first few are enough to know them. */
const shownNames = 5;

function Names({
  title,
  names,
}: {
  readonly title: string;
  readonly names: readonly string[];
}): JSX.Element | null {
  if (names.length === 0) return null;
  return (
    <p class="soft">
      {title}{' '}
      {names.slice(0, shownNames).map((name) => (
        <Fragment key={name}>
          <code dir="auto">{plainText(name)}</code>{' '}
        </Fragment>
      ))}
      {names.length > shownNames && say('verify_more_faults', names.length - shownNames)}
    </p>
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

/** A row; what it says may come from a page, so it is cleaned and finds its own direction. */
export function Fact({
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
      <dd class="hash" dir="auto">
        {plainText(value)}
      </dd>
    </div>
  );
}

/** The sentence for a fault: one for each kind of thing that can be wrong. */
export function faultKey(code: FaultCode): string {
  if (code === 'unreadable') return 'verify_fault_unreadable';
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
