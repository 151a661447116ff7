import type { JSX } from 'preact';
import {
  followLedger,
  readLedger,
  type RequestPurpose,
  type SentRequest,
} from '../../settings/request-ledger.js';
import { useStored } from '../use-stored.js';
import { say, wordsLanguage } from '../words.js';
import { Section } from './section.js';

/** What left the device: every request that a click of the person made, or a host of pictures they switched on. */
export function DataSection({ id }: { readonly id: string }): JSX.Element {
  const sent = useStored(readLedger, followLedger);
  return (
    <Section id={id} title={say('options_data')}>
      {sent !== null && (
        <p class="nothing">
          {sent.length === 0
            ? say('options_data_nothing')
            : say('options_data_requests', sent.length)}
        </p>
      )}
      <p class="soft">{say('options_data_explain')}</p>
      <h3>{say('options_data_list')}</h3>
      {sent !== null && sent.length > 0 ? (
        <SentList sent={sent} />
      ) : (
        <p>{say('options_data_list_empty')}</p>
      )}
    </Section>
  );
}

function SentList({ sent }: { readonly sent: readonly SentRequest[] }): JSX.Element {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say('options_data_when')}</th>
          <th scope="col">{say('options_data_where')}</th>
          <th scope="col">{say('options_data_what')}</th>
          <th scope="col" class="count">
            {say('options_model_size')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sent.toReversed().map(({ atMs, host, purpose, sentBytes }) => (
          <tr key={`${atMs} ${host} ${purpose}`}>
            <td>{new Date(atMs).toLocaleString(wordsLanguage())}</td>
            <th scope="row">{host}</th>
            <td>{purposeLabel(purpose)}</td>
            <td class="count">{say('unit_kb', (sentBytes / 1000).toFixed(1))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function purposeLabel(purpose: RequestPurpose): string {
  return say(`purpose_${purpose.replaceAll('-', '_')}`);
}
