import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import type { WorkerAnswer } from '../../src/protocol/worker-link.js';
import { bundledModel } from '../../src/shared/bundled-catalog.js';

/** Timings of the packaged worker, measured in a page of the extension. */
export interface EngineTimings {
  readonly backend: string;
  readonly startMs: number;
  readonly detectMsMedian: number;
  /** The same size, and nothing to be found: the detector looks twice. */
  readonly detectNothingMsMedian: number;
  readonly classifyMsMedian: number;
  readonly logits: readonly number[];
}

interface Request {
  readonly modelId: string;
  readonly backend: 'wasm' | 'webgpu';
  readonly runs: number;
  readonly picture: { readonly base64: string };
}

/** The portrait's face in `public/demo/astronaut-original.jpg` (768 x 768), read off by eye. */
const facePx = { xPx: 261, yPx: 100, widthPx: 153, heightPx: 153 };

/** Starts the worker of the package by itself and runs detections and classifications in it. */
export async function measureEngine(
  extensionPage: DrivenPage,
  backend: 'wasm' | 'webgpu',
  runs: number,
): Promise<EngineTimings> {
  const file = resolve(import.meta.dirname, '../../public/demo/astronaut-original.jpg');
  const request = {
    modelId: bundledModel.id,
    backend,
    runs,
    picture: { base64: readFileSync(file).toString('base64') },
    facePx,
  };
  // tsx names inner functions through a helper that a page does not have.
  await extensionPage.evaluate('globalThis.__name = (inner) => inner');
  return extensionPage.evaluate(async (asked: Request & { facePx: typeof facePx }) => {
    const bytes = Uint8Array.from(atob(asked.picture.base64), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const data = new Uint8Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data);
    const picture = { format: 'RGBA', widthPx: bitmap.width, heightPx: bitmap.height, data };

    const blank = { ...picture, data: new Uint8Array(data.length).fill(128) };

    const worker = new Worker('/assets/engine.worker.js', { type: 'module' });
    let nextId = 1;
    const run = (job: object): Promise<WorkerAnswer> =>
      new Promise((resolve, reject) => {
        const jobId = nextId++;
        worker.onmessage = ({ data: answer }: MessageEvent<WorkerAnswer>) => {
          if (answer.type === 'failed') reject(new Error(JSON.stringify(answer)));
          else resolve(answer);
        };
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage({ ...job, jobId });
      });
    const median = (values: number[]): number =>
      values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

    const startedMs = performance.now();
    const config = { modelId: asked.modelId, backend: asked.backend, allowFallbackAdapter: true };
    const started = await run({ type: 'start', config });
    const startMs = performance.now() - startedMs;
    const face = {
      key: 'face',
      picture,
      box: asked.facePx,
      keyPoints: null,
      template: null,
      wantThumbnail: false,
      variants: [0],
    };
    const detectMs: number[] = [];
    const detectNothingMs: number[] = [];
    const classifyMs: number[] = [];
    let logits: number[] = [];
    for (let i = 0; i < asked.runs; i++) {
      const detected = await run({ type: 'detect', picture, closeUps: true });
      if (detected.type === 'detected') detectMs.push(detected.elapsedMs);
      const nothing = await run({ type: 'detect', picture: blank, closeUps: true });
      if (nothing.type === 'detected') detectNothingMs.push(nothing.elapsedMs);
      const answer = await run({ type: 'classify', faces: [face] });
      if (answer.type !== 'classified') throw new Error(answer.type);
      classifyMs.push(answer.elapsedMs);
      const [first] = answer.faces;
      if (first?.logits == null) throw new Error('the face was refused');
      logits = [first.logits.composite, first.logits.synthetic];
    }
    worker.terminate();
    return {
      backend: started.type === 'started' ? started.backend : started.type,
      startMs,
      detectMsMedian: median(detectMs),
      detectNothingMsMedian: median(detectNothingMs),
      classifyMsMedian: median(classifyMs),
      logits,
    };
  }, request);
}
