/**
 * The verifier as one file that works without Seam and without a network: wiring only. The build puts
 * the words in, and a stand-in for the browser's extension API, which does not exist here.
 */
import { render } from 'preact';
import { chooseLanguage, type OfflineWords } from '../ui/verify/offline-words.js';
import { VerifyPage } from '../ui/verify/verify-page.js';
import '../ui/verify/verify.css';
import { say, speak, wordsLanguage } from '../ui/words.js';

declare const OFFLINE_WORDS: OfflineWords;

speak(OFFLINE_WORDS[chooseLanguage(navigator.languages)]);
document.documentElement.lang = wordsLanguage();
document.title = say('verify_title');
render(
  <main>
    <VerifyPage />
  </main>,
  document.body,
);
