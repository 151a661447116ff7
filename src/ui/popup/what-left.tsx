import type { JSX } from 'preact';
import type { SentRequest } from '../../settings/request-ledger.js';
import { say } from '../words.js';

/** What left the device, by the list of requests. */
export function WhatLeft({ sent }: { readonly sent: readonly SentRequest[] }): JSX.Element {
  return (
    <p class="soft small">
      {sent.length === 0 ? say('popup_private') : say('options_data_requests', sent.length)}
    </p>
  );
}
