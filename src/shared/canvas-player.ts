/**
 * Bilibili's own decoder shows its frames in this element, on a canvas in place of a `<video>` (platforms.md
 * section 5; not seen on a live page).
 */
export const canvasPlayerName = 'bwp-video';
