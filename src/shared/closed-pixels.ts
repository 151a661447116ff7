import type { MediaRecord } from './media-record.js';

/** Pixels that the page may not read, so that only a picture of the screen can show them. */
export function hasClosedPixels({
  state,
  reasons,
}: Pick<MediaRecord, 'state' | 'reasons'>): boolean {
  return state === 'blocked' && reasons.includes('cross-origin');
}
