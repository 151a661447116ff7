import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Classifier } from '../../../src/engine/classify.js';
import { createEngine, type EngineParts } from '../../../src/engine/engine.js';
import { EngineError } from '../../../src/engine/engine-error.js';
import { modelEntry } from '../../../src/engine/runtime/model-entry.js';
import { serveJobs } from '../../../src/engine/serve-jobs.js';
import type {
  ClassifyRequest,
  DetectedFace,
  WorkerAnswer,
  WorkerJob,
} from '../../../src/protocol/worker-link.js';
import { limits } from '../../../src/shared/limits.js';
import type { Picture } from '../../../src/shared/picture.js';
import { noiseI420, noiseRgba, paintI420, paintRgba } from '../../unit/engine/pictures.js';
import { entry, openCommittedModel } from './package-model.js';

/** The worker's side of `protocol/worker-link.ts`, whole, with the committed model; only MediaPipe is a double. */

let model: Classifier;
beforeAll(async () => {
  model = await openCommittedModel();
});

const face: DetectedFace = {
  box: { xPx: 20, yPx: 30, widthPx: 100, heightPx: 110 },
  confidence: 0.9,
  keyPoints: [],
};
const config = { modelId: entry.id, backend: 'auto', allowFallbackAdapter: false } as const;

function worker(parts: Partial<EngineParts> = {}) {
  const answers: WorkerAnswer[] = [];
  const waiting = new Map<number, (answer: WorkerAnswer) => void>();
  const serve = serveJobs(
    createEngine({
      modelEntry,
      openFaceFinder: async () => ({ detect: () => [face], close: () => undefined }),
      openClassifier: async () => ({ classifier: model, backend: 'wasm', timings: { stepMs: 1 } }),
      drawThumbnail: async () => 'data:image/png;base64,AA==',
      ...parts,
    }),
    (answer) => {
      answers.push(answer);
      waiting.get(answer.jobId)?.(answer);
    },
  );
  let nextId = 1;
  return {
    answers,
    /** Sends as it is, jobs or not. */
    send: serve,
    async ask(job: Record<string, unknown>): Promise<WorkerAnswer> {
      const jobId = nextId++;
      const answered = new Promise<WorkerAnswer>((resolve) => waiting.set(jobId, resolve));
      serve({ ...job, jobId });
      return answered;
    },
  };
}

async function startedWorker(parts: Partial<EngineParts> = {}) {
  const link = worker(parts);
  expect(await link.ask({ type: 'start', config })).toMatchObject({ type: 'started' });
  return link;
}

/** A picture that the gate lets through. */
const facePicture = paintRgba(160, 180, (x, y) => [
  120 + ((x * 7 + y * 3) % 40),
  100 + ((x * y) % 30),
  90,
]);
function request(over: Partial<ClassifyRequest> = {}): ClassifyRequest {
  return {
    key: 'a',
    picture: facePicture,
    box: face.box,
    keyPoints: null,
    template: null,
    wantThumbnail: false,
    variants: [0],
    ...over,
  };
}
const classify = (...faces: ClassifyRequest[]) => ({ type: 'classify', faces });
const detect = { type: 'detect', picture: noiseI420(64, 36), closeUps: true };

describe('start', () => {
  it('answers with the back end and the time of each step', async () => {
    const answer = await worker().ask({ type: 'start', config });
    expect(answer).toMatchObject({ type: 'started', backend: 'wasm', timings: { stepMs: 1 } });
    expect(answer).toHaveProperty('timings.totalMs');
  });

  it('names why it cannot: no WebGL2, a refused model, an unknown model, a lying back end', async () => {
    const codeOf = async (parts: Partial<EngineParts>, over = {}) => {
      const answer = await worker(parts).ask({ type: 'start', config: { ...config, ...over } });
      return answer.type === 'failed' ? answer.code : answer.type;
    };
    const fail = (code: ConstructorParameters<typeof EngineError>[0]) => () =>
      Promise.reject(new EngineError(code, 'no'));
    expect(await codeOf({ openFaceFinder: fail('webgl2-missing') })).toBe('webgl2-missing');
    expect(await codeOf({ openClassifier: fail('model-refused') })).toBe('model-refused');
    expect(await codeOf({}, { modelId: 'another' })).toBe('model-refused');
    expect(await codeOf({ openClassifier: fail('suspect') })).toBe('suspect');
    expect(await codeOf({ openFaceFinder: () => Promise.reject(new Error('?')) })).toBe('internal');
  });

  it('may be tried again after it failed, and closes what was opened', async () => {
    const close = vi.fn();
    let tries = 0;
    const link = worker({
      openFaceFinder: async () => ({ detect: () => [], close }),
      openClassifier: async () => {
        if (tries++ === 0) throw new EngineError('internal', 'once');
        return { classifier: model, backend: 'wasm', timings: {} };
      },
    });
    expect(await link.ask({ type: 'start', config })).toMatchObject({ type: 'failed' });
    expect(close).toHaveBeenCalledOnce();
    expect(await link.ask({ type: 'start', config })).toMatchObject({ type: 'started' });
    expect(await link.ask({ type: 'start', config })).toMatchObject({ code: 'invalid' });
  });

  it('comes first: other jobs before it are invalid', async () => {
    const link = worker();
    for (const job of [detect, classify(request()), { type: 'verify' }]) {
      expect(await link.ask(job)).toMatchObject({ type: 'failed', code: 'invalid' });
    }
  });
});

