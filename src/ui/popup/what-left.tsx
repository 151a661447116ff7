import type { JSX } from 'preact';
import { followLedger, readLedger } from '../../settings/request-ledger.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';

/** What left the device, by the list of requests; nothing is claimed before that list is read. */
export function WhatLeft(): JSX.Element | null {
  const sent = useStored(readLedger, followLedger);
  if (sent === null) return null;
  return (
    <p class="soft small">
      {sent.length === 0 ? say('popup_private') : say('options_data_requests', sent.length)}
    </p>
  );
}
