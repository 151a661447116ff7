import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { requestBackground } from '../../protocol/request.js';
import { collectorReport, type CollectorReport } from '../../report/collector-report.js';
import { withoutWithheld } from '../../report/compose-dossier.js';
import type { OutboxItem } from '../../report/outbox.js';
import { withOutbox } from '../../report/outbox-store.js';
import { isAsSeen } from '../../report/public-address.js';
import { followCollector, readCollector } from '../../settings/collector.js';
import type { FrozenItem } from '../evidence/use-frozen.js';
import { outboxSentence } from '../outbox-words.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';

/**
 * Hands the report of an item to the person's own collector: only where one is switched on, and only
 * after the exact bytes were shown.
 */
export function CollectorCard({ item }: { readonly item: FrozenItem }): JSX.Element | null {
  const collector = useStored(readCollector, followCollector);
  const [report, setReport] = useState<CollectorReport | null>(null);
  const [sent, setSent] = useState<OutboxItem | null>(null);
  const [isUnstored, setUnstored] = useState(false);
  const { dossier, frozen, review } = item;
  const isOn = collector?.isOn === true;
  useEffect(() => {
    const life = new AbortController();
    if (isOn) {
      void (async () => {
        // Nothing of a picture that was left out, not even what it may be known again by.
        const told = withoutWithheld(dossier, review.withhold);
        const made = await collectorReport(told, frozen.head.key);
        const known = await readSent(made);
        if (life.signal.aborted) return;
        setReport(made);
        setSent(known);
      })();
    }
    return () => life.abort();
  }, [isOn, dossier, frozen, review]);
  if (collector?.isOn !== true || report === null) return null;

  async function hand(made: CollectorReport, address: string): Promise<void> {
    try {
      const added = await withOutbox(async (db) => {
        await db.add(made, address, Date.now());
        return db.item(made.sha256);
      });
      setSent(added);
      setUnstored(false);
    } catch {
      setUnstored(true);
      return;
    }
    await requestBackground('outbox/work', {}, new AbortController().signal);
    setSent(await readSent(made));
  }

  const { host } = new URL(collector.address);
  return (
    <section>
      <h2>{say('send_collector')}</h2>
      <p class="soft">{say('send_collector_explain', host)}</p>
      {isAsSeen(dossier.contentUrl) && <p class="soft">{say('send_address_as_seen')}</p>}
      <pre class="bytes" tabIndex={0}>
        {report.body}
      </pre>
      {sent === null && (
        <p>
          <button type="button" class="button" onClick={() => void hand(report, collector.address)}>
            {say('send_collector_button', host)}
          </button>
        </p>
      )}
      <p role="status">
        {sent === null ? isUnstored && say('store_failed') : outboxSentence(sent)}
      </p>
    </section>
  );
}

function readSent({ sha256 }: CollectorReport): Promise<OutboxItem | null> {
  return withOutbox((db) => db.item(sha256));
}
