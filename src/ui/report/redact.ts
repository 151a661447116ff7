import { captureRgba } from '../../evidence/capture/capture-picture.js';
import { decodePng } from '../../evidence/pictures/decode-png.js';
import { addToCase, type FreezeOutcome } from '../../evidence/capture/freeze.js';
import { copiesOf, copyPath } from '../../report/withhold.js';
import type { RgbaPicture } from '../../shared/picture.js';
import type { Stores } from '../evidence/use-frozen.js';
import type { ItemFrame, Region } from './frame-of-item.js';

/** Names this run of the page: its monotonic clock counts from its start. */
const session = crypto.randomUUID();

/**
 * Stores a copy of a frame in which regions are black, beside the untouched one. Both are hashed and
 * named by the log, so a reader sees that the copy was made, when, and from what: from the newest copy of
 * the frame where there is one, or this copy would show what that one covers.
 */
export async function redactFrame(
  { evidence }: Stores,
  frame: ItemFrame,
  regions: readonly Region[],
): Promise<FreezeOutcome> {
  const { caseId, path } = frame.media;
  // As stored now: another tab may have made a copy, or deleted the pictures.
  const records = (await evidence.readFacts(caseId))?.records ?? [];
  const source = await evidence.readMedia(caseId, copiesOf(records, path).at(-1) ?? path);
  if (source === null) throw new Error('redact: the picture is gone');
  const picture = await decodePng(source.bytes);
  for (const region of regions) blacken(picture, region);
  const { mediaUrl, mediaTimeS, extensionVersion, modelSha256, backend } = frame.record;
  const moment = {
    mediaUrl,
    mediaTimeS,
    extensionVersion,
    modelSha256,
    backend,
    session,
    wallClockMs: Date.now(),
    monotonicMs: performance.now(),
  };
  const number = records.filter(({ kind }) => kind === 'redacted').length + 1;
  const item = await captureRgba(copyPath(path, number), 'redacted', picture, moment);
  const note = `copy of ${source.path} with ${regions.length} regions made black`;
  const copy = { ...item, captured: { ...item.captured, note } };
  return addToCase(caseId, [copy], source.path, {
    store: evidence,
    estimate: () => navigator.storage.estimate(),
  });
}

/** Black, not blurred: a blur can be guessed back. */
export function blacken({ data, widthPx, heightPx }: RgbaPicture, region: Region): void {
  const left = Math.floor(region.x * widthPx);
  const right = Math.min(widthPx, Math.ceil((region.x + region.width) * widthPx));
  const top = Math.floor(region.y * heightPx);
  const bottom = Math.min(heightPx, Math.ceil((region.y + region.height) * heightPx));
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = (y * widthPx + x) * 4;
      data[at] = 0;
      data[at + 1] = 0;
      data[at + 2] = 0;
      data[at + 3] = 255;
    }
  }
}
