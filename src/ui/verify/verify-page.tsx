import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { sha256Hex, type Bytes } from '../../evidence/bytes.js';
import { evidenceLimits } from '../../evidence/evidence-limits.js';
import { readFingerprint } from '../../evidence/log/key-fingerprint.js';
import { verifyZip, type Answer } from '../../evidence/verify/verify-case.js';
import { FileField } from '../file-field.js';
import { say } from '../words.js';
import { readCertificateFile } from './read-certificate-file.js';
import { Fact, VerifyAnswer } from './verify-answer.js';

type State =
  | 'idle'
  | 'working'
  | 'too-large'
  | 'unreadable'
  | 'bad-key'
  | 'bad-certificate'
  | { readonly answer: Answer; readonly sha256: string };

/** Checks a package or a whole case. The same page inside the extension and in the offline file; nothing is fetched. */
export function VerifyPage(): JSX.Element {
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState('');
  const [certificates, setCertificates] = useState<readonly File[]>([]);
  const [state, setState] = useState<State>('idle');

  /** What is chosen and typed now: an answer about anything else must not stand beside it. */
  const turn = useRef(0);

  function renew(): void {
    turn.current += 1;
    setState('idle');
  }

  async function check(event: Event): Promise<void> {
    event.preventDefault();
    if (file === null) return;
    const asked = (turn.current += 1);
    setState('working');
    // Nothing foreseen gets here; waiting for ever would look like a check.
    const answer = await checkFile(file, key, certificates).catch(() => 'unreadable' as const);
    if (turn.current === asked) setState(answer);
  }

  return (
    <section class="verify">
      <h1>{say('verify_title')}</h1>
      <p class="soft">{say('verify_explain')}</p>
      <form onSubmit={(event) => void check(event)}>
        <FileField
          label={say('verify_package')}
          accept=".zip,application/zip"
          onChoose={([chosen]) => {
            setFile(chosen ?? null);
            renew();
          }}
        />
        <label class="field">
          {say('verify_key')}
          <input
            type="text"
            autocomplete="off"
            value={key}
            onInput={(event) => {
              setKey(event.currentTarget.value);
              renew();
            }}
          />
        </label>
        <FileField
          label={say('verify_certificates')}
          accept=".pem,.crt,.cer,.der"
          multiple
          onChoose={(chosen) => {
            setCertificates(chosen);
            renew();
          }}
        />
        <button type="submit" class="button main" disabled={file === null || state === 'working'}>
          {say('verify_button')}
        </button>
      </form>
      <div role="status">
        {typeof state === 'string' ? (
          state !== 'idle' && <p>{say(`verify_state_${state.replaceAll('-', '_')}`)}</p>
        ) : (
          <>
            <VerifyAnswer answer={state.answer} />
            <dl class="facts">
              <Fact name={say('verify_sha')} value={state.sha256} />
            </dl>
          </>
        )}
      </div>
    </section>
  );
}

async function checkFile(
  file: File,
  key: string,
  certificates: readonly File[],
): Promise<Exclude<State, 'idle' | 'working'>> {
  if (file.size > evidenceLimits.maxPackageBytes) return 'too-large';
  const expectedKey = key.trim() === '' ? null : readFingerprint(key);
  if (key.trim() !== '' && expectedKey === null) return 'bad-key';
  const authorities: Bytes[] = [];
  for (const certificate of certificates) {
    const read = await readCertificateFile(certificate);
    if (read === null) return 'bad-certificate';
    authorities.push(...read);
  }
  // The browser reads it only now: it may lie there no more, or be another.
  const read = await file.arrayBuffer().catch(() => null);
  if (read === null) return 'unreadable';
  const zip = new Uint8Array(read);
  const answer = await verifyZip(zip, { expectedKey, authorities });
  return { answer, sha256: await sha256Hex(zip) };
}
