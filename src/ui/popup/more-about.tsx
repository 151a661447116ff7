import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { noticePagePath } from '../../protocol/notice-page-path.js';
import type { MediaRecord } from '../../shared/media-record.js';
import { CopySentence } from '../verdict/copy-sentence.js';
import { say } from '../words.js';
import { frameOf } from './tab-records.js';

/** From an answer to everything behind it, to how often such an answer is wrong, and to its words for elsewhere. */
export function MoreAbout({
  record,
  tabId,
}: {
  readonly record: MediaRecord;
  readonly tabId: number;
}): JSX.Element {
  const { mediaId } = record;
  // Written when it is asked for: the popup's first picture does not wait for it.
  const [isOpen, setOpen] = useState(false);
  async function openWhy(part: string): Promise<void> {
    const path = noticePagePath({ page: 'why', mediaId, tabId, frameId: frameOf(record) });
    await browser.tabs.create({ url: browser.runtime.getURL(path + part) });
    window.close();
  }
  return (
    <div class="more-about">
      <p>
        <button type="button" class="link" onClick={() => void openWhy('')}>
          {say('why_title')}
        </button>
        <button type="button" class="link" onClick={() => void openWhy('#figures')}>
          {say('why_meaning')}
        </button>
      </p>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{say('why_copy_title')}</summary>
        {isOpen && <CopySentence record={record} />}
      </details>
    </div>
  );
}
