import { followSettings } from '../settings/settings-store.js';
import { speakChosenLanguage } from '../ui/chosen-words.js';

let ready: Promise<void> | null = null;

/** Resolves once `say` speaks the language of the settings; read once per life of the background. */
export function chosenLanguage(): Promise<void> {
  ready ??= speakChosenLanguage();
  return ready;
}

/** Follows the choice of language, and calls back when it is spoken. */
export function serveChosenLanguage(spoken: () => void, signal: AbortSignal): void {
  followSettings(() => {
    ready = speakChosenLanguage();
    void ready.then(spoken);
  }, signal);
}
