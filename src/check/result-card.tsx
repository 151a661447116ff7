import type { JSX } from 'preact';
import type { FiguresByModel } from '../shared/test-figures.js';
import { CopyButton } from '../ui/copy-button.js';
import { MediaCard } from '../ui/verdict/media-card.js';
import { say } from '../ui/words.js';
import type { CheckedFile } from './check-file.js';
import { Coverage } from './coverage.js';
import type { Extent } from './look-plan.js';
import { MarkTable } from './mark-table.js';
import { recordOfReport } from './record-of-report.js';
import { ScoreChart } from './score-chart.js';
import { statementOf } from './statement.js';

export interface Result {
  readonly number: number;
  readonly file: File;
  readonly checked: CheckedFile;
}

/** Everything about one file: the verdict card, its course over time, every mark, and how to take it along. */
export function ResultCard({
  result,
  figures,
  save,
  isWaiting,
  lookMore,
}: {
  readonly result: Result;
  readonly figures: FiguresByModel;
  readonly save: (result: Result, statement: string) => Promise<void>;
  /** Whether another pass over this file is under way or waits for its turn. */
  readonly isWaiting: boolean;
  readonly lookMore: (extent: Extent) => void;
}): JSX.Element {
  const { checked, number } = result;
  const record = recordOfReport(checked.report, number);
  const statement = statementOf(record, checked.report);
  return (
    <>
      <MediaCard record={record} figures={figures} />
      <div class="more">
        <Coverage checked={checked} isWaiting={isWaiting} lookMore={lookMore} />
        <ScoreChart report={checked.report} />
        <MarkTable report={checked.origin.report} />
        <p class="statement" dir="auto">
          {statement}
        </p>
        <div class="actions">
          <CopyButton text={statement} />
          <button type="button" class="button" onClick={() => void save(result, statement)}>
            {say('check_export')}
          </button>
        </div>
      </div>
    </>
  );
}
