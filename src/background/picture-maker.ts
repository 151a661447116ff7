import { i420ToRgba } from '../engine/pixels/i420-to-rgba.js';
import { plainCoder } from '../evidence/pictures/code-picture.js';
import type { PictureCalls } from '../evidence/pictures/picture-calls.js';
import { PictureFiles, readRaw } from '../evidence/pictures/picture-file.js';
import { toRgbaWith } from '../evidence/pictures/to-rgba.js';
import type { HandedPicture, PictureFile, PictureJob } from '../protocol/freeze-messages.js';
import { requestEngine } from '../protocol/request.js';
import type { Picture } from '../shared/picture.js';

/** Turns handed frames into files and pixels, where workers can be started. Never rejects. */
export interface PictureMaker {
  readonly file: (job: PictureJob) => Promise<PictureFile>;
  readonly pixels: (key: string, picture: HandedPicture) => Promise<Picture | null>;
}

/** What cannot be done elsewhere is done here, more slowly: evidence is not lost with a worker. */
function here(): PictureFiles {
  return new PictureFiles(plainCoder(toRgbaWith(i420ToRgba)));
}

/** Chromium: a service worker starts no workers, so frames go to the engine page, by name only. */
export function picturesInEnginePage(ensureEngine: () => Promise<void>): PictureMaker {
  return {
    file: async (job) => {
      await ensureEngine().catch(() => undefined);
      const answer = await requestEngine('evidence/encode', job, new AbortController().signal);
      return (answer.ok ? answer.value.file : null) ?? here().file(job);
    },
    pixels: async (key, picture) => (await raw(picture)) ?? here().pixels(key, picture),
  };
}

/** Firefox: the event page is a page and starts the worker itself. */
export function picturesHere(calls: PictureCalls): PictureMaker {
  return {
    file: async (job) => (await calls.file(job)) ?? here().file(job),
    pixels: async (key, picture) =>
      // Asked without a wait where it is a file, so that it comes before the encoding of the same frame.
      (picture.format === 'BMP' ? null : await raw(picture)) ?? calls.pixels(key, picture),
  };
}

/** A page's process may be gone with its pixels. */
function raw(picture: HandedPicture): Promise<Picture | null> {
  return readRaw(picture).catch(() => null);
}
