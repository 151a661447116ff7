import type { JSX } from 'preact';
import type { PageMeta } from '../../evidence/page-meta.js';
import { levelSentence, recordMeaning, recordLabel, say } from '../words.js';
import { moment } from './moment.js';
import type { FrozenItem } from './use-frozen.js';

/** What was known at the moment of freezing. Page text is drawn as text; no address is a link here. */
export function ItemFacts({ item }: { readonly item: FrozenItem }): JSX.Element {
  const { meta, frozen } = item;
  const { record } = meta;
  const level = record?.verdict?.level;
  const rows: readonly (readonly [string, string | null])[] = [
    ['facts_address', meta.urlCanonical],
    ['facts_address_seen', meta.urlAsSeen],
    ['facts_address_tab', meta.urlOfTab ?? null],
    ['facts_platform', meta.site],
    ['facts_content_id', meta.contentId],
    ['facts_part', meta.partId],
    [
      'facts_uploader',
      [meta.uploader, meta.uploaderId].filter((part) => part !== null).join(' / '),
    ],
    ['facts_published', meta.publishedAt],
    ['facts_frozen', `${moment(meta.frozenAtMs)} (${meta.zone})`],
    [
      'facts_verdict',
      record === null ? null : level === undefined ? recordMeaning(record) : levelSentence(level),
    ],
    ['facts_model', modelName(meta.model)],
    ['facts_browser', meta.userAgent],
    ['facts_extension', meta.extensionVersion],
    ['facts_key', frozen.head.key],
    ['facts_missing', meta.missing.join('; ')],
  ];
  return (
    <section>
      <h2>{say('item_facts')}</h2>
      {record !== null && <p class="soft">{recordLabel(record)}</p>}
      <dl class="facts">
        {rows
          .filter(([, value]) => value !== null && value !== '')
          .map(([key, value]) => (
            <div key={key}>
              <dt>{say(key)}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** Name and version, and whose it is. */
function modelName({ id, version, isForeign }: PageMeta['model']): string {
  const name = version === null ? id : `${id} ${version}`;
  return isForeign === true ? say('own_model_mark', name) : name;
}
