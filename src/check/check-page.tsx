import type { JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { TrustList } from '../provenance/c2pa/verification.js';
import type { FiguresByModel } from '../shared/test-figures.js';
import { cleanTitle } from '../ui/verdict/media-card.js';
import { say } from '../ui/words.js';
import { AddressForm, type AddressAnswer } from './address-form.js';
import type { CheckedFile, CheckJob } from './check-file.js';
import { Chooser } from './chooser.js';
import type { Extent } from './look-plan.js';
import { ResultCard, type Result } from './result-card.js';
import { TrustListPanel } from './trust-list-panel.js';

/** A file that waits or is looked at: a new one, or a result that is to be added to. */
interface Task {
  readonly file: File;
  readonly result: Result | null;
  readonly extent: Extent;
}

/** How far the file in work is. */
interface Progress {
  readonly fileName: string;
  readonly done: number;
  readonly total: number;
}

export interface CheckPageProps {
  readonly figures: FiguresByModel;
  /** One pass over one file; null when it was stopped at once. */
  readonly check: (file: File, job: CheckJob) => Promise<CheckedFile | null>;
  /** Every finished pass, in order. */
  readonly reported: (checked: CheckedFile) => void;
  readonly readAddress: (address: string) => Promise<AddressAnswer>;
  readonly save: (result: Result, statement: string) => Promise<void>;
  readonly lists: {
    readonly read: () => Promise<readonly TrustList[]>;
    /** Null: the file held no certificate. */
    readonly add: (file: File) => Promise<readonly TrustList[] | null>;
    readonly remove: (list: TrustList) => Promise<readonly TrustList[]>;
    readonly restore: () => Promise<readonly TrustList[]>;
  };
}

/** Older results make room: a folder of thousands must not grow the page without end. */
const resultsShown = 50;

/** Local pictures and videos through the same engine as the pages of the web. Nothing is uploaded. */
export function CheckPage(props: CheckPageProps): JSX.Element {
  const { figures, check, reported } = props;
  const [queue, setQueue] = useState<readonly Task[]>([]);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [results, setResults] = useState<readonly Result[]>([]);
  const [lists, setLists] = useState<readonly TrustList[]>([]);
  const [pasted, setPasted] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const add = useCallback(
    (files: readonly File[]): void =>
      setQueue((waiting) => [
        ...waiting,
        ...files.map((file): Task => ({ file, result: null, extent: 'some' })),
      ]),
    [],
  );
  const stop = useRef<AbortController>(null);
  useEffect(() => void props.lists.read().then(setLists), []);

  const task = queue[0];
  useEffect(() => {
    if (task === undefined || place.current === null) return;
    const { file, result, extent } = task;
    const stopping = new AbortController();
    stop.current = stopping;
    const tell = (done: number, total: number): void =>
      setProgress({ fileName: file.name, done, total });
    tell(0, 1);
    const job = { place: place.current, progress: tell, extent, signal: stopping.signal };
    void check(file, { ...job, before: result?.checked ?? null }).then((checked) => {
      if (checked !== null) {
        reported(checked);
        setResults((before) => withResult(before, file, result, checked));
      }
      setProgress(null);
      setQueue((waiting) => waiting.slice(1));
    });
  }, [task]);

  return (
    <>
      <header class="top">
        <img src="/icons/seam.svg" alt="" width={36} height={36} />
        <div>
          <h1>{say('check_title')}</h1>
          <p class="soft">{say('check_lead')}</p>
        </div>
      </header>
      <main>
        <Chooser add={add} pastedText={setPasted}>
          <AddressForm given={pasted} read={props.readAddress} add={add} />
        </Chooser>
        <div class="work" aria-busy={progress !== null}>
          <div class="stage" ref={place} aria-hidden="true" />
          {progress !== null && (
            <div class="progress">
              <progress value={progress.done} max={progress.total} aria-hidden="true" />
              <button type="button" class="button" onClick={() => stop.current?.abort()}>
                {say('check_stop')}
              </button>
            </div>
          )}
          <p role="status" dir="auto">
            {statusOf(progress, Math.max(0, queue.length - 1))}
          </p>
        </div>
        {results.length > 0 && (
          <section aria-labelledby="results">
            <h2 id="results">{say('check_results')}</h2>
            <ul class="reports">
              {results.map((result) => (
                <li key={result.number}>
                  <ResultCard
                    result={result}
                    figures={figures}
                    save={props.save}
                    isWaiting={queue.some((waiting) => waiting.result?.number === result.number)}
                    lookMore={(extent) =>
                      setQueue((waiting) => [...waiting, { file: result.file, result, extent }])
                    }
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
        <TrustListPanel
          lists={lists}
          add={async (added) => {
            const now = await props.lists.add(added);
            if (now !== null) setLists(now);
            return now !== null;
          }}
          remove={(list) => void props.lists.remove(list).then(setLists)}
          restore={() => void props.lists.restore().then(setLists)}
        />
      </main>
    </>
  );
}

/** A new result comes first; one that was added to stays where it is. */
function withResult(
  before: readonly Result[],
  file: File,
  result: Result | null,
  checked: CheckedFile,
): readonly Result[] {
  if (result === null) {
    return [{ number: (before[0]?.number ?? 0) + 1, file, checked }, ...before].slice(
      0,
      resultsShown,
    );
  }
  return before.map((other) => (other.number === result.number ? { ...other, checked } : other));
}

function statusOf(progress: Progress | null, waiting: number): string {
  if (progress === null) return '';
  const { fileName, done, total } = progress;
  const now = say('check_progress', cleanTitle(fileName), Math.min(done + 1, total), total);
  return waiting === 0 ? now : `${now} ${say('check_waiting', waiting)}`;
}
