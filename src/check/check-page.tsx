import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FiguresByModel } from '../ui/verdict/test-figures.js';
import { MediaCard } from '../ui/verdict/media-card.js';
import { say } from '../ui/words.js';
import type { FileReport } from '../shared/file-report.js';
import type { CheckedFile } from './check-file.js';
import { recordOfReport } from './record-of-report.js';

/** How far the file in work is. */
export interface Progress {
  readonly fileName: string;
  readonly done: number;
  readonly total: number;
}

export interface CheckPageProps {
  readonly figures: FiguresByModel;
  /** Looks at one file, shown under `place` meanwhile. */
  readonly check: (
    file: File,
    place: Element,
    progress: (done: number, total: number) => void,
  ) => Promise<CheckedFile>;
  /** Every finished report, in order. */
  readonly reported: (report: FileReport) => void;
}

interface Numbered {
  readonly number: number;
  readonly report: FileReport;
}

/** Older reports make room: a folder of thousands must not grow the page without end. */
const reportsShown = 50;

/** Local pictures and videos through the same engine as the pages of the web. Nothing is uploaded. */
export function CheckPage({ figures, check, reported }: CheckPageProps): JSX.Element {
  const [queue, setQueue] = useState<readonly File[]>([]);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [reports, setReports] = useState<readonly Numbered[]>([]);
  const place = useRef<HTMLDivElement>(null);
  const add = (files: FileList | null | undefined): void =>
    setQueue((waiting) => [...waiting, ...(files ?? [])]);

  const file = queue[0];
  useEffect(() => {
    if (file === undefined || place.current === null) return;
    setProgress({ fileName: file.name, done: 0, total: 1 });
    const tell = (done: number, total: number): void =>
      setProgress({ fileName: file.name, done, total });
    void check(file, place.current, tell).then(({ report }) => {
      reported(report);
      setReports((before) =>
        [{ number: (before[0]?.number ?? 0) + 1, report }, ...before].slice(0, reportsShown),
      );
      setProgress(null);
      setQueue((waiting) => waiting.slice(1));
    });
  }, [file]);

  return (
    <>
      <header class="top">
        <img src="/icons/seam.svg" alt="" width={32} height={32} />
        <h1>{say('check_title')}</h1>
      </header>
      <main
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          add(event.dataTransfer?.files);
        }}
      >
        <section class="chooser">
          <p>{say('check_explain')}</p>
          <label class="drop">
            <span>{say('check_choose')}</span>
            <input
              type="file"
              accept="image/*,video/*"
              multiple
              onChange={(event) => {
                add(event.currentTarget.files);
                event.currentTarget.value = '';
              }}
            />
          </label>
          <div class="stage" ref={place} aria-hidden="true" />
          <p role="status">{statusOf(progress, queue.length)}</p>
        </section>
        <ul class="reports">
          {reports.map(({ number, report }) => (
            <li key={number}>
              <MediaCard record={recordOfReport(report, number)} figures={figures} />
            </li>
          ))}
        </ul>
      </main>
    </>
  );
}

function statusOf(progress: Progress | null, waiting: number): string {
  if (progress === null) return waiting === 0 ? '' : say('check_waiting', waiting);
  return say('check_progress', progress.fileName, progress.done, progress.total, waiting);
}
