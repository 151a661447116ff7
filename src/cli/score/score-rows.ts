import type { FaceRow, FileReport } from '../../shared/file-report.js';
import type { Cell } from './csv.js';

export const scoreColumns = [
  'file',
  'kind',
  'width_px',
  'height_px',
  'face',
  'first_seen_s',
  'last_seen_s',
  'box_x_px',
  'box_y_px',
  'box_width_px',
  'box_height_px',
  'composite_logit',
  'synthetic_logit',
  'score',
  'level',
  'reasons',
  'frames_good',
  'frames_refused',
  'file_level',
  'model',
  'backend',
  'marks',
  'credential',
  'ai_label',
  'source_type',
] as const;

/** Rows of one file: one per face, or a single one that names why there is none. */
export function scoreRows(path: string, report: FileReport): readonly (readonly Cell[])[] {
  const { verdict, kind, widthPx, heightPx } = report;
  const file = [path, kind, widthPx, heightPx] as const;
  const answer = [
    verdict?.level ?? 'cannot-tell',
    verdict?.modelId ?? null,
    verdict?.backend ?? null,
    ...originCells(report),
  ] as const;
  if (report.faces.length === 0) {
    const reasons = [...new Set([...report.reasons, ...(verdict?.reasons ?? [])])].join(' ');
    const nothing = Array.from({ length: 10 }, () => null);
    return [[...file, ...nothing, answer[0], reasons, 0, 0, ...answer]];
  }
  return report.faces.map((face, index) => [
    ...file,
    index + 1,
    ...faceCells(face),
    [...new Set([...face.reasons, ...report.reasons])].join(' '),
    face.framesGood,
    face.framesRefused,
    ...answer,
  ]);
}

/** What the file says about itself: number of marks, and the first of each kind. Empty: not said. */
function originCells({ provenance }: FileReport): readonly [Cell, Cell, Cell, Cell] {
  if (provenance.state !== 'read') return [null, null, null, null];
  const { markCount, credential, labels, sourceTypes } = provenance.facts;
  return [
    markCount,
    credential?.standing ?? null,
    labels[0]?.label ?? null,
    sourceTypes[0]?.sourceType ?? null,
  ];
}

function faceCells(face: FaceRow): readonly Cell[] {
  const { box } = face;
  return [
    rounded(face.firstSeenS, 2),
    rounded(face.lastSeenS, 2),
    rounded(box?.xPx, 1),
    rounded(box?.yPx, 1),
    rounded(box?.widthPx, 1),
    rounded(box?.heightPx, 1),
    rounded(face.composite, 4),
    rounded(face.synthetic, 4),
    rounded(face.score, 5),
    face.level,
  ];
}

function rounded(value: number | null | undefined, digits: number): number | null {
  return value === null || value === undefined ? null : Number(value.toFixed(digits));
}
