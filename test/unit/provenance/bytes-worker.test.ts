import { describe, expect, it } from 'vitest';
import { answerScans } from '../../../src/provenance/answer-scan.js';
import { askScan } from '../../../src/provenance/ask-scan.js';
import type { WorkerLike } from '../../../src/provenance/worker-calls.js';
import { aigcJson } from '../../fixtures/provenance/labels.js';
import { pngFile, textChunk } from '../../fixtures/provenance/png-file.js';

const file = new Blob([pngFile([textChunk('AIGC', aigcJson)]) as Uint8Array<ArrayBuffer>]);

/** A worker in this thread; `serve` may be replaced by one that misbehaves. */
function fakeWorker(serve?: (worker: WorkerLike, message: unknown) => void): {
  start: () => WorkerLike;
  ended: () => number;
} {
  let ended = 0;
  const start = (): WorkerLike => {
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      postMessage: (message) => {
        if (serve !== undefined) {
          serve(worker, message);
          return;
        }
        void answerScans((answer) => worker.onmessage?.({ data: answer } as MessageEvent<unknown>))(
          message,
        );
      },
      terminate: () => (ended += 1),
    };
    return worker;
  };
  return { start, ended: () => ended };
}

describe('the bytes worker', () => {
  it('answers a file with its report and is ended', async () => {
    const worker = fakeWorker();
    const report = await askScan(worker.start, { file, fileName: 'a.jpg' });
    expect(report.marks).toHaveLength(1);
    expect(report.notes.map((note) => note.state)).toEqual(['wrong-type']);
    expect(worker.ended()).toBe(1);
  });

  it('one that never answers is ended in time and named too slow', async () => {
    const worker = fakeWorker(() => undefined);
    const report = await askScan(worker.start, { file }, 30);
    expect(report).toMatchObject({ container: null, marks: [], notes: [{ state: 'too-slow' }] });
    expect(worker.ended()).toBe(1);
  });

  it('one that dies, cannot start or is called off is named unreadable', async () => {
    const dying = fakeWorker((worker) => worker.onerror?.({} as ErrorEvent));
    const unable = (): WorkerLike => {
      throw new Error('no worker');
    };
    const abort = new AbortController();
    const waiting = askScan(fakeWorker(() => undefined).start, { file, signal: abort.signal });
    abort.abort();
    for (const report of [
      await askScan(dying.start, { file }),
      await askScan(unable, { file }),
      await waiting,
    ]) {
      expect(report).toMatchObject({ marks: [], notes: [{ state: 'unreadable' }] });
    }
    expect(dying.ended()).toBe(1);
  });

  it('answers to other jobs are not taken', async () => {
    const worker = fakeWorker((self) => {
      for (const data of [null, 'x', {}, { jobId: 99, report: { marks: ['forged'] } }]) {
        self.onmessage?.({ data } as MessageEvent<unknown>);
      }
    });
    expect((await askScan(worker.start, { file }, 30)).notes[0]?.state).toBe('too-slow');
  });

  it('stays silent for what is no job', async () => {
    const answers: unknown[] = [];
    const serve = answerScans((answer) => answers.push(answer));
    for (const data of [
      null,
      1,
      {},
      { type: 'scan' },
      { type: 'scan', jobId: 1, file: {} },
      { type: 'scan', jobId: 'x', file },
    ]) {
      await serve(data);
    }
    expect(answers).toEqual([]);
  });
});
