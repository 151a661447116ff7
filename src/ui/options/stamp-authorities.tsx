import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { toBase64 } from '../../evidence/bytes.js';
import { hostPattern, letGoOfHost } from '../../settings/let-go-of-host.js';
import {
  followStampAuthorities,
  isAuthorityAddress,
  maxStampAuthorities,
  readStampAuthorities,
  writeStampAuthorities,
  type StampAuthority,
} from '../../settings/stamp-authorities.js';
import { FileField } from '../file-field.js';
import { useStored } from '../use-stored.js';
import { readCertificateFile } from '../verify/read-certificate-file.js';
import { say } from '../words.js';
import { AddressField } from './address-field.js';

/** Time stamps for packages: off until the person names an authority and its root certificate. */
export function StampAuthorities(): JSX.Element {
  const list = useStored(readStampAuthorities, followStampAuthorities) ?? [];
  const [address, setAddress] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [status, setStatus] = useState('');

  async function add(): Promise<void> {
    const trimmed = address.trim();
    if (!isAuthorityAddress(trimmed)) {
      setStatus(say('options_stamp_bad_address'));
      return;
    }
    const permission = { origins: [hostPattern(trimmed)] };
    // Asked first and awaited last: what somebody allowed before is not ours to give back.
    const allowedBefore = browser.permissions.contains(permission).catch(() => true);
    // Inside the click: a browser asks for a permission at no other time.
    const granted = await browser.permissions.request(permission).catch(() => false);
    // Exactly one: of several, nobody could tell which one is meant.
    const [root = null, ...others] = (file && (await readCertificateFile(file))) ?? [];
    if (!granted) setStatus(say('options_address_not_allowed'));
    else if (root === null || others.length > 0) {
      if (!(await allowedBefore)) await letGoOfHost(trimmed);
      setStatus(say('options_stamp_bad_certificate'));
    } else {
      await writeStampAuthorities([...list, { address: trimmed, root: toBase64(root) }]);
      setAddress('');
      setFile(null);
      setStatus(say('options_stamp_added'));
    }
  }

  async function remove(one: StampAuthority): Promise<void> {
    await writeStampAuthorities(list.filter((other) => other !== one));
    await letGoOfHost(one.address);
    setStatus('');
  }

  return (
    <>
      <h3>{say('options_stamp')}</h3>
      <p class="soft">{say('options_stamp_explain')}</p>
      {list.length > 0 && (
        <ol>
          {list.map((one) => (
            <li key={one.address}>
              {one.address}{' '}
              <button type="button" class="button" onClick={() => void remove(one)}>
                {say('options_address_remove', one.address)}
              </button>
            </li>
          ))}
        </ol>
      )}
      {list.length < maxStampAuthorities && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <AddressField
            label={say('options_stamp_address')}
            maxLength={500}
            value={address}
            onChange={setAddress}
          />
          <FileField
            key={list.length}
            label={say('options_stamp_certificate')}
            accept=".pem,.crt,.cer,.der"
            required
            onChoose={([chosen]) => setFile(chosen ?? null)}
          />
          <button type="submit" class="button">
            {say('options_stamp_add')}
          </button>
        </form>
      )}
      <p role="status">{status}</p>
    </>
  );
}
