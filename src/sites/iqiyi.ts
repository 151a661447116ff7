/*
 * iQIYI: episodes and clips of the Chinese and the international site. Player `iqp`. Among the least
 * certain rows: no page data under the id of the address is known, the visible page answers.
 */
import type { SiteDefinition } from './define-site.js';
import { named, ofShape } from './url-parts.js';

export const iqiyi: SiteDefinition = {
  site: 'iqiyi',
  hosts: ['iqiyi.com', 'iq.com'],
  contentId(url, [first = '', second = '']) {
    if (url.hostname === 'iq.com' || url.hostname.endsWith('.iq.com')) {
      // The id is what follows the last hyphen of a title that is written in any language.
      return first === 'play' ? named('iq-', /^[\da-z]{8,14}$/, second.split('-').at(-1)) : null;
    }
    return ofShape(/^[vw]_[\da-z]{8,14}$/, first.endsWith('.html') ? first.slice(0, -5) : null);
  },
  roots: [],
  readData: () => null,
  domPart: (doc) =>
    ofShape(
      /^\d{5,20}$/,
      doc.querySelector('[data-player-tvid]')?.getAttribute('data-player-tvid'),
    ),
  pageUrl: (id) =>
    id.startsWith('iq-')
      ? `https://www.iq.com/play/${id.slice('iq-'.length)}`
      : `https://www.iqiyi.com/${id}.html`,
  isLiveUrl: (url) => url.hostname === 'live.iqiyi.com',
};

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 and 3.
 *   https://www.iqiyi.com/v_19rrojlavg.html
 *   https://www.iq.com/play/some-title-1bk9icvr331
 */
