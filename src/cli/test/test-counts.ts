import { readFile } from 'node:fs/promises';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts of one vitest run, from its JSON report. */
export async function readCounts(reportPath: string): Promise<TestCounts> {
  const report = JSON.parse(await readFile(reportPath, 'utf8')) as Record<string, unknown>;
  const count = (field: string): number => {
    const value = report[field];
    if (typeof value !== 'number') throw new Error(`${reportPath} has no ${field}`);
    return value;
  };
  return {
    passed: count('numPassedTests'),
    failed: count('numFailedTests'),
    skipped: count('numPendingTests') + count('numTodoTests'),
  };
}

export function addCounts(all: readonly TestCounts[]): TestCounts {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The closing line that people and machines read. */
export function closingLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
