import type { JSX } from 'preact';
import { clockTime, say } from '../words.js';
import { Picture, pictureType } from './picture.js';
import type { FrozenItem } from './use-frozen.js';

/** Every frozen picture with its moment and its hash. */
export function ItemPictures({ item }: { readonly item: FrozenItem }): JSX.Element {
  const { media, records } = item.frozen;
  if (media.length === 0) return <p>{say('item_no_pictures')}</p>;
  const ofPath = new Map(records.map((record) => [record.path, record]));
  return (
    <ul class="pictures">
      {media.map(({ path, bytes }) => {
        const record = ofPath.get(path);
        const type = pictureType(path);
        const name = say(`item_kind_${(record?.kind ?? 'frame').replaceAll('-', '_')}`);
        const time = record?.mediaTimeS == null ? '' : clockTime(record.mediaTimeS);
        return (
          <li key={path}>
            <figure>
              {type !== null && <Picture bytes={bytes} type={type} alt={`${name} ${time}`} />}
              <figcaption class="small">
                <span>{[name, time].filter((part) => part !== '').join(' · ')}</span>
                <span class="hash soft" title={record?.encodedSha256 ?? ''}>
                  {(record?.encodedSha256 ?? '').slice(0, 12)}
                </span>
              </figcaption>
            </figure>
          </li>
        );
      })}
    </ul>
  );
}
