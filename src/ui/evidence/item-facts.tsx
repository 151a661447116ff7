import type { JSX } from 'preact';
import type { PageMeta } from '../../evidence/capture/page-meta.js';
import { siteWords, wordsOf } from '../../evidence/report-page/report-codes.js';
import { readMissing } from '../../evidence/report-page/missing-lines.js';
import { reasons } from '../../shared/reason.js';
import { levelSentence, reasonSentence, recordMeaning, say } from '../words.js';
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
    // A site that Seam has no reader for is named by its address.
    ['facts_platform', meta.site === 'generic' ? null : wordsOf(siteWords, meta.site)],
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
    ['facts_missing', meta.missing.map(missingSentence).join('; ')],
  ];
  return (
    <section>
      <h2>{say('item_facts')}</h2>
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

/** What could not be collected, in the reader's language; a line of another version as it stands. */
function missingSentence(line: string): string {
  const read = readMissing(line);
  if (read === null) return line;
  const words = (...parts: readonly string[]): string =>
    say(`missing_${read.code.replaceAll('-', '_')}`, ...parts);
  if (read.code !== 'frames-refused') return words(...read.parts);
  const [reason = ''] = read.parts;
  const known = reasons.find((one) => one === reason);
  return words(known === undefined ? reason : reasonSentence(known));
}
