import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  maxExchangeBytes,
  mergeExchange,
  readExchange,
  writeExchange,
  type Exchanged,
  type ImportFault,
} from '../../settings/exchange.js';
import { readSiteSettings, writeSiteSettings } from '../../settings/site-modes.js';
import { readUploaderRules, writeUploaderRules } from '../../settings/uploader-store.js';
import { saveFile } from '../evidence/save-file.js';
import { say } from '../words.js';

const fileName = 'seam-sites.json';

/** Carries the list of sites and uploaders to another browser as one JSON file. */
export function ExchangeButtons(): JSX.Element {
  const [status, setStatus] = useState('');
  return (
    <>
      <p class="actions">
        <button
          type="button"
          class="button"
          onClick={() =>
            void readHere().then((here) =>
              saveFile(fileName, writeExchange(here), 'application/json'),
            )
          }
        >
          {say('options_export')}
        </button>
        <label class="button file">
          {say('options_import')}
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file !== undefined) void importFile(file).then(setStatus);
            }}
          />
        </label>
      </p>
      <p role="status" class="status">
        {status}
      </p>
    </>
  );
}

async function readHere(): Promise<Exchanged> {
  const [sites, uploaders] = await Promise.all([readSiteSettings(), readUploaderRules()]);
  return { sites, uploaders };
}

/** Takes over a file whole or not at all, and says which. */
async function importFile(file: File): Promise<string> {
  // The size first: a huge file is not even read.
  const came = file.size > maxExchangeBytes ? 'too-large' : readExchange(await file.text());
  if (typeof came === 'string') return faultSentence(came);
  const merged = mergeExchange(await readHere(), came);
  if (merged === 'too-many') return faultSentence(merged);
  await writeSiteSettings(merged.sites);
  await writeUploaderRules(merged.uploaders);
  return say('options_import_done', came.sites.length + came.uploaders.length);
}

function faultSentence(fault: ImportFault): string {
  return say(`options_import_${fault.replaceAll('-', '_')}`);
}
