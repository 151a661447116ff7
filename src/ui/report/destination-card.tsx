import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { withoutWithheld } from '../../report/compose-dossier.js';
import { draftReport } from '../../report/draft.js';
import { embeddingAddress, isAsSeen } from '../../report/public-address.js';
import type { Destination } from '../../report/destination.js';
import { caseNumber, reportState } from '../../report/report-log.js';
import { pictureType } from '../evidence/picture.js';
import { namedPictures } from '../evidence/picture-name.js';
import { saveFile } from '../evidence/save-file.js';
import type { FrozenItem, Stores } from '../evidence/use-frozen.js';
import { say, wordsLanguage } from '../words.js';
import { noteBrokenLink } from './broken-links.js';
import { CopyButton } from '../copy-button.js';
import { FiledForm } from './filed-form.js';

/** One destination: its entry, the text to paste, its fields in its order, and what is still missing. */
export function DestinationCard({
  stores,
  item,
  destination,
  changed,
}: {
  readonly stores: Stores;
  readonly item: FrozenItem;
  readonly destination: Destination;
  readonly changed: () => void;
}): JSX.Element {
  // The log still names what was deleted, or lost by the browser; nobody can attach it.
  const gone = item.dossier.hashes.flatMap(({ path }) =>
    item.frozen.paths.includes(path) ? [] : [path],
  );
  const attachable = withoutWithheld(item.dossier, [...item.review.withhold, ...gone]);
  const draft = draftReport(attachable, destination);
  const files = new Map(item.frozen.media.map(({ path, bytes }) => [path, bytes]));
  // Named among all, as everywhere else: the second stays the second where the first is covered.
  const pictures = namedPictures([...files.keys()], item.frozen.records).filter(({ path }) =>
    draft.attachments.includes(path),
  );
  const [broken, setBroken] = useState<'noted' | 'not-stored' | null>(null);
  const filed = item.logs.filter((log) => log.destination === destination.id);
  const name = destinationName(destination);
  const page = embeddingAddress(item.dossier.contentUrl);
  return (
    <details class="destination">
      <summary>
        <span>{name}</span>
        {filed.map((log) => (
          <span key={log.reportId} class="soft small">
            {say(`report_state_${reportState(log) ?? 'draft'}`)} {caseNumber(log) ?? ''}
          </span>
        ))}
      </summary>
      <p class="buttons">
        {draft.open !== null && (
          <a class="button main" href={draft.open} target="_blank" rel="noreferrer noopener">
            {say('send_open')}
          </a>
        )}
        {destination.help !== null && (
          <a class="button" href={destination.help} target="_blank" rel="noreferrer noopener">
            {say('send_help', new URL(destination.help).host)}
          </a>
        )}
        {(draft.open !== null || destination.help !== null) && (
          <button
            type="button"
            class="button"
            disabled={broken === 'noted'}
            onClick={() =>
              void noteBrokenLink({ destination: destination.id, atMs: Date.now() }).then(
                () => setBroken('noted'),
                () => setBroken('not-stored'),
              )
            }
          >
            {say('send_broken')}
          </button>
        )}
      </p>
      <p role="status">
        {broken !== null && say(broken === 'noted' ? 'send_broken_noted' : 'store_failed')}
      </p>
      <p class="soft small">
        {say(
          destination.lastChecked.isLive ? 'send_checked_live' : 'send_checked_not',
          destination.lastChecked.at,
        )}
      </p>
      {isAsSeen(item.dossier.contentUrl) && <p class="warning">{say('send_address_as_seen')}</p>}
      {page !== null && draft.text.includes(page) && (
        <p class="warning">{say('send_page_as_seen')}</p>
      )}
      {draft.needsTranslation && <p class="warning">{say('send_translate')}</p>}
      {draft.isShortened && <p class="warning">{say('send_shortened', destination.maxChars)}</p>}
      <label class="field">
        {say('send_text', Array.from(draft.text).length, destination.maxChars)}
        <textarea readOnly rows={6} lang={destination.language} value={draft.text} />
      </label>
      <CopyButton text={draft.text} />
      {draft.addressApart !== null && (
        <>
          <label class="field">
            {say('send_address_apart')}
            <textarea readOnly rows={3} value={draft.addressApart} />
          </label>
          <CopyButton text={draft.addressApart} about={say('send_address')} />
        </>
      )}
      <h3>{say('send_fields')}</h3>
      <ol class="checklist" lang={destination.language}>
        {draft.fields.map(({ field, label, value, isKeptBack }) => (
          <li key={field}>
            <span>
              <strong>{label}</strong>{' '}
              {value === null || field === 'screenshots' ? (
                <em lang={wordsLanguage()}>
                  {value === null
                    ? say(isKeptBack ? 'send_kept_back' : 'send_by_hand')
                    : say('send_pictures_below', pictures.length)}
                </em>
              ) : (
                value
              )}
            </span>
            {value !== null && field !== 'screenshots' && <CopyButton text={value} about={label} />}
          </li>
        ))}
      </ol>
      {pictures.length > 0 && (
        <>
          <h3>{say('send_pictures')}</h3>
          <p class="buttons">
            {pictures.map(({ path, name: called }) => (
              <button
                key={path}
                type="button"
                class="button"
                title={path}
                onClick={() =>
                  saveFile(
                    baseName(path),
                    files.get(path) ?? '',
                    pictureType(path) ?? 'application/octet-stream',
                  )
                }
              >
                {say('send_save_picture', called)}
              </button>
            ))}
          </p>
        </>
      )}
      <p class="soft small">{inWords(destination.notes)}</p>
      <FiledForm
        stores={stores}
        item={item}
        destination={destination}
        text={draft.text}
        changed={changed}
      />
    </details>
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function destinationName({ name }: Destination): string {
  return inWords(name);
}

/** In the language of the interface. */
function inWords({ en, zhCN, zhTW }: Destination['name']): string {
  const language = wordsLanguage();
  if (language === 'zh-TW') return zhTW;
  return language === 'zh-CN' ? zhCN : en;
}
