import type { JSX } from 'preact';
import browser from 'webextension-polyfill';
import { followGrantedOrigins, readGrantedOrigins } from '../../settings/granted-origins.js';
import { letGoOfPictureHost } from '../../settings/let-go-of-host.js';
import {
  followPictureHosts,
  readPictureHosts,
  writePictureHost,
} from '../../settings/picture-host-choice.js';
import { pictureHosts, type PictureHost } from '../../shared/picture-hosts.js';
import { isSiteGranted, siteDomains } from '../../shared/site-domains.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';
import { Section } from './section.js';

/**
 * Hosts whose picture files are read by themselves. Off until the person switches one on. Those of sites that were
 * not allowed stay folded: a picture that a person points at may lie there too.
 */
export function PictureFilesSection({ id }: { readonly id: string }): JSX.Element {
  const chosen = useStored(readPictureHosts, followPictureHosts) ?? [];
  const origins = useStored(readGrantedOrigins, followGrantedOrigins) ?? [];
  const isOffered = (host: PictureHost): boolean =>
    chosen.includes(host.id) || host.sites.some((site) => isSiteGranted(site, origins));
  const others = pictureHosts.filter((host) => !isOffered(host));
  return (
    <Section id={id} title={say('options_pictures')} explain={say('options_pictures_explain')}>
      <Hosts hosts={pictureHosts.filter(isOffered)} chosen={chosen} />
      {others.length > 0 && (
        <details>
          <summary>{say('options_pictures_others')}</summary>
          <Hosts hosts={others} chosen={chosen} />
        </details>
      )}
    </Section>
  );
}

function Hosts({
  hosts,
  chosen,
}: {
  readonly hosts: readonly PictureHost[];
  readonly chosen: readonly string[];
}): JSX.Element {
  return (
    <>
      {hosts.map((host) => (
        <p key={host.id}>
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(host.id)}
              onChange={(event) => void choose(host, event.currentTarget)}
            />{' '}
            {host.name}{' '}
            <span class="soft small">
              {host.sites.map((site) => siteDomains[site][0]).join(', ')}
            </span>
          </label>
        </p>
      ))}
    </>
  );
}

/** The browser is asked inside the click; what it refuses stays off. Switched off, the permission goes back. */
async function choose(host: PictureHost, box: HTMLInputElement): Promise<void> {
  const isOn = box.checked;
  if (isOn && !(await browser.permissions.request({ origins: [host.origin] }).catch(() => false))) {
    box.checked = false;
    return;
  }
  await writePictureHost(host.id, isOn);
  if (!isOn) await letGoOfPictureHost(host);
}
