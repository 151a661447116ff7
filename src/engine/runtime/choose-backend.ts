import type { EngineConfig } from '../../protocol/worker-link.js';

export type Backend = 'wasm' | 'webgpu';
/** `fallback`: WebGPU computed by the processor. 100 times slower than WASM (feasibility.md section 7). */
export type Adapter = 'none' | 'fallback' | 'hardware';

/** WebGPU must win clearly: it costs memory and can be lost, and warm-up times wander. */
const clearlyFaster = 0.8;

/** Whether opening the model on WebGPU is worth a try. */
export function isWebgpuWorthTrying(
  { backend, allowFallbackAdapter }: Pick<EngineConfig, 'backend' | 'allowFallbackAdapter'>,
  adapter: Adapter,
): boolean {
  if (backend === 'wasm' || adapter === 'none') return false;
  return adapter === 'hardware' || allowFallbackAdapter;
}

/** Milliseconds per face after warm-up; null where the back end was not opened or failed its golden patterns. */
export interface WarmUp {
  readonly wasmMs: number | null;
  readonly webgpuMs: number | null;
}

/** The back end to use. `webgpu` in the configuration skips the race, not the checks. Null: none works. */
export function chooseBackend(
  { backend }: Pick<EngineConfig, 'backend'>,
  { wasmMs, webgpuMs }: WarmUp,
): Backend | null {
  if (webgpuMs === null) return wasmMs === null ? null : 'wasm';
  if (wasmMs === null || backend === 'webgpu') return 'webgpu';
  return webgpuMs < wasmMs * clearlyFaster ? 'webgpu' : 'wasm';
}

/** Asks the browser for an adapter. Never throws: a browser that refuses has none. */
export async function probeAdapter(gpu: GPU | undefined): Promise<Adapter> {
  try {
    const adapter = await gpu?.requestAdapter();
    if (adapter == null) return 'none';
    return adapter.info.isFallbackAdapter ? 'fallback' : 'hardware';
  } catch {
    // Refusal by policy or a blocked driver reads as "no adapter": WASM goes on.
    return 'none';
  }
}
