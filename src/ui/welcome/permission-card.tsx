import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { say } from '../words.js';

/** The sites that the manifest names. A person may have refused them at install, or taken them back. */
function manifestOrigins(): string[] {
  return browser.runtime.getManifest().host_permissions ?? [];
}

/** What the browser lets Seam see: said before it is asked, and asked inside the click. */
export function PermissionCard(): JSX.Element {
  const [isGranted, setGranted] = useState<boolean | null>(null);
  const [status, setStatus] = useState('');
  useEffect(() => {
    const life = new AbortController();
    const read = (): void => {
      void browser.permissions.contains({ origins: manifestOrigins() }).then((granted) => {
        if (!life.signal.aborted) setGranted(granted);
      });
    };
    read();
    browser.permissions.onAdded.addListener(read);
    browser.permissions.onRemoved.addListener(read);
    return () => {
      life.abort();
      browser.permissions.onAdded.removeListener(read);
      browser.permissions.onRemoved.removeListener(read);
    };
  }, []);
  return (
    <section aria-labelledby="allow">
      <h2 id="allow">{say('welcome_allow')}</h2>
      <ul class="points">
        <li>{say('welcome_allow_sites')}</li>
        <li>{say('welcome_allow_others')}</li>
        <li>{say('welcome_allow_back')}</li>
      </ul>
      {isGranted === true && <p class="granted">{say('welcome_allow_done')}</p>}
      {isGranted === false && (
        <p class="actions">
          <button
            type="button"
            class="button main"
            onClick={() => {
              // Nothing is awaited before: a browser refuses the question later.
              const asked = browser.permissions.request({ origins: manifestOrigins() });
              void asked.then(
                (granted) => setStatus(granted ? '' : say('welcome_allow_declined')),
                () => setStatus(say('welcome_allow_declined')),
              );
            }}
          >
            {say('welcome_allow_ask')}
          </button>
        </p>
      )}
      <p role="status" class="status">
        {status}
      </p>
    </section>
  );
}
