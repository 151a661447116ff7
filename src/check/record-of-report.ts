import { notReadDisclosure } from '../shared/disclosure.js';
import type { MediaId } from '../shared/ids.js';
import { noCost, type MediaRecord } from '../shared/media-record.js';
import type { FileReport } from '../shared/file-report.js';

/** A report in the form that the verdict card shows. `index` tells the files of one page apart. */
export function recordOfReport(report: FileReport, index: number): MediaRecord {
  return {
    mediaId: `file-${index}` as MediaId,
    kind: report.kind,
    state: report.verdict === null ? 'blocked' : 'judged',
    reasons: report.reasons,
    verdict: report.verdict,
    provenance: report.provenance,
    site: 'file',
    contentId: null,
    title: report.fileName,
    page: null,
    disclosure: notReadDisclosure,
    widthPx: report.widthPx,
    heightPx: report.heightPx,
    cost: { ...noCost, samples: report.looks },
    updatedAtMs: 0,
  };
}
