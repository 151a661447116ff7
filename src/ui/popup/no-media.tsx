import type { JSX } from 'preact';
import { say } from '../words.js';
import type { TabDescription } from './use-tab.js';

/** What the popup says when there is no media to show: why, and what can be done. */
export function NoMedia({
  about,
}: {
  readonly about: TabDescription | 'no-answer' | null;
}): JSX.Element {
  const { title, text } = wordsFor(about);
  return (
    <section class="no-media">
      <h2>{title}</h2>
      {text !== '' && <p class="soft">{text}</p>}
    </section>
  );
}

function wordsFor(about: TabDescription | 'no-answer' | null): { title: string; text: string } {
  if (about === null) return { title: say('popup_loading'), text: '' };
  const notRunning = say('popup_not_running');
  if (about === 'no-answer') return { title: notRunning, text: say('popup_no_answer') };
  if (about.origin === null) return { title: notRunning, text: say('popup_not_running_closed') };
  if (about.mode === 'off') return { title: say('popup_off'), text: '' };
  if (!about.granted && !about.running) return { title: notRunning, text: '' };
  if (!about.running) return { title: notRunning, text: say('popup_not_running_reload') };
  return {
    title: say('popup_nothing_yet'),
    text: say(about.mode === 'auto' ? 'popup_nothing_yet_auto' : 'popup_nothing_yet_manual'),
  };
}