describe('detect', () => {
  it('gives the faces and the time it took', async () => {
    const answer = await (await startedWorker()).ask(detect);
    expect(answer).toMatchObject({ type: 'detected', faces: [face] });
    expect(answer).toHaveProperty('elapsedMs');
  });

  it('that throws fails alone: the next one has a fresh detector', async () => {
    const opened = vi.fn();
    const closed = vi.fn(() => {
      throw new Error('closing a broken graph throws too');
    });
    const link = await startedWorker({
      openFaceFinder: async () => {
        opened();
        const isBroken = opened.mock.calls.length === 1;
        return {
          detect: () => {
            if (isBroken) throw new EngineError('internal', 'Aborted()');
            return [face];
          },
          close: closed,
        };
      },
    });
    expect(await link.ask(detect)).toMatchObject({ type: 'failed', code: 'internal' });
    expect(await link.ask(detect)).toMatchObject({ type: 'detected' });
    expect(opened).toHaveBeenCalledTimes(2);
    expect(closed).toHaveBeenCalledOnce();
  });

  it('says that WebGL2 went missing while running', async () => {
    const link = await startedWorker({
      openFaceFinder: async () => ({
        detect: () => {
          throw new EngineError('webgl2-missing', 'context lost');
        },
        close: () => undefined,
      }),
    });
    expect(await link.ask(detect)).toMatchObject({ type: 'failed', code: 'webgl2-missing' });
  });
});

