import { sha256Of } from '../shared/sha256.js';
import type { CheckedFile } from './check-file.js';

/** Larger files are not read whole for a hash; their export says so. */
export const maxHashedBytes = 256 << 20;

export interface ExportContext {
  readonly seamVersion: string;
  readonly statement: string;
  readonly now: Date;
}

/**
 * Everything that was found in one file, for another program. Scores stand beside levels, marks beside
 * their places; pictures of faces are left out.
 */
export async function exportOf(
  file: Blob,
  { report, origin }: Pick<CheckedFile, 'report' | 'origin'>,
  { seamVersion, statement, now }: ExportContext,
): Promise<string> {
  const { verdict, provenance: _facts, ...looked } = report;
  const exported = {
    format: 'seam-check',
    formatVersion: 1,
    seamVersion,
    checkedAt: now.toISOString(),
    statement,
    file: {
      name: report.fileName,
      sizeBytes: file.size,
      sha256: file.size > maxHashedBytes ? null : await sha256Of(await file.arrayBuffer()),
    },
    detector: {
      ...looked,
      level: verdict?.level ?? 'cannot-tell',
      levelReasons: verdict?.reasons ?? [],
      model: verdict?.modelId ?? null,
      backend: verdict?.backend ?? null,
    },
    provenance: {
      ...origin.report,
      verification: origin.verification,
      trustLists: origin.lists,
    },
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}
