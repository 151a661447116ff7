import type { JSX } from 'preact';
import browser from 'webextension-polyfill';
import {
  followPictureHosts,
  readPictureHosts,
  writePictureHost,
} from '../../settings/picture-host-choice.js';
import { pictureHosts, type PictureHost } from '../../shared/picture-hosts.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';
import { Section } from './section.js';

/** Hosts whose picture files are read by themselves. Off until the person switches one on. */
export function PictureFilesSection({ id }: { readonly id: string }): JSX.Element {
  const chosen = useStored(readPictureHosts, followPictureHosts) ?? [];
  return (
    <Section id={id} title={say('options_pictures')} explain={say('options_pictures_explain')}>
      {pictureHosts.map((host) => (
        <p key={host.id}>
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(host.id)}
              onChange={(event) => void choose(host, event.currentTarget)}
            />{' '}
            {host.name}
          </label>
        </p>
      ))}
    </Section>
  );
}

/** The browser is asked inside the click; what it refuses stays off. Switched off, the permission goes back. */
async function choose(host: PictureHost, box: HTMLInputElement): Promise<void> {
  const isOn = box.checked;
  const permission = { origins: [host.origin] };
  const isDone = isOn
    ? await browser.permissions.request(permission).catch(() => false)
    : await browser.permissions.remove(permission).catch(() => true);
  if (isOn && !isDone) box.checked = false;
  else await writePictureHost(host.id, isOn);
}