describe('classify', () => {
  it('gives finite logits, the quality and a patch for each face, in order', async () => {
    const link = await startedWorker();
    const keys = ['a', 'b', 'c'];
    const answer = await link.ask(classify(...keys.map((key) => request({ key }))));
    if (answer.type !== 'classified') throw new Error(JSON.stringify(answer));
    expect(answer.faces.map(({ key }) => key)).toEqual(keys);
    for (const { logits, refused, quality, template, thumbnail } of answer.faces) {
      expect(refused).toBeNull();
      expect(Number.isFinite(logits!.composite) && Number.isFinite(logits!.synthetic)).toBe(true);
      expect(logits).toEqual(answer.faces[0]!.logits);
      expect(quality.facePx).toBe(110);
      expect(template.luma).toHaveLength(template.sidePx ** 2);
      expect(thumbnail).toBeNull();
    }
  });

  it('gives the same face the same logits from I420 and RGBA', async () => {
    const link = await startedWorker();
    const grey = (x: number, y: number) => 60 + ((x * 5 + y * 11) % 90);
    const answer = await link.ask(
      classify(
        request({ picture: paintI420(160, 180, grey) }),
        request({ picture: paintRgba(160, 180, grey) }),
      ),
    );
    if (answer.type !== 'classified') throw new Error(JSON.stringify(answer));
    const [planes, pixels] = answer.faces.map(({ logits }) => logits!);
    expect(planes!.composite).toBeCloseTo(pixels!.composite, 3);
    expect(planes!.synthetic).toBeCloseTo(pixels!.synthetic, 3);
  });

  const refusals: [string, Picture, number][] = [
    ['face-too-small', facePicture, entry.validity.minFacePx - 2],
    ['too-dark', paintRgba(160, 180, () => 3), 110],
    ['too-bright', paintRgba(160, 180, () => 252), 110],
    ['face-too-blurred', paintRgba(160, 180, (x) => 100 + x * 0.2), 110],
  ];
  for (const [reason, picture, sidePx] of refusals) {
    it(`does not ask the model about a face that is ${reason}`, async () => {
      const run = vi.fn(() => model.run());
      const link = await startedWorker({
        openClassifier: async () => ({
          classifier: { ...model, run },
          backend: 'wasm',
          timings: {},
        }),
      });
      const box = { ...face.box, widthPx: sidePx, heightPx: sidePx };
      const answer = await link.ask(classify(request({ picture, box })));
      expect(answer).toMatchObject({ faces: [{ refused: reason, logits: null }] });
      expect(run).not.toHaveBeenCalled();
    });
  }

  it('follows a face by its patch, and says lost where it is not', async () => {
    const link = await startedWorker();
    const painted = (dx: number) =>
      paintRgba(240, 200, (x, y) => {
        const [u, v] = [(x - dx - 100) / 50, (y - 100) / 55];
        const noise = (x * 7 + y * 5) % 9;
        if (Math.hypot(u, v) > 1) return 60 + noise;
        if (Math.hypot((u - 0.4) * 4, (v + 0.3) * 6) < 1) return 30 + noise;
        if (Math.hypot((u + 0.4) * 4, (v + 0.3) * 6) < 1) return 30 + noise;
        return 170 + noise;
      });
    const box = { xPx: 50, yPx: 45, widthPx: 100, heightPx: 110 };
    const first = await link.ask(classify(request({ picture: painted(0), box })));
    if (first.type !== 'classified') throw new Error(JSON.stringify(first));
    const { template } = first.faces[0]!;
    const [moved, gone] = [painted(18), noiseRgba(240, 200)];
    const next = await link.ask(
      classify(
        request({ key: 'moved', picture: moved, box, template }),
        request({ key: 'gone', picture: gone, box, template, wantThumbnail: true }),
      ),
    );
    if (next.type !== 'classified') throw new Error(JSON.stringify(next));
    const [found, lost] = next.faces;
    expect(found!.refused).toBeNull();
    expect(Math.abs(found!.box.xPx - 68)).toBeLessThan(2);
    expect(lost).toMatchObject({ refused: 'lost', logits: null, box, template, thumbnail: null });
  });

  it('takes the crop variants asked for, the mirrored one mirrored, and answers their mean', async () => {
    const crops: Uint8Array[] = [];
    const classifier: Classifier = {
      input: model.input,
      run: async () => {
        crops.push(model.input.slice());
        return { composite: crops.length, synthetic: -crops.length };
      },
      verify: () => model.verify(),
    };
    const variants = [
      { margin: 1.25, mirrored: false },
      { margin: 1.25, mirrored: true },
      { margin: 1.1, mirrored: false },
    ];
    const link = await startedWorker({
      modelEntry: () => ({ ...entry, crop: { ...entry.crop, variants } }),
      openClassifier: async () => ({ classifier, backend: 'wasm', timings: {} }),
    });
    const answer = await link.ask(classify(request({ variants: [0, 1] })));
    expect(answer).toMatchObject({ faces: [{ logits: { composite: 1.5, synthetic: -1.5 } }] });
    await link.ask(classify(request({ variants: [3] }), request({ variants: [2] })));
    const [plain, mirrored, again, narrow] = crops;
    expect(again).toEqual(plain);
    expect(narrow).not.toEqual(plain);
    expect(mirrored).not.toEqual(plain);
    const { sizePx } = entry.crop;
    const pixel = (crop: Uint8Array, x: number, y: number) =>
      crop.slice((y * sizePx + x) * 3, (y * sizePx + x) * 3 + 3);
    for (const [x, y] of [
      [0, 0],
      [sizePx - 1, 7],
      [80, sizePx - 1],
      [33, 90],
    ] as const) {
      expect(pixel(mirrored!, sizePx - 1 - x, y)).toEqual(pixel(plain!, x, y));
    }
  });

  it('draws a thumbnail when asked, also of a face that is refused', async () => {
    const link = await startedWorker();
    const dark = paintRgba(160, 180, () => 3);
    const answer = await link.ask(
      classify(request({ wantThumbnail: true }), request({ picture: dark, wantThumbnail: true })),
    );
    const thumbnail = 'data:image/png;base64,AA==';
    expect(answer).toMatchObject({ faces: [{ thumbnail }, { refused: 'too-dark', thumbnail }] });
  });
});

