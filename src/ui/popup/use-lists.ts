import { followRecent, readRecent, type RecentVerdict } from '../../settings/recent-verdicts.js';
import { followLedger, readLedger, type SentRequest } from '../../settings/request-ledger.js';
import { followUploaderRules, readUploaderRules } from '../../settings/uploader-store.js';
import type { UploaderRule } from '../../shared/uploader-rules.js';
import { useStored } from '../use-stored.js';
import { countDueReports } from './count-due-reports.js';

/** What stands below the answer. */
export interface Lists {
  readonly recent: readonly RecentVerdict[];
  readonly sent: readonly SentRequest[];
  readonly rules: readonly UploaderRule[];
  /** Reports whose time for an answer has passed. */
  readonly due: number;
}

/** Counted once: nothing is filed while this window is open. */
const notFollowed = (): void => undefined;

/** Null until all of it is read: drawn one after the other, each would push the next one down. */
export function useLists(): Lists | null {
  const recent = useStored(readRecent, followRecent);
  const sent = useStored(readLedger, followLedger);
  const rules = useStored(readUploaderRules, followUploaderRules);
  const due = useStored(countDueReports, notFollowed);
  if (recent === null || sent === null || rules === null || due === null) return null;
  return { recent, sent, rules, due };
}
