import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PackageExtra } from '../../report/compose-dossier.js';
import {
  followStampAuthorities,
  readStampAuthorities,
  type StampAuthority,
} from '../../settings/stamp-authorities.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';

/** What a person chooses for a package, or for all packages of a case. */
export interface PackageChoices {
  /** True only while an authority is named in the settings. */
  readonly isStamped: boolean;
  readonly extras: readonly PackageExtra[];
}

export interface UsePackageChoices {
  readonly choices: PackageChoices;
  readonly choose: (changes: Partial<PackageChoices>) => void;
  readonly authorities: readonly StampAuthority[];
}

/** Nothing is chosen from the start. */
export function usePackageChoices(): UsePackageChoices {
  const authorities = useStored(readStampAuthorities, followStampAuthorities) ?? [];
  const [chosen, setChosen] = useState<PackageChoices>({ isStamped: false, extras: [] });
  return {
    choices: { ...chosen, isStamped: chosen.isStamped && authorities.length > 0 },
    choose: (changes) => setChosen((before) => ({ ...before, ...changes })),
    authorities,
  };
}

/** One tick for the time stamp, where an authority is named, and one for each extra there is something to say of. */
export function PackageTicks({
  chosen: { choices, choose, authorities },
  offered,
  isForEach,
}: {
  readonly chosen: UsePackageChoices;
  readonly offered: readonly PackageExtra[];
  /** The choice counts for every item of a case: each of them asks for a time stamp of its own. */
  readonly isForEach: boolean;
}): JSX.Element {
  const { extras } = choices;
  const hosts = authorities.map(({ address }) => new URL(address).host).join(', ');
  return (
    <>
      {isForEach && authorities.length + offered.length > 0 && <p>{say('case_export_each')}</p>}
      {authorities.length > 0 && (
        <label class="tick">
          <input
            type="checkbox"
            checked={choices.isStamped}
            onChange={(event) => choose({ isStamped: event.currentTarget.checked })}
          />
          <span>
            {say('export_stamp')}{' '}
            <span class="soft">
              {say(isForEach ? 'export_stamp_why_each' : 'export_stamp_why', hosts)}
            </span>
          </span>
        </label>
      )}
      {offered.map((extra) => (
        <label class="tick" key={extra}>
          <input
            type="checkbox"
            checked={extras.includes(extra)}
            onChange={(event) =>
              choose({
                extras: event.currentTarget.checked
                  ? [...extras, extra]
                  : extras.filter((other) => other !== extra),
              })
            }
          />
          <span>{say(`export_with_${extra}`)}</span>
        </label>
      ))}
    </>
  );
}