describe('outputs that cannot be trusted', () => {
  const broken = (run: Classifier['run']): Partial<EngineParts> => {
    const classifier: Classifier = { input: model.input, run, verify: () => model.verify() };
    return { openClassifier: async () => ({ classifier, backend: 'webgpu', timings: {} }) };
  };

  it('make the worker suspect for good: every later job says so', async () => {
    const { createClassifier } = await import('../../../src/engine/classify.js');
    const wrong = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const logits of wrong.flatMap((value) => [
      [value, 0],
      [0, value],
    ])) {
      const session = { run: async () => ({ logits: { data: Float32Array.from(logits) } }) };
      const lying = createClassifier(session as never, () => ({}) as never, entry);
      const link = await startedWorker(broken(() => lying.run()));
      expect(await link.ask(classify(request()))).toMatchObject({ code: 'suspect' });
      for (const job of [detect, classify(request()), { type: 'verify' }]) {
        expect(await link.ask(job)).toMatchObject({ type: 'failed', code: 'suspect' });
      }
    }
  });

  it('are looked for after any error: wrong golden logits turn it into suspicion', async () => {
    const device = { isLost: false };
    const classifier: Classifier = {
      input: model.input,
      run: async () => {
        device.isLost = true;
        throw new Error('device lost');
      },
      verify: async () => {
        if (device.isLost) throw new EngineError('suspect', 'zeros');
      },
    };
    const link = await startedWorker({
      openClassifier: async () => ({ classifier, backend: 'webgpu', timings: {} }),
    });
    const answer = await link.ask(classify(request()));
    expect(answer).toMatchObject({ code: 'suspect' });
    expect(answer).toHaveProperty('detail', expect.stringMatching(/device lost.*zeros/));
  });

  it('are looked for on `verify`', async () => {
    const link = await startedWorker();
    expect(await link.ask({ type: 'verify' })).toMatchObject({ type: 'verified' });
    const wrong = await startedWorker({
      openClassifier: async () => ({
        classifier: {
          ...model,
          verify: () => Promise.reject(new EngineError('suspect', 'off by 3')),
        },
        backend: 'webgpu',
        timings: {},
      }),
    });
    expect(await wrong.ask({ type: 'verify' })).toMatchObject({ code: 'suspect' });
    expect(await wrong.ask(detect)).toMatchObject({ code: 'suspect' });
  });

  it('are not suspected when a run fails once and the golden patterns hold', async () => {
    for (let failing = 1; failing <= 5; failing++) {
      let runs = 0;
      const run = async () => {
        if (++runs === failing) throw new Error('once');
        return { composite: 0, synthetic: 0 };
      };
      const link = await startedWorker(broken(run));
      for (let job = 1; job <= failing + 1; job++) {
        const answer = await link.ask(classify(request()));
        expect(answer).toMatchObject(
          job === failing ? { code: 'internal' } : { type: 'classified' },
        );
      }
    }
  });
});

