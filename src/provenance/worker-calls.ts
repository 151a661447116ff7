/** What is used of a worker, so that tests can stand in for one. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}

export type CallOutcome<T> =
  | { readonly outcome: 'answered'; readonly answer: T }
  /** Ended after its time; the next call starts another worker. */
  | { readonly outcome: 'too-slow' }
  /** Could not start, or died. */
  | { readonly outcome: 'unreadable' };

/**
 * Runs one job in a worker of its own and ends the worker: a parser that was led astray by one file
 * has no second file to harm, and its memory goes back (threats.md T11). Never rejects.
 *
 * @param isAnswer tells the answer to `job` from anything else the worker may say
 */
export function callWorker<T>(
  startWorker: () => WorkerLike,
  job: unknown,
  isAnswer: (data: unknown) => data is T,
  timeMs: number,
  signal?: AbortSignal,
): Promise<CallOutcome<T>> {
  return new Promise((resolve) => {
    let worker: WorkerLike | null = null;
    const finish = (outcome: CallOutcome<T>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      worker?.terminate();
      worker = null;
      resolve(outcome);
    };
    const onAbort = (): void => finish({ outcome: 'unreadable' });
    const timer = setTimeout(() => finish({ outcome: 'too-slow' }), timeMs);
    if (signal?.aborted === true) {
      onAbort();
      return;
    }
    signal?.addEventListener('abort', onAbort);
    try {
      worker = startWorker();
      worker.onmessage = ({ data }) => {
        if (isAnswer(data)) finish({ outcome: 'answered', answer: data });
      };
      worker.onerror = () => finish({ outcome: 'unreadable' });
      worker.postMessage(job);
    } catch {
      // A worker that cannot start is the same to the caller as one that died.
      finish({ outcome: 'unreadable' });
    }
  });
}
