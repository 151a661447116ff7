import type { JSX } from 'preact';
import browser from 'webextension-polyfill';
import { say } from '../words.js';

/** Opens the page that checks local files. */
export function CheckFileLink(): JSX.Element {
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        const url = browser.runtime.getURL('src/entries/check.html');
        void browser.tabs.create({ url }).then(() => window.close());
      }}
    >
      {say('popup_check_file')}
    </button>
  );
}
