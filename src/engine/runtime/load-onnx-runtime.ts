import type * as OnnxRuntime from 'onnxruntime-web';
import type { Backend } from './choose-backend.js';
import { ensurePromiseIntegration } from './promise-integration.js';

export type Runtime = Pick<typeof OnnxRuntime, 'InferenceSession' | 'Tensor' | 'env'>;

/**
 * Loads ONNX Runtime with its WebAssembly from the package. `/jspi` computes on WASM and WebGPU with one
 * binary; `promise-integration.ts` stands in where a browser cannot suspend WebAssembly.
 *
 * Called after `onmessage` is set, never at the top of a module: awaiting there loses the first messages
 * (feasibility.md section 3).
 */
export async function loadOnnxRuntime(packageUrl: (path: string) => string): Promise<Runtime> {
  ensurePromiseIntegration();
  const runtime: Runtime = await import('onnxruntime-web/jspi');
  // A prefix, so that the glue is loaded from its own file: inlined, it hangs (feasibility.md section 3).
  runtime.env.wasm.wasmPaths = packageUrl('assets/ort/');
  // Two threads lose against one as soon as a video plays on a small machine (feasibility.md section 6).
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.proxy = false;
  runtime.env.logLevel = 'error';
  return runtime;
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
