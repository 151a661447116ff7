import { isUrlOnly, type Dossier } from '../evidence/package/dossier.js';
import { plainText } from '../evidence/plain-text.js';
import { withoutWithheld } from './compose-dossier.js';
import { publicAddress } from './public-address.js';
import { caseNumber, reportState, type ReportLog } from './report-log.js';
import type { Review } from './review.js';

/** One row of a case list: a media with what became of its reports. */
export interface CaseRow {
  readonly dossier: Dossier;
  readonly review: Pick<Review, 'withhold'>;
  readonly logs: readonly ReportLog[];
}

/** Reports of which the evidence was deleted: what became of them stays on record. */
export interface GoneRow {
  readonly dossier: null;
  readonly caseId: string;
  readonly logs: readonly ReportLog[];
}

const columns = [
  'case',
  'platform',
  'content_id',
  'url',
  'title',
  'uploader',
  'seen_at',
  'level',
  'score',
  'platform_label',
  'claims',
  'sha256',
  'pdq',
  'destination',
  'state',
  'case_number',
  'last_change',
] as const;

/**
 * Cases as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets read Chinese): one row for each
 * report, one for a case without any. Page text cannot become a formula. Where a minor or sexual content
 * may be involved it holds the address alone, and what became of the reports. Of pictures that were left out
 * it holds no hash: by one, a picture is found again.
 */
export function caseTable(cases: readonly (CaseRow | GoneRow)[]): string {
  const rows = cases.flatMap((row) => {
    const { logs } = row;
    const facts =
      row.dossier === null
        ? goneFacts(row.caseId)
        : factsOf(withoutWithheld(row.dossier, row.review.withhold));
    if (logs.length === 0) return [[...facts, '', '', '', '']];
    return logs.map((log) => [...facts, ...followUp(log)]);
  });
  return `\ufeff${[columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function factsOf(dossier: Dossier): readonly string[] {
  const { caseId, platform, seenAt, uploader, detector, platformLabel, claims, hashes } = dossier;
  const address = publicAddress(dossier.contentUrl);
  if (isUrlOnly(dossier)) {
    return [caseId, platform, '', address, '', '', seenAt, '', '', '', '', '', ''];
  }
  return [
    caseId,
    platform,
    dossier.contentId ?? '',
    address,
    dossier.title ?? '',
    uploader.name ?? uploader.id ?? '',
    seenAt,
    detector?.level ?? '',
    String(detector?.score ?? ''),
    platformLabel?.raw ?? '',
    claims.map(({ kind, text }) => (text === '' ? kind : `${kind}: ${text}`)).join('; '),
    hashes.map(({ sha256 }) => sha256).join(' '),
    hashes.flatMap(({ pdq }) => pdq ?? []).join(' '),
  ];
}

/** As many cells as `factsOf`. */
function goneFacts(caseId: string): readonly string[] {
  return columns
    .slice(0, columns.indexOf('destination'))
    .map((name) => (name === 'case' ? caseId : ''));
}

function followUp(log: ReportLog): readonly string[] {
  const lastMs = log.events.at(-1)?.atMs ?? log.createdAtMs;
  const state = reportState(log) ?? '';
  return [log.destination, state, caseNumber(log) ?? '', new Date(lastMs).toISOString()];
}

/** Signs that make a formula of a cell, also in the full width of East Asian input. */
const formula = /(^|[;\t\n])([ "']*[=+\-@\t＝＋－＠])/g;

/**
 * A cell in quotes where needed. What a spreadsheet would run is written as text, also behind `;`, tab or line
 * break and quotes: in many places a spreadsheet splits the cells there, and not at commas.
 */
function cell(text: string): string {
  const safe = plainText(text).replace(formula, "$1'$2");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
