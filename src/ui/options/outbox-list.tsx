import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mayDiscard } from '../../report/outbox.js';
import { withOutbox, type StoredOutboxItem } from '../../report/outbox-store.js';
import { outboxSentence } from '../outbox-words.js';
import { say, wordsLanguage } from '../words.js';

/** How often the list is read again while it is open: the background delivers beside it. */
const rereadMs = 2000;

/** What was handed to a collector and what became of it. Nothing where nothing ever was. */
export function OutboxList(): JSX.Element | null {
  const [items, setItems] = useState<readonly StoredOutboxItem[]>([]);
  useEffect(() => {
    const read = (): void => void withOutbox((db) => db.all()).then((all) => setItems(all));
    read();
    const timer = setInterval(read, rereadMs);
    return () => clearInterval(timer);
  }, []);
  if (items.length === 0) return null;

  async function discard(reportId: string): Promise<void> {
    setItems(
      await withOutbox(async (db) => {
        await db.discard(reportId, Date.now());
        return db.all();
      }),
    );
  }

  const count = (...states: readonly string[]): number =>
    items.filter(({ state }) => states.includes(state)).length;
  return (
    <>
      <h3>{say('outbox_title')}</h3>
      <p>{say('outbox_counts', count('sealed', 'sending'), count('accepted'), count('refused'))}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('options_data_when')}</th>
            <th scope="col">{say('options_data_where')}</th>
            <th scope="col">{say('outbox_state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {items
            .toSorted((a, b) => b.sealedAtMs - a.sealedAtMs)
            .map((item) => (
              <tr key={item.reportId}>
                <td>{new Date(item.sealedAtMs).toLocaleString(wordsLanguage())}</td>
                <th scope="row">{new URL(item.address).host}</th>
                <td>{outboxSentence(item)}</td>
                <td>
                  {mayDiscard(item, Date.now()) && (
                    <button
                      type="button"
                      class="button"
                      onClick={() => void discard(item.reportId)}
                    >
                      {say('outbox_discard')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
