import { followSettings, readSettings } from '../settings/settings-store.js';
import type { Settings } from '../settings/settings.js';
import { loadMessages } from './chosen-words.js';
import { say, speak, wordsLanguage } from './words.js';

/**
 * Draws an extension page in the language and text size of the settings, and again whenever they
 * change. Every page starts here. `title` is asked anew each time, in the language of the moment. What
 * the first picture needs (`before`) is waited for beside the settings, not before them.
 */
export async function openPage(
  title: () => string,
  draw: () => void,
  before: Promise<unknown> = Promise.resolve(),
): Promise<void> {
  let drawn = 0;
  const show = async (settings: Settings): Promise<void> => {
    const turn = (drawn += 1);
    const messages = await loadMessages(settings.language);
    // A later choice was read faster.
    if (turn !== drawn) return;
    speak(messages);
    const { documentElement } = document;
    documentElement.lang = wordsLanguage();
    documentElement.dataset['text'] = settings.largeText ? 'large' : 'normal';
    document.title = title();
    draw();
  };
  followSettings((settings) => void show(settings), new AbortController().signal);
  const [settings] = await Promise.all([readSettings(), before]);
  await show(settings);
}

/** The usual title: "Seam", in whatever language. */
export function extensionTitle(): string {
  return say('extensionName');
}
