import { followSettings, readSettings } from '../settings/settings-store.js';
import type { Settings } from '../settings/settings.js';
import { loadMessages } from './chosen-words.js';
import { rememberedLanguage, rememberLanguage } from './remembered-language.js';
import { say, speak, wordsLanguage } from './words.js';

/*
 * Asked for as soon as this module runs, while the rest of the page is still being read; an entry that
 * must be fast imports it first. The words go by what was chosen when a page was last open.
 */
let changed: Settings | null = null;
let show: ((settings: Settings) => unknown) | null = null;
followSettings((settings) => {
  changed = settings;
  void show?.(settings);
}, new AbortController().signal);
const first = readSettings();
void loadMessages(rememberedLanguage());

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
  show = async (settings: Settings): Promise<void> => {
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
    rememberLanguage(settings.language);
  };
  const [settings] = await Promise.all([first, before]);
  // What was changed since is newer than what was read.
  await show(changed ?? settings);
}

/** The usual title: "Seam", in whatever language. */
export function extensionTitle(): string {
  return say('extensionName');
}
