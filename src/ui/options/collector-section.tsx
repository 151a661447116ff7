import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import {
  followCollector,
  forgetCollector,
  isCollectorAddress,
  isTeamKey,
  readCollector,
  writeCollector,
  type Collector,
} from '../../settings/collector.js';
import { letGoOfHost } from '../../settings/let-go-of-host.js';
import { requestBackground } from '../../protocol/request.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';
import { AddressField } from './address-field.js';
import { OutboxList } from './outbox-list.js';
import { Section } from './section.js';

/** A server of the person's own team that reports may be handed to: off until it is named here. */
export function CollectorSection({ id }: { readonly id: string }): JSX.Element {
  const collector = useStored(readCollector, followCollector);
  const [address, setAddress] = useState('');
  const [teamKey, setTeamKey] = useState('');
  const [status, setStatus] = useState('');

  async function use(): Promise<void> {
    const trimmed = address.trim().replace(/\/$/, '');
    if (!isCollectorAddress(trimmed) || !isTeamKey(teamKey.trim())) {
      setStatus(say('options_collector_bad'));
      return;
    }
    // Inside the click: a browser asks for a permission at no other time.
    const granted = await browser.permissions
      .request({ origins: [`${trimmed}/*`] })
      .catch(() => false);
    if (!granted) {
      setStatus(say('options_address_not_allowed'));
      return;
    }
    await change({ address: trimmed, teamKey: teamKey.trim(), isOn: true });
    setAddress('');
    setTeamKey('');
    setStatus('');
  }

  async function remove(one: Collector): Promise<void> {
    await forgetCollector();
    await letGoOfHost(one.address);
    work();
    setStatus('');
  }

  return (
    <Section id={id} title={say('options_collector')} explain={say('options_collector_explain')}>
      {collector === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void use();
          }}
        >
          <AddressField
            label={say('options_collector_address')}
            maxLength={300}
            value={address}
            onChange={setAddress}
          />
          <p>
            <label>
              {say('options_collector_key')}{' '}
              <input
                type="password"
                required
                maxLength={500}
                autoComplete="off"
                value={teamKey}
                onInput={(event) => setTeamKey(event.currentTarget.value)}
              />
            </label>
          </p>
          <button type="submit" class="button">
            {say('options_collector_use')}
          </button>
        </form>
      ) : (
        <>
          <label class="tick">
            <input
              type="checkbox"
              checked={collector.isOn}
              onChange={(event) => void change({ ...collector, isOn: event.currentTarget.checked })}
            />
            <span>{say('options_collector_on', new URL(collector.address).host)}</span>
          </label>
          <p>
            <button type="button" class="button" onClick={() => void remove(collector)}>
              {say('options_address_remove', collector.address)}
            </button>
          </p>
        </>
      )}
      <p role="status">{status}</p>
      <OutboxList />
    </Section>
  );
}

async function change(collector: Collector): Promise<void> {
  await writeCollector(collector);
  work();
}

/** The background starts, or stops, delivering. Nothing here waits for it. */
function work(): void {
  void requestBackground('outbox/work', {}, new AbortController().signal);
}
