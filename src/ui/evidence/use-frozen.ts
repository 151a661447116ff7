import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type {
  CaseFacts,
  EvidenceStore,
  FrozenCase,
} from '../../evidence/capture/evidence-store.js';
import { readPageMeta } from '../../evidence/capture/page-meta.js';
import type { ReportStore, StoredReport } from '../../report/report-store.js';
import { composeDossier, type Composed } from '../../report/compose-dossier.js';
import { jurisdictionOfZone } from '../../report/jurisdiction-of-zone.js';
import { editReview, newReview, type Review, type ReviewEdit } from '../../report/review.js';
import { answerSafety } from '../../report/safety.js';
import { wordsLanguage } from '../words.js';
import { followItem, tellItemChanged } from './item-news.js';

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
  readonly change: ChangeReview;
  /** The browser refused to store the review as it is shown. */
  readonly isUnsaved: boolean;
}

/** Shows a change of the review and stores it; false where it could not be stored. Never rejects. */
export type ChangeReview = (edit: ReviewEdit) => Promise<boolean>;

/** Reads one frozen item, again when another page changed it, and keeps the person's review of it stored. */
export function useFrozen({ evidence, reports }: Stores, id: string): UseFrozen {
  const [item, setItem] = useState<UseFrozen['item']>('loading');
  const [asked, setAsked] = useState(0);
  const [isUnsaved, setUnsaved] = useState(false);
  /** As shown: changes come faster than the page is drawn. */
  const shown = useRef<FrozenItem | null>(null);
  /** What was changed and is not stored: a refused change goes along with the next. */
  const unstored = useRef<readonly ReviewEdit[]>([]);
  /** What a read that is under way may not have seen: it takes as long as the pictures do. Null: none is. */
  const unread = useRef<readonly ReviewEdit[] | null>(null);
  const show = useCallback((next: FrozenItem | NoFrozen): void => {
    shown.current = typeof next === 'string' ? null : next;
    setItem(next);
  }, []);

  useEffect(() => followItem(id, () => setAsked((count) => count + 1)), [id]);
  useEffect(() => {
    let isCurrent = true;
    unread.current = unstored.current;
    void readItem(evidence, reports, id).then(
      (read) => {
        if (!isCurrent) return;
        show((read && changed(read, ...(unread.current ?? []))) ?? 'missing');
        unread.current = null;
      },
      () => {
        if (isCurrent) show('unread');
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [evidence, reports, id, asked, show]);

  const change = useCallback(
    async (edit: ReviewEdit): Promise<boolean> => {
      const before = shown.current;
      const next = before && changed(before, edit);
      // What cannot be composed could never be opened again.
      if (before === null || next === null) {
        setUnsaved(true);
        return false;
      }
      show(next);
      const all = (unstored.current = [...unstored.current, edit]);
      if (unread.current !== null) unread.current = [...unread.current, edit];
      try {
        // Of an item that was deleted meanwhile nothing may come back.
        if ((await evidence.tail(id)) === null) {
          show('missing');
          return false;
        }
        await reports.changeReview(before.review, ...all);
      } catch {
        setUnsaved(true);
        return false;
      }
      unstored.current = unstored.current.filter((one) => !all.includes(one));
      setUnsaved(false);
      tellItemChanged(id);
      return true;
    },
    [evidence, reports, id, show],
  );
  return { item, change, isUnsaved, reload: () => setAsked((count) => count + 1) };
}

/** Null where no dossier can be made of it. */
function changed(item: FrozenItem, ...edits: readonly ReviewEdit[]): FrozenItem | null {
  const review = edits.reduce(editReview, item.review);
  const composed = composeDossier(item.frozen, review, item.logs, wordsLanguage());
  return composed && { ...item, ...composed, review };
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
  // First the pictures, which take their time: what was said meanwhile is then read too.
  const frozen = await reading;
  if (frozen === null) return null;
  const [kept, logs] = await Promise.all([reports.review(id), reports.reportsOf(id)]);
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
