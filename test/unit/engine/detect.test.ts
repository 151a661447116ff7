import { afterEach, describe, expect, it, vi } from 'vitest';
import { hasWebgl2, openFaceFinder, readDetections } from '../../../src/engine/detect.js';
import { withQuietConsole } from '../../../src/engine/quiet-console.js';
import { noiseI420, noiseRgba } from './pictures.js';

const detector = vi.hoisted(() => ({
  detect: vi.fn(),
  close: vi.fn(),
  create: vi.fn(),
}));
vi.mock('@mediapipe/tasks-vision', () => ({
  FaceDetector: { createFromOptions: detector.create },
}));

/** The worker's globals that Node lacks. */
function withCanvas(getContext: () => unknown): void {
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = getContext;
    },
  );
  vi.stubGlobal(
    'ImageData',
    class {
      readonly data: Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        this.data = data;
        this.width = width;
        this.height = height;
      }
    },
  );
}
const webgl2 = () => ({ getExtension: () => null });
const glue = 'data:text/javascript,export default () => "glue"';
const open = () =>
  openFaceFinder(
    () => glue,
    async () => new Uint8Array(4),
  );

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

describe('without WebGL2', () => {
  for (const [where, getContext] of [
    ['a canvas gives no context', () => null],
    [
      'asking for it throws',
      () => {
        throw new Error('no');
      },
    ],
  ] as const) {
    it(`the detector is not even loaded where ${where}`, async () => {
      withCanvas(getContext);
      expect(hasWebgl2()).toBe(false);
      const fetchBytes = vi.fn();
      await expect(openFaceFinder(() => glue, fetchBytes)).rejects.toMatchObject({
        code: 'webgl2-missing',
      });
      expect(fetchBytes).not.toHaveBeenCalled();
      expect(detector.create).not.toHaveBeenCalled();
    });
  }

  it('in a worker without OffscreenCanvas it is missing as well', async () => {
    expect(hasWebgl2()).toBe(false);
    await expect(open()).rejects.toMatchObject({ code: 'webgl2-missing' });
  });

  it('a detection that dies in WebGL says so, and another failure does not', async () => {
    withCanvas(webgl2);
    detector.create.mockResolvedValue(detector);
    const finder = await open();
    const failure = (error: unknown): unknown => {
      detector.detect.mockImplementationOnce(() => {
        throw error;
      });
      try {
        finder.detect(noiseRgba(4, 4), true);
      } catch (thrown) {
        return (thrown as { code: unknown }).code;
      }
      return null;
    };
    const inGl = new TypeError('GLctx is undefined');
    inGl.stack = 'detect@vision.js:1'; // Firefox leaves the message out
    const inStack = new TypeError("can't access property of null");
    inStack.stack = 'TypeError\n at _emscripten_glActiveTexture (vision.js:1)';
    expect(failure(inGl)).toBe('webgl2-missing');
    expect(failure(inStack)).toBe('webgl2-missing');
    expect(failure(new RangeError('out of memory'))).toBe('internal');
    expect(failure('Aborted()')).toBe('internal');
    // The context was there at the start and is gone now: whatever was thrown, that is the cause.
    withCanvas(() => null);
    expect(failure(new RangeError('out of memory'))).toBe('webgl2-missing');
  });
});

describe('the detector', () => {
  it('gets RGBA pixels of either format, whole and in their size', async () => {
    withCanvas(webgl2);
    detector.create.mockResolvedValue(detector);
    detector.detect.mockReturnValue({ detections: [] });
    const finder = await open();
    const rgba = noiseRgba(7, 5);
    finder.detect(rgba, false);
    finder.detect(noiseI420(9, 3), false);
    const [first, second] = detector.detect.mock.calls.map(([image]) => image as ImageData);
    expect([first!.width, first!.height, [...first!.data]]).toEqual([7, 5, [...rgba.data]]);
    expect([second!.width, second!.height, second!.data.length]).toEqual([9, 3, 9 * 3 * 4]);
  });

  it('looks a second time only where close-ups are asked for', async () => {
    withCanvas(webgl2);
    detector.create.mockResolvedValue(detector);
    detector.detect.mockReturnValue({ detections: [] });
    const finder = await open();
    finder.detect(noiseRgba(7, 5), false);
    expect(detector.detect).toHaveBeenCalledTimes(1);
    finder.detect(noiseRgba(7, 5), true);
    const sizes = detector.detect.mock.calls.map(([image]) => {
      const { width, height } = image as ImageData;
      return [width, height];
    });
    expect(sizes.slice(1)).toEqual([
      [7, 5],
      [14, 10],
    ]);
  });

  it('can be opened again: the glue is offered each time, because a module runs only once', async () => {
    withCanvas(webgl2);
    detector.create.mockImplementation(async () => {
      const factory = Reflect.get(globalThis, 'ModuleFactory') as unknown;
      if (typeof factory !== 'function') throw new Error('ModuleFactory not set.');
      Reflect.set(globalThis, 'ModuleFactory', undefined); // as MediaPipe does
      return detector;
    });
    await expect(open()).resolves.toBeDefined();
    await expect(open()).resolves.toBeDefined();
  });

  it('gives boxes and key points in pixels, and drops what is not finite or has no box', () => {
    const keypoints = [{ x: 0.5, y: 0.25, label: '', score: 0 }];
    const category = { score: 0.9, index: 0, categoryName: '', displayName: '' };
    const face = {
      categories: [category],
      keypoints,
      boundingBox: { originX: -3, originY: 4, width: 30, height: 31, angle: 0 },
    };
    const found = readDetections(
      {
        detections: [
          face,
          { ...face, boundingBox: undefined as never },
          { ...face, boundingBox: { ...face.boundingBox, width: Number.NaN } },
          { ...face, boundingBox: { ...face.boundingBox, height: 0 } },
          { ...face, keypoints: [{ ...keypoints[0]!, x: Number.POSITIVE_INFINITY }] },
        ],
      },
      { widthPx: 640, heightPx: 360 },
    );
    expect(found).toEqual([
      {
        box: { xPx: -3, yPx: 4, widthPx: 30, heightPx: 31 },
        confidence: 0.9,
        keyPoints: [{ xPx: 320, yPx: 90 }],
      },
    ]);
  });
});

describe('the quiet console', () => {
  it('keeps what is bound while loading silent for good, and gives the console back', async () => {
    const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const bound = await withQuietConsole(async () => {
      console.error('while loading');
      return console.error.bind(console);
    });
    bound('later, by the glue');
    expect(spy).not.toHaveBeenCalled();
    console.error('ours');
    expect(spy).toHaveBeenCalledOnce();
    await expect(withQuietConsole(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    console.error('ours again');
    expect(spy).toHaveBeenCalledTimes(2);
  });
});
