/** The verifier inside the extension: wiring only. */
import { render } from 'preact';
import { TopBar } from '../ui/evidence/top-bar.js';
import { VerifyPage } from '../ui/verify/verify-page.js';
import { openPage } from '../ui/open-page.js';
import { say } from '../ui/words.js';

await openPage(
  () => say('verify_title'),
  () =>
    render(
      <>
        <TopBar here="verify" />
        <main>
          <VerifyPage />
        </main>
      </>,
      document.body,
    ),
);
