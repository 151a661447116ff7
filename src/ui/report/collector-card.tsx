import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { requestBackground } from '../../protocol/request.js';
import { isUrlOnly } from '../../evidence/package/dossier.js';
import { collectorReport, type CollectorReport } from '../../report/collector-report.js';
import { withoutWithheld } from '../../report/compose-dossier.js';
import type { OutboxItem } from '../../report/outbox.js';
import { withOutbox } from '../../report/outbox-store.js';
import { isAsSeen } from '../../report/public-address.js';
import { holdOf } from '../../report/safety.js';
import { followCollector, readCollector } from '../../settings/collector.js';
import { readItem, type FrozenItem, type Stores } from '../evidence/use-frozen.js';
import { outboxSentence } from '../outbox-words.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';

/**
 * Hands the report of an item to the person's own collector: only where one is switched on, and only
 * after the exact bytes were shown.
 */
export function CollectorCard({
  stores,
  item,
}: {
  readonly stores: Stores;
  readonly item: FrozenItem;
}): JSX.Element | null {
  const collector = useStored(readCollector, followCollector);
  const [report, setReport] = useState<CollectorReport | null>(null);
  const [sent, setSent] = useState<OutboxItem | null>(null);
  const [fault, setFault] = useState<
    'store_failed' | 'send_collector_changed' | 'send_collector_busy' | null
  >(null);
  const { dossier } = item;
  const address = collector?.isOn === true ? collector.address : null;
  useEffect(() => {
    const life = new AbortController();
    if (address !== null) {
      void (async () => {
        const made = await reportOf(item);
        const known = await readSent(made, address);
        if (life.signal.aborted) return;
        setReport(made);
        setSent(known);
      })();
    }
    return () => life.abort();
  }, [address, item]);
  if (address === null || report === null) return null;

  async function hand(made: CollectorReport, address: string): Promise<void> {
    try {
      // What another tab has changed since was not shown here.
      const now = await readItem(stores.evidence, stores.reports, dossier.caseId);
      const isHeld = now === null || holdOf(now.review, now.frozen.media.length) !== null;
      const fresh = isHeld ? null : await reportOf(now);
      if (fresh?.sha256 !== made.sha256) {
        setReport(fresh);
        setFault('send_collector_changed');
        return;
      }
      const added = await withOutbox(async (db) => {
        const { caseId } = dossier;
        const isAddressOnly = isUrlOnly(dossier);
        return db.add(made, address, Date.now(), { caseId, isAddressOnly });
      });
      if (added === 'busy') {
        setFault('send_collector_busy');
        return;
      }
      setSent(await readSent(made, address));
      setFault(null);
    } catch {
      setFault('store_failed');
      return;
    }
    await requestBackground('outbox/work', {}, new AbortController().signal);
    setSent(await readSent(made, address));
  }

  const { host } = new URL(address);
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
          <button type="button" class="button" onClick={() => void hand(report, address)}>
            {say('send_collector_button', host)}
          </button>
        </p>
      )}
      <p role="status">{sent === null ? fault !== null && say(fault) : outboxSentence(sent)}</p>
    </section>
  );
}

/** Nothing of a picture that was left out, not even what it may be known again by. */
function reportOf({ dossier, review, frozen }: FrozenItem): Promise<CollectorReport> {
  return collectorReport(withoutWithheld(dossier, review.withhold), frozen.head.key);
}

/** One that was called back, or went to an earlier collector, may be handed in again. */
async function readSent({ sha256 }: CollectorReport, address: string): Promise<OutboxItem | null> {
  const item = await withOutbox((db) => db.item(sha256));
  return item?.isCalledBack === true || item?.address !== address ? null : item;
}
