import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { requestBackground } from '../../protocol/request.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { PictureHash, Recalled } from '../../shared/media-memory.js';
import { dayOf } from '../memory-words.js';
import { say } from '../words.js';

/** "This is wrong": kept on this device, and taken back with one click. */
export function Correction({
  record,
  tabId,
  hashes,
}: {
  readonly record: MediaRecord;
  readonly tabId: number | null;
  readonly hashes: readonly PictureHash[];
}): JSX.Element {
  const { site, contentId, mediaId } = record;
  const [wrong, setWrong] = useState<Recalled['wrong']>(null);
  const [status, setStatus] = useState('');
  const name = { site, contentId, mediaId };

  useEffect(() => {
    const stop = new AbortController();
    const recall = { site, contentId, mediaId, faces: [] };
    void requestBackground('memory/recall', recall, stop.signal).then((answer) => {
      if (answer.ok) setWrong(answer.value.wrong);
    });
    return () => stop.abort();
  }, [site, contentId, mediaId]);

  async function mark(says: 'unaltered' | 'altered' | null): Promise<void> {
    const change = says ?? 'right';
    const answer = await requestBackground(
      'memory/mark',
      { ...name, tabId, change, hashes: [...hashes] },
      new AbortController().signal,
    );
    const isKept = answer.ok && answer.value.done;
    if (isKept) setWrong(says === null ? null : { says, atMs: Date.now() });
    setStatus(isKept ? (says === null ? say('why_undone') : '') : say('why_not_kept'));
  }

  return (
    <section class="panel">
      <h2>{say('why_wrong_title')}</h2>
      {wrong === null ? (
        <>
          <p>{say('why_wrong_explain')}</p>
          <p class="buttons">
            <button type="button" class="button" onClick={() => void mark('unaltered')}>
              {say('why_wrong_unaltered')}
            </button>{' '}
            <button type="button" class="button" onClick={() => void mark('altered')}>
              {say('why_wrong_altered')}
            </button>
          </p>
        </>
      ) : (
        <p class="buttons">
          <span>{say(`why_said_${wrong.says}`, dayOf(wrong.atMs))}</span>{' '}
          <button type="button" class="button" onClick={() => void mark(null)}>
            {say('why_undo')}
          </button>
        </p>
      )}
      <p role="status" class="soft small">
        {status}
      </p>
    </section>
  );
}
