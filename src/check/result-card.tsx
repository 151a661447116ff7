import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FiguresByModel } from '../shared/test-figures.js';
import { MediaCard } from '../ui/verdict/media-card.js';
import { say } from '../ui/words.js';
import type { CheckedFile } from './check-file.js';
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
}: {
  readonly result: Result;
  readonly figures: FiguresByModel;
  readonly save: (result: Result, statement: string) => Promise<void>;
}): JSX.Element {
  const { checked, number } = result;
  const record = recordOfReport(checked.report, number);
  const statement = statementOf(record);
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <MediaCard record={record} figures={figures} />
      <div class="more">
        <ScoreChart report={checked.report} />
        <MarkTable report={checked.origin.report} />
        <p class="statement" dir="auto">
          {statement}
        </p>
        <div class="actions">
          <button
            type="button"
            class="button"
            onClick={() => {
              void navigator.clipboard.writeText(statement).then(() => setCopied(true));
            }}
          >
            {say('check_copy')}
          </button>
          <button type="button" class="button" onClick={() => void save(result, statement)}>
            {say('check_export')}
          </button>
          <span role="status">{isCopied ? say('check_copied') : ''}</span>
        </div>
      </div>
    </>
  );
}
