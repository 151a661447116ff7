import type { JSX } from 'preact';
import browser from 'webextension-polyfill';
import { say } from '../words.js';
import { PermissionCard } from './permission-card.js';
import { TestClip, type TestClipProps } from './test-clip.js';

/** The first page a person sees: what Seam does, what stays here, a clip to try, and what it may see. */
export function Welcome(props: TestClipProps): JSX.Element {
  return (
    <>
      <header class="hero">
        <img src="/icons/seam.svg" alt="" width={56} height={56} />
        <h1>{say('welcome_title')}</h1>
        <p class="lead">{say('welcome_lead')}</p>
      </header>
      <main>
        <section aria-labelledby="does">
          <h2 id="does">{say('welcome_does')}</h2>
          <ul class="points">
            <li>{say('welcome_does_where')}</li>
            <li>{say('welcome_does_how')}</li>
            <li>{say('welcome_does_errors')}</li>
            <li>{say('welcome_does_not')}</li>
          </ul>
        </section>
        <TestClip {...props} />
        <section aria-labelledby="data">
          <h2 id="data">{say('options_data')}</h2>
          <p class="nothing">{say('options_data_nothing')}</p>
          <ul class="points">
            <li>{say('welcome_data_pixels')}</li>
            <li>{say('welcome_data_disk')}</li>
            <li>{say('welcome_data_click')}</li>
          </ul>
          <h3>{say('welcome_consent')}</h3>
          <p class="soft">{say('welcome_consent_text')}</p>
        </section>
        <PermissionCard />
        <section aria-labelledby="trust">
          <h2 id="trust">{say('welcome_trust')}</h2>
          <p>{say('welcome_trust_text')}</p>
          <p class="actions">
            <a class="button" href={browser.runtime.getURL('src/entries/options.html')}>
              {say('options_title')}
            </a>
            <a class="button" href={browser.runtime.getURL('src/entries/options.html#keyboard')}>
              {say('options_keyboard')}
            </a>
          </p>
        </section>
      </main>
    </>
  );
}
