/** Bars of players that do not say so by a role; others are sliders as wide as the player. */
const knownBars = ['.ytp-progress-bar', '.bpx-player-progress-wrap', '.bpx-player-progress'];
const levelsUp = 8;
const wideShare = 0.5;

/** The progress bar of the player around `media`, or null. Read only. */
export function findProgressBar(media: Element): Element | null {
  const area = media.getBoundingClientRect();
  let player: Element | null = media.parentElement;
  for (let level = 0; player !== null && level < levelsUp; level += 1) {
    for (const selector of [...knownBars, '[role="slider"]', 'input[type="range"]']) {
      for (const bar of player.querySelectorAll(selector)) {
        const { width, top } = bar.getBoundingClientRect();
        if (width >= wideShare * area.width && top > area.top + area.height / 2) return bar;
      }
    }
    if (player.getBoundingClientRect().height > 1.6 * area.height) return null;
    player = player.parentElement;
  }
  return null;
}
