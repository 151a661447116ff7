import { expect, test } from 'vitest';
import { errorBeside, readTestFigures, totalOf } from '../../../src/shared/test-figures.js';

const measured = {
  levels: {
    'forged swaps': { tracks: 100, weak: 0.6, moderate: 0.4, strong: 0.1 },
    'genuine films': { tracks: 400, weak: 0.05, moderate: 0.01, strong: 0 },
    'genuine phones': { tracks: 200, weak: 0.1, moderate: 0.02, strong: 0.005 },
    'all genuine at moderate': { tracks: 600, share: 0.01, interval: [0, 0.02] },
  },
};

test('figures are counts of faces, by set', () => {
  const figures = readTestFigures(measured);
  expect(figures).toHaveLength(3);
  expect(figures[0]).toEqual({
    set: 'swaps',
    isForged: true,
    faces: 100,
    weak: 60,
    moderate: 40,
    strong: 10,
  });
  expect(totalOf(figures.slice(1))).toEqual({ faces: 600, weak: 40, moderate: 8, strong: 1 });
});

test('beside a sign stand the false alarms, beside "none found" the misses', () => {
  const figures = readTestFigures(measured);
  expect(errorBeside('moderate', figures)).toEqual({ kind: 'false-alarms', count: 8, total: 600 });
  expect(errorBeside('strong', figures)).toEqual({ kind: 'false-alarms', count: 1, total: 600 });
  expect(errorBeside('none-found', figures)).toEqual({ kind: 'misses', count: 40, total: 100 });
  expect(errorBeside('cannot-tell', figures)).toBeNull();
});

test('what was not measured is not guessed', () => {
  for (const broken of [
    undefined,
    null,
    7,
    { levels: [] },
    { levels: { 'genuine x': { tracks: 'many', weak: 0, moderate: 0, strong: 0 } } },
    { levels: { 'genuine x': { tracks: 10, weak: 2, moderate: 0, strong: 0 } } },
    { levels: { 'genuine x': null } },
  ]) {
    expect(readTestFigures(broken)).toEqual([]);
  }
  expect(errorBeside('strong', [])).toBeNull();
});