describe('the queue', () => {
  it('answers each job once, in the order they came, one at a time', async () => {
    let running = 0;
    const link = await startedWorker({
      openClassifier: async () => ({
        classifier: {
          ...model,
          run: async () => {
            expect(++running).toBe(1);
            await new Promise((done) => setTimeout(done, 2));
            running--;
            return { composite: 0, synthetic: 0 };
          },
        },
        backend: 'wasm',
        timings: {},
      }),
    });
    link.answers.length = 0;
    const jobs: Record<string, unknown>[] = [];
    for (let at = 0; at < 8; at++) jobs.push(at % 2 === 0 ? classify(request()) : detect);
    jobs.splice(3, 0, { type: 'detect', picture: 'none' });
    await Promise.all(jobs.map((job) => link.ask(job)));
    const ids = link.answers.map(({ jobId }) => jobId);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(link.answers.map(({ type }) => type)).toEqual(
      jobs.map((job, at) =>
        at === 3 ? 'failed' : job['type'] === 'detect' ? 'detected' : 'classified',
      ),
    );
  });

  it('survives an answer that throws instead of failing', async () => {
    const posted: WorkerAnswer[] = [];
    let calls = 0;
    const serve = serveJobs(
      async (job: WorkerJob) => {
        if (++calls === 1) throw new Error('unforeseen');
        return { type: 'verified', jobId: job.jobId };
      },
      (answer) => posted.push(answer),
    );
    serve({ type: 'verify', jobId: 1 });
    serve({ type: 'verify', jobId: 2 });
    await vi.waitFor(() => expect(posted).toHaveLength(2));
    expect(posted).toMatchObject([
      { code: 'internal', jobId: 1 },
      { type: 'verified', jobId: 2 },
    ]);
  });

  it('does not answer what is no job', async () => {
    const link = await startedWorker();
    link.answers.length = 0;
    for (const data of [null, 7, 'x', {}, { type: 'verify' }, { type: 'verify', jobId: 'a' }]) {
      link.send(data);
    }
    await link.ask({ type: 'verify' });
    expect(link.answers).toHaveLength(1);
  });

  const picture = noiseRgba(4, 4);
  const patch = (sidePx: number, length: number) => ({ sidePx, luma: new Uint8Array(length) });
  const big = 4 * limits.smallPictureLongSidePx + 1;
  const invalid: [string, Record<string, unknown>][] = [
    ['an unknown type', { type: 'dance' }],
    ['pixels that are missing', { ...detect, picture: { ...picture, data: new Uint8Array(63) } }],
    ['pixels that are no bytes', { ...detect, picture: { ...picture, data: [...picture.data] } }],
    ['a size of 0', { ...detect, picture: { ...picture, widthPx: 0, data: new Uint8Array() } }],
    ['half a pixel', { ...detect, picture: { ...picture, widthPx: 3.5 } }],
    ['an unknown format', { ...detect, picture: { ...picture, format: 'NV12' } }],
    ['I420 without its matrix', { ...detect, picture: { ...noiseI420(4, 4), matrix: 'x' } }],
    ['no word about close-ups', { type: 'detect', picture }],
    ['a picture that is too large to detect on', { ...detect, picture: noiseRgba(big, 1) }],
    ['a box that is no number', classify(request({ box: { ...face.box, xPx: Number.NaN } }))],
    ['a box without end', classify(request({ box: { ...face.box, widthPx: 1e9 } }))],
    ['a box far away', classify(request({ box: { ...face.box, yPx: -1e12 } }))],
    ['a box turned inside out', classify(request({ box: { ...face.box, heightPx: -4 } }))],
    ['a patch that is not square', classify(request({ template: patch(24, 575) }))],
    ['a patch without end', classify(request({ template: patch(1000, 1_000_000) }))],
    ['no crop variant', classify(request({ variants: [] }))],
    ['a crop variant below zero', classify(request({ variants: [-1] }))],
    ['too many crop variants', classify(request({ variants: [0, 1, 2, 3, 4] }))],
    ['too many faces', classify(...Array.from({ length: 33 }, () => request()))],
    ['no configuration', { type: 'start' }],
    ['an unknown back end', { type: 'start', config: { ...config, backend: 'webgl' } }],
  ];
  for (const [fault, job] of invalid) {
    it(`answers invalid to ${fault}, and goes on`, async () => {
      const link = await startedWorker();
      expect(await link.ask(job)).toMatchObject({ type: 'failed', code: 'invalid' });
      expect(await link.ask(detect)).toMatchObject({ type: 'detected' });
    });
  }

  it('takes boxes at, over and outside every edge, and pictures of one pixel', async () => {
    const run = async () => ({ composite: 0, synthetic: 0 });
    const link = await startedWorker({
      openClassifier: async () => ({ classifier: { ...model, run }, backend: 'wasm', timings: {} }),
    });
    for (const size of [1, 2, 3, 40]) {
      for (const picked of [noiseRgba(size, size), noiseI420(size, size)]) {
        for (const [xPx, yPx, side] of [
          [0, 0, 0],
          [-500, 20, 90],
          [size, size, 70],
          [-30, -30, 200],
          [0.5, 0.5, 66.6],
        ] as const) {
          const box = { xPx, yPx, widthPx: side, heightPx: side };
          const template = patch(24, 576);
          const answer = await link.ask(
            classify(
              request({ picture: picked, box }),
              request({ picture: picked, box, template }),
            ),
          );
          expect(answer.type).toBe('classified');
        }
      }
    }
  });
});
