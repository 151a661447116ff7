import { FaceDetector } from '@mediapipe/tasks-vision';
import type { DetectedFace } from '../protocol/worker-link.js';
import type { SizePx } from '../shared/geometry.js';
import type { Picture } from '../shared/picture.js';
import { withCloseUps } from './close-up.js';
import { describeError, EngineError } from './engine-error.js';
import { i420ToRgba } from './pixels/i420-to-rgba.js';
import { withQuietConsole } from './quiet-console.js';

/** MediaPipe's own default; a 60 px face in 640x360 scores 0.86 (feasibility.md section 5). */
const minConfidence = 0.5;

export interface FaceFinder {
  /**
   * Faces of one picture, in its pixels; boxes may reach outside. `closeUps`: those that fill it as well, at the price of a
   * second detection. Throws `webgl2-missing` or `internal`.
   */
  detect(picture: Picture, closeUps: boolean): readonly DetectedFace[];
  close(): void;
}

/** MediaPipe computes on the processor here and still wants WebGL2 to take pictures in. */
export function hasWebgl2(): boolean {
  try {
    const context = new OffscreenCanvas(1, 1).getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    // No OffscreenCanvas at all: no WebGL2 in a worker either.
    return false;
  }
}

/**
 * Opens BlazeFace (full range, sparse) from the package. Throws `webgl2-missing` before loading anything
 * where pictures could not be taken in: without it detection fails only later and without saying why.
 */
export async function openFaceFinder(
  packageUrl: (path: string) => string,
  fetchBytes: (path: string) => Promise<Uint8Array>,
): Promise<FaceFinder> {
  if (!hasWebgl2()) throw new EngineError('webgl2-missing', 'WebGL2 is not available.');
  const modelAssetBuffer = await fetchBytes('assets/face-detector.tflite');
  const wasmLoaderPath = packageUrl('assets/mediapipe/vision_wasm_module_internal.js');
  const wasmBinaryPath = packageUrl('assets/mediapipe/vision_wasm_module_internal.wasm');
  const detector = await withQuietConsole(async () => {
    await offerGlue(wasmLoaderPath);
    return FaceDetector.createFromOptions(
      { wasmLoaderPath, wasmBinaryPath },
      {
        baseOptions: { modelAssetBuffer, delegate: 'CPU' },
        runningMode: 'IMAGE',
        minDetectionConfidence: minConfidence,
      },
    );
  });
  let rgba: Uint8ClampedArray<ArrayBuffer> | undefined;
  const look = (pixels: Uint8ClampedArray, size: SizePx): DetectedFace[] => {
    const { widthPx, heightPx } = size;
    const image = new ImageData(pixels as Uint8ClampedArray<ArrayBuffer>, widthPx, heightPx);
    try {
      return readDetections(detector.detect(image), size);
    } catch (error) {
      throw asEngineError(error);
    }
  };
  return {
    detect(picture, closeUps) {
      const pixels =
        picture.format === 'I420' ? (rgba = i420ToRgba(picture, rgba)) : clampedView(picture.data);
      const found = look(pixels, picture);
      return closeUps ? withCloseUps(pixels, picture, found, look) : found;
    },
    close: () => detector.close(),
  };
}

/**
 * The glue leaves its factory in a global when it is evaluated, and MediaPipe takes it away once used. A
 * module is evaluated once, so a second detector would end in "ModuleFactory not set".
 */
async function offerGlue(loaderUrl: string): Promise<void> {
  // eslint-disable-next-line no-unsanitized/method -- a file of this package; MediaPipe imports the same one
  const glue = (await import(/* @vite-ignore */ loaderUrl)) as { readonly default: unknown };
  Reflect.set(globalThis, 'ModuleFactory', glue.default);
}

function clampedView(data: Uint8Array): Uint8ClampedArray {
  return new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
}

type Detections = ReturnType<FaceDetector['detect']>;

/** MediaPipe's detections in pixels; what has no box or is not finite is no face. */
export function readDetections({ detections }: Detections, size: SizePx): DetectedFace[] {
  return detections.flatMap(({ boundingBox, categories, keypoints }) => {
    if (boundingBox === undefined) return [];
    const { originX, originY, width, height } = boundingBox;
    const confidence = categories[0]?.score ?? 0;
    const keyPoints = keypoints.map(({ x, y }) => ({
      xPx: x * size.widthPx,
      yPx: y * size.heightPx,
    }));
    const numbers = [originX, originY, width, height, confidence];
    for (const { xPx, yPx } of keyPoints) numbers.push(xPx, yPx);
    if (!numbers.every(Number.isFinite) || width <= 0 || height <= 0) return [];
    const box = { xPx: originX, yPx: originY, widthPx: width, heightPx: height };
    return [{ box, confidence, keyPoints }];
  });
}

/** Firefox without WebGL2 loads the detector and then throws about a missing context, e.g. in `_emscripten_glActiveTexture`. */
const webglTrouble = /webgl|GLctx|gl[A-Z]\w*Texture|activeTexture|GL context/i;

function asEngineError(error: unknown): EngineError {
  const detail = describeError(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const isWebgl = webglTrouble.test(detail) || webglTrouble.test(stack) || !hasWebgl2();
  return new EngineError(isWebgl ? 'webgl2-missing' : 'internal', detail, { cause: error });
}
