import { canvasPlayerName } from '../shared/canvas-player.js';

/** The canvas that a player without a `<video>` draws on; null for every other element, and before there is one. */
export function canvasOf(element: Element): HTMLCanvasElement | null {
  if (element.localName !== canvasPlayerName) return null;
  return element.querySelector('canvas') ?? element.shadowRoot?.querySelector('canvas') ?? null;
}

/**
 * Gives such a player what is read of a `<video>`, in our world alone, so that it is looked at like one. It
 * counts as playing; a picture that stands is noticed as any still is. Its moments are those of the page's clock.
 */
export function dressCanvasPlayer(player: Element): void {
  const fields = {
    videoWidth: () => canvasOf(player)?.width ?? 0,
    videoHeight: () => canvasOf(player)?.height ?? 0,
    currentTime: () => performance.now() / 1000,
    duration: () => NaN,
    currentSrc: () => '',
    readyState: () => 4,
    paused: () => false,
    ended: () => false,
    getVideoPlaybackQuality: () => () => ({ totalVideoFrames: 0, droppedVideoFrames: 0 }),
  };
  for (const [name, get] of Object.entries(fields)) {
    Object.defineProperty(player, name, { get, configurable: true });
  }
}
