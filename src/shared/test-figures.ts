import type { Level } from './level.js';

/** One row of `measured.levels` in the catalog: how many faces of a set reached a level or more. */
export interface TestFigures extends FigureCounts {
  readonly set: string;
  readonly isForged: boolean;
}

export interface FigureCounts {
  readonly faces: number;
  readonly weak: number;
  readonly moderate: number;
  readonly strong: number;
}

/** Test figures of every model of the catalog, by model id. */
export type FiguresByModel = ReadonlyMap<string, readonly TestFigures[]>;

/** Figures of a model as counts of faces. What is missing or malformed is left out, never guessed. */
export function readTestFigures(measured: unknown): readonly TestFigures[] {
  return Object.entries(fieldsOf(fieldsOf(measured)['levels'])).flatMap(([name, row]) => {
    const label = /^(forged|genuine) (.+)$/.exec(name);
    const { tracks, weak, moderate, strong } = fieldsOf(row);
    if (label === null || !isCount(tracks)) return [];
    if (!isShare(weak) || !isShare(moderate) || !isShare(strong)) return [];
    return [
      {
        set: label[2] ?? '',
        isForged: label[1] === 'forged',
        faces: tracks,
        weak: Math.round(weak * tracks),
        moderate: Math.round(moderate * tracks),
        strong: Math.round(strong * tracks),
      },
    ];
  });
}

export interface ErrorFigure {
  readonly kind: 'false-alarms' | 'misses';
  readonly count: number;
  readonly total: number;
}

/**
 * The error that stands beside an answer: for signs, unaltered faces that reached the same level;
 * for "none found", forged faces that showed no sign. Null when it was not measured.
 */
export function errorBeside(level: Level, figures: readonly TestFigures[]): ErrorFigure | null {
  if (level === 'cannot-tell') return null;
  const isMiss = level === 'none-found';
  const total = totalOf(figures.filter(({ isForged }) => isForged === isMiss));
  if (total.faces === 0) return null;
  return level === 'none-found'
    ? { kind: 'misses', count: total.faces - total.weak, total: total.faces }
    : { kind: 'false-alarms', count: total[level], total: total.faces };
}

/** All rows as one. */
export function totalOf(rows: readonly FigureCounts[]): FigureCounts {
  return rows.reduce<FigureCounts>(
    (total, row) => ({
      faces: total.faces + row.faces,
      weak: total.weak + row.weak,
      moderate: total.moderate + row.moderate,
      strong: total.strong + row.strong,
    }),
    { faces: 0, weak: 0, moderate: 0, strong: 0 },
  );
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
