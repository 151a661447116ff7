import type { JSX } from 'preact';
import { say } from '../words.js';
import { Picture, pictureType } from './picture.js';
import { namedPictures } from './picture-name.js';
import type { FrozenItem } from './use-frozen.js';

/** Every frozen picture with its moment and its hash. */
export function ItemPictures({ item }: { readonly item: FrozenItem }): JSX.Element {
  const { media, records } = item.frozen;
  if (media.length === 0) return <p>{say('item_no_pictures')}</p>;
  const bytesOf = new Map(media.map(({ path, bytes }) => [path, bytes]));
  return (
    <ul class="pictures">
      {namedPictures([...bytesOf.keys()], records).map(({ path, name, record }) => {
        const type = pictureType(path);
        const bytes = bytesOf.get(path);
        return (
          <li key={path}>
            <figure>
              {type !== null && bytes !== undefined && (
                <Picture bytes={bytes} type={type} alt={name} />
              )}
              <figcaption class="small">
                <span>{name}</span>
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
