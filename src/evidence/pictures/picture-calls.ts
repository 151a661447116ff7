import type { PictureJob, PictureFile, HandedPicture } from '../../protocol/freeze-messages.js';
import type { RgbaPicture } from '../../shared/picture.js';
import type { PictureFiles } from './picture-file.js';

/** What a page asks of its picture worker. */
export type PictureCall =
  | { readonly id: number; readonly ask: 'file'; readonly job: PictureJob }
  | {
      readonly id: number;
      readonly ask: 'pixels';
      readonly key: string;
      readonly picture: HandedPicture;
    };

export interface PictureReply {
  readonly id: number;
  readonly answer: PictureFile | RgbaPicture | null;
}

/** What may leave with an answer instead of being copied: pixels are in memory of their own. */
export function leavesWith({ answer }: PictureReply): ArrayBuffer[] {
  return answer !== null && 'data' in answer ? [answer.data.buffer as ArrayBuffer] : [];
}

/** The worker's end: answers each call once. */
export async function answerCall(files: PictureFiles, call: PictureCall): Promise<PictureReply> {
  const { id } = call;
  if (call.ask === 'file') return { id, answer: await files.file(call.job) };
  return { id, answer: await files.pixels(call.key, call.picture) };
}

/** What is used of a worker, so that tests can stand in for one. */
export interface PictureWorker {
  onmessage: ((event: MessageEvent<PictureReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(call: PictureCall): void;
  terminate(): void;
}

/**
 * A page's end: one worker, started with the first call and ended when nothing was asked for
 * `idleMs`. Calls never reject: a worker that dies answers null to all that it has.
 *
 * The worker has one file at a time, so that pixels wait for one at most: a look waits for them, and ten looks, one
 * after the other, are what a person waits for. Behind all files that were asked for they came half a second late.
 */
export class PictureCalls {
  readonly #start: () => PictureWorker;
  readonly #idleMs: number;
  #worker: PictureWorker | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: PictureReply['answer']) => void>();
  #lastFile: Promise<unknown> = Promise.resolve();

  constructor(start: () => PictureWorker, idleMs: number) {
    this.#start = start;
    this.#idleMs = idleMs;
  }

  file(job: PictureJob): Promise<PictureFile> {
    const ask = () => this.#call((id) => ({ id, ask: 'file', job })) as Promise<PictureFile>;
    const made = this.#lastFile.then(ask);
    this.#lastFile = made;
    return made;
  }

  pixels(key: string, picture: HandedPicture): Promise<RgbaPicture | null> {
    const asked = this.#call((id) => ({ id, ask: 'pixels', key, picture }));
    return asked as Promise<RgbaPicture | null>;
  }

  #call(call: (id: number) => PictureCall): Promise<PictureReply['answer']> {
    clearTimeout(this.#timer);
    const id = (this.#lastId += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      try {
        this.#running().postMessage(call(id));
      } catch {
        this.#end();
      }
    });
  }

  #running(): PictureWorker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#start();
    worker.onmessage = ({ data }) => {
      this.#waiting.get(data.id)?.(data.answer);
      this.#waiting.delete(data.id);
      if (this.#waiting.size === 0) this.#timer = setTimeout(() => this.#end(), this.#idleMs);
    };
    worker.onerror = () => this.#end();
    return (this.#worker = worker);
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }
}
