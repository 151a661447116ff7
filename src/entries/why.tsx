/** Everything behind one answer: wiring only. `?media=`, `?tab=` and `?frame=` name it. */
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import { pdqHash, pdqMinQuality } from '../evidence/pictures/pdq.js';
import { parseCatalog } from '../shared/catalog.js';
import type { FaceShot } from '../shared/face-look.js';
import { greyPicture } from '../shared/grey-picture.js';
import type { PictureHash } from '../shared/media-memory.js';
import { openPage } from '../ui/open-page.js';
import { WhyPage } from '../ui/why/why-page.js';
import { say } from '../ui/words.js';

const query = new URLSearchParams(location.search);
const numberOf = (name: string): number | null => {
  const text = query.get(name) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
};
const mediaId = query.get('media');
const { models } = parseCatalog(rawCatalog);

function hashOf({ picture }: FaceShot): PictureHash | null {
  const hash = pdqHash(greyPicture(picture));
  return hash === null || hash.quality < pdqMinQuality ? null : hash;
}

void openPage(
  () => say(mediaId === null ? 'why_meaning' : 'why_title'),
  () =>
    render(
      <WhyPage
        tabId={numberOf('tab')}
        frameId={numberOf('frame') ?? 0}
        mediaId={mediaId}
        models={models}
        hashOf={hashOf}
      />,
      document.body,
    ),
);
