import { pdqHash, pdqMinQuality } from '../evidence/pictures/pdq.js';
import { greyPicture } from '../shared/grey-picture.js';
import type { PictureHash } from '../shared/media-memory.js';
import type { Picture } from '../shared/picture.js';

/** Perceptual hashes of faces, of those with enough in them. 5 to 10 ms each, so not in the page. */
export function hashFaces(pictures: readonly Picture[]): readonly PictureHash[] {
  return pictures.flatMap((picture) => {
    const hash = pdqHash(greyPicture(picture));
    return hash !== null && hash.quality >= pdqMinQuality ? [hash] : [];
  });
}
