import { isVideo } from '../frames/pixel-source.js';
import type { encodeVideoFrame } from '../frames/video-file.js';
import type { Handlers } from '../protocol/serve.js';
import { describePage } from './describe-page.js';
import { fetchOriginal } from './fetch-original.js';
import { handFrame } from './hand-frame.js';
import type { LiveRun } from './live-run.js';

/** Answers of the freezer about the media that `run` follows. `encode` as for `handFrame`. */
export function freezerHandlers(
  { session, pixels, signal }: LiveRun,
  win: Window,
  encode: typeof encodeVideoFrame | null,
): Handlers<'freezer'> {
  return {
    'page/describe-media': ({ mediaId }) => {
      const element = session.elementOf(mediaId);
      const facts =
        element && describePage(element, session.wordsFor(element), session.pageUrl, win);
      return Promise.resolve({ facts });
    },
    'page/hand-frame': async ({ mediaId, notAtS }) => {
      const element = session.elementOf(mediaId);
      if (element === null) return { ok: false, reason: 'no-media', mainThreadMs: 0 };
      return handFrame(element, pixels, notAtS, encode);
    },
    'page/fetch-original': async ({ mediaId }) => {
      const element = session.elementOf(mediaId);
      const isImage = element !== null && !isVideo(element);
      return { file: isImage ? await fetchOriginal(element, signal) : null };
    },
  };
}
