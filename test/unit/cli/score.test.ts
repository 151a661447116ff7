import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collectFiles } from '../../../src/cli/score/collect-files.js';
import { csvLine } from '../../../src/cli/score/csv.js';
import { scoreColumns, scoreRows } from '../../../src/cli/score/score-rows.js';
import type { FaceRow, FileReport } from '../../../src/shared/file-report.js';
import type { TrackId } from '../../../src/shared/ids.js';

describe('csvLine', () => {
  test('commas, quotes and line breaks in a name do not break the table', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\nlines', 1.5, null])).toBe(
      '"a,b","say ""x""","two\nlines",1.5,\r\n',
    );
  });
});

describe('collectFiles', () => {
  test('folders are searched inside, by name; other files and hidden ones are left out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seam-collect-'));
    await mkdir(join(folder, 'b'));
    await mkdir(join(folder, '.hidden'));
    for (const name of ['z.PNG', 'a.mp4', 'notes.txt', 'b/c.webp', '.hidden/d.mp4']) {
      await writeFile(join(folder, name), '');
    }
    const wanted = ['a.mp4', 'b/c.webp', 'z.PNG'].map((name) => join(folder, name));
    expect(await collectFiles([folder])).toEqual(wanted);
    expect(await collectFiles([join(folder, 'notes.txt')])).toEqual([join(folder, 'notes.txt')]);
    expect(await collectFiles([folder, join(folder, 'a.mp4')])).toEqual(wanted);
    await expect(collectFiles([join(folder, 'missing')])).rejects.toThrow('ENOENT');
  });
});

const report: FileReport = {
  fileName: 'a.mp4',
  kind: 'video',
  widthPx: 640,
  heightPx: 360,
  durationS: 8,
  lookedAt: {
    moments: 16,
    momentsInAll: 16,
    stretches: 1,
    ranges: [{ fromS: 0, toS: 8 }],
  },
  looks: 16,
  verdict: { level: 'weak', reasons: [], tracks: [], modelId: 'm', backend: 'wasm' },
  reasons: [],
  provenance: { state: 'not-read' },
  faces: [],
  scores: [],
};

const face: FaceRow = {
  trackId: 't' as TrackId,
  firstSeenS: 0.25,
  lastSeenS: 7.75,
  box: { xPx: 1.26, yPx: 2, widthPx: 3, heightPx: 4 },
  composite: 1.23456,
  synthetic: -4,
  score: 0.98765432,
  level: 'weak',
  reasons: ['frames-disagree'],
  framesGood: 16,
  framesRefused: 1,
};

/** Rows as objects, so that a claim names its column. */
function rowsOf(given: FileReport): Record<string, unknown>[] {
  return scoreRows('/x/a.mp4', given).map((cells) => {
    expect(cells).toHaveLength(scoreColumns.length);
    return Object.fromEntries(scoreColumns.map((column, index) => [column, cells[index]]));
  });
}

describe('scoreRows', () => {
  test('every face is a row with its numbers', () => {
    expect(rowsOf({ ...report, faces: [face, face] })[1]).toMatchObject({
      file: '/x/a.mp4',
      face: 2,
      box_x_px: 1.3,
      composite_logit: 1.2346,
      score: 0.98765,
      level: 'weak',
      reasons: 'frames-disagree',
      file_level: 'weak',
    });
  });

  test('a file that could not be read is a row that says why, never "none found"', () => {
    const [row] = rowsOf({ ...report, looks: 0, verdict: null, reasons: ['unsupported-format'] });
    expect(row).toMatchObject({ level: 'cannot-tell', reasons: 'unsupported-format', score: null });
  });

  test('what the file says about itself stands beside the score, and is empty where it was not read', () => {
    expect(rowsOf(report)[0]).toMatchObject({ marks: null, credential: null, ai_label: null });
    const label = {
      label: 'declared',
      producer: null,
      producerCode: null,
      produceId: null,
      propagator: null,
      propagatorCode: null,
      propagateId: null,
      hasReservedCode: false,
      certainty: 'stated',
    } as const;
    const facts = {
      container: 'png',
      sizeBytes: 1,
      markCount: 2,
      credential: null,
      labels: [label],
      sourceTypes: [],
      traces: [],
      iptcAi: [],
      hasRemoteManifest: false,
      notes: [],
    } as const;
    const [row] = rowsOf({ ...report, provenance: { state: 'read', facts } });
    expect(row).toMatchObject({ marks: 2, credential: null, ai_label: 'declared' });
  });

  test('a face without a score has empty numbers', () => {
    const [row] = rowsOf({
      ...report,
      faces: [{ ...face, composite: null, synthetic: null, score: null, box: null }],
    });
    expect(row).toMatchObject({ composite_logit: null, score: null, box_width_px: null });
  });
});
