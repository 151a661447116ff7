import { useCallback, useEffect, useState } from 'preact/hooks';
import type {
  CaseFacts,
  EvidenceStore,
  FrozenCase,
} from '../../evidence/capture/evidence-store.js';
import { readPageMeta } from '../../evidence/capture/page-meta.js';
import type { ReportStore, StoredReport } from '../../report/report-store.js';
import { composeDossier, type Composed } from '../../report/compose-dossier.js';
import { jurisdictionOfZone } from '../../report/jurisdiction-of-zone.js';
import { newReview, type Review } from '../../report/review.js';
import { answerSafety } from '../../report/safety.js';
import { wordsLanguage } from '../words.js';

export interface Stores {
  readonly evidence: EvidenceStore;
  readonly reports: ReportStore;
}

/** One frozen item with everything said about it, but for the bytes of its pictures. */
export interface ListedItem extends Composed {
  readonly frozen: CaseFacts;
  readonly review: Review;
  readonly logs: readonly StoredReport[];
}

/** The same with its pictures. */
export interface FrozenItem extends ListedItem {
  readonly frozen: FrozenCase;
}

/** `missing`: no such item, or one that this version cannot read; `unread`: the browser did not read its storage. */
export type NoFrozen = 'loading' | 'missing' | 'unread';

export interface UseFrozen {
  readonly item: FrozenItem | NoFrozen;
  readonly reload: () => void;
  /** Stores a change of the review and shows it. */
  readonly change: (changes: Partial<Review>) => void;
  /** The browser refused to store the review as it is shown. */
  readonly isUnsaved: boolean;
}

/** Reads one frozen item and keeps the person's review of it stored. */
export function useFrozen({ evidence, reports }: Stores, id: string): UseFrozen {
  const [item, setItem] = useState<UseFrozen['item']>('loading');
  const [asked, setAsked] = useState(0);
  const [isUnsaved, setUnsaved] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void readItem(evidence, reports, id).then(
      (read) => {
        if (isCurrent) setItem(read ?? 'missing');
      },
      () => {
        if (isCurrent) setItem('unread');
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [evidence, reports, id, asked]);

  const change = useCallback(
    (changes: Partial<Review>): void => {
      setItem((before) => {
        if (typeof before === 'string') return before;
        const review = { ...before.review, ...changes };
        // Each stores the whole review: the last answer counts.
        void reports.saveReview(review).then(
          () => setUnsaved(false),
          () => setUnsaved(true),
        );
        const composed = composeDossier(before.frozen, review, before.logs, wordsLanguage());
        return composed === null ? before : { ...before, ...composed, review };
      });
    },
    [reports],
  );
  return { item, change, isUnsaved, reload: () => setAsked((count) => count + 1) };
}

export function readItem(
  evidence: EvidenceStore,
  reports: ReportStore,
  id: string,
): Promise<FrozenItem | null> {
  return withReview(evidence.read(id), reports, id);
}

/** For lists: no byte of a picture is read. */
export function readListed({ evidence, reports }: Stores, id: string): Promise<ListedItem | null> {
  return withReview(evidence.readFacts(id), reports, id);
}

async function withReview<Frozen extends CaseFacts>(
  reading: Promise<Frozen | null>,
  reports: ReportStore,
  id: string,
): Promise<(ListedItem & { readonly frozen: Frozen }) | null> {
  const [frozen, kept, logs] = await Promise.all([
    reading,
    reports.review(id),
    reports.reportsOf(id),
  ]);
  if (frozen === null) return null;
  const review = kept ?? firstReview(id, frozen);
  const composed = composeDossier(frozen, review, logs, wordsLanguage());
  return composed && { ...composed, frozen, review, logs };
}

/** Who kept the address only has said why already: the question is not asked again as if open. */
function firstReview(id: string, { opened }: CaseFacts): Review {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const fresh = newReview(id, jurisdictionOfZone(zone));
  const said = readPageMeta(opened.pageMeta)?.addressOnly;
  return said === undefined ? fresh : { ...fresh, ...answerSafety(fresh, said) };
}
