import type { MediaSession } from './media-session.js';

/**
 * Tells a session what happens to its video. Listening is all that is done to the page's media.
 * `renewed` runs when the element gives up its source.
 */
export function listenToMedia(
  video: HTMLVideoElement,
  session: MediaSession,
  renewed: () => void,
  signal: AbortSignal,
): void {
  const on = (names: readonly string[], run: () => void) => {
    // A page may send events of its own, to have its video thought protected or always new.
    const runIfTrusted = (event: Event) => {
      if (event.isTrusted) run();
    };
    for (const name of names) video.addEventListener(name, runIfTrusted, { signal });
  };
  on(['emptied'], renewed);
  on(['play', 'pause', 'ended', 'waiting'], () => session.tell());
  on(['enterpictureinpicture', 'leavepictureinpicture'], () => session.tell());
  on(['playing', 'resize', 'loadeddata'], () => session.unbar());
  on(['seeking'], () => session.jump());
  on(['encrypted'], () => session.bar('protected'));
}
