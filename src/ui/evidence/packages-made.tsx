import type { JSX } from 'preact';
import type { SealedPackage } from '../../report/sealed-package.js';
import { CopyButton } from '../copy-button.js';
import { say } from '../words.js';
import { moment } from './moment.js';

/** The packages that were made of an item, newest first, so that a person can say which file they handed over. */
export function PackagesMade({
  sealed,
}: {
  readonly sealed: readonly SealedPackage[];
}): JSX.Element | null {
  if (sealed.length === 0) return null;
  return (
    <>
      <h3>{say('sealed_title')}</h3>
      <p class="soft small">{say('sealed_explain')}</p>
      <ul class="lines">
        {sealed.map((made) => (
          <li key={`${made.sha256} ${made.sealedAtMs}`}>
            <p>
              {moment(made.sealedAtMs)}{' '}
              <span class="soft">
                {say(made.caseSha256 === null ? 'sealed_alone' : 'sealed_in_case')}
                {' · '}
                {say(made.isStamped ? 'sealed_stamped' : 'sealed_unstamped')}
              </span>
            </p>
            <dl class="facts">
              <CopyHash name={say('export_sha')} value={made.sha256} of={moment(made.sealedAtMs)} />
              {made.caseSha256 !== null && (
                <CopyHash
                  name={say('case_export_sha')}
                  value={made.caseSha256}
                  of={moment(made.sealedAtMs)}
                />
              )}
              <div>
                <dt>{say('facts_key')}</dt>
                <dd class="hash">{made.key}</dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A row with a hash and a button that copies it; `of` tells it from its like for a screen reader. */
export function CopyHash({
  name,
  value,
  of,
}: {
  readonly name: string;
  readonly value: string;
  readonly of?: string;
}): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span class="hash">{value}</span>{' '}
        <CopyButton text={value} about={of === undefined ? name : `${name}, ${of}`} />
      </dd>
    </div>
  );
}
