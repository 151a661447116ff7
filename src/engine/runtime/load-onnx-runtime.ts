import type * as OnnxRuntime from 'onnxruntime-web';
import type { Backend } from './choose-backend.js';

export type Runtime = Pick<typeof OnnxRuntime, 'InferenceSession' | 'Tensor' | 'env'>;

/**
 * Loads ONNX Runtime with its WebAssembly from the package. `/jspi` computes on WASM and WebGPU with one
 * binary and needs JavaScript promise integration; without it the plain build does WASM alone.
 *
 * Called after `onmessage` is set, never at the top of a module: awaiting there loses the first messages
 * (feasibility.md section 3).
 */
export async function loadOnnxRuntime(packageUrl: (path: string) => string): Promise<Runtime> {
  const runtime: Runtime = hasPromiseIntegration()
    ? await import('onnxruntime-web/jspi')
    : await import('onnxruntime-web/wasm');
  // A prefix, so that the glue is loaded from its own file: inlined, it hangs (feasibility.md section 3).
  runtime.env.wasm.wasmPaths = packageUrl('assets/ort/');
  // Two threads lose against one as soon as a video plays on a small machine (feasibility.md section 6).
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.proxy = false;
  runtime.env.logLevel = 'error';
  return runtime;
}

export function hasPromiseIntegration(): boolean {
  return 'Suspending' in WebAssembly;
}

/** A session of checked model bytes on one back end. */
export function createSession(
  runtime: Runtime,
  model: Uint8Array,
  backend: Backend,
): Promise<OnnxRuntime.InferenceSession> {
  return runtime.InferenceSession.create(model, {
    executionProviders: [backend],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
}
