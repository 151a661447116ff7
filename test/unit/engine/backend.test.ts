import { describe, expect, it, vi } from 'vitest';
import {
  chooseBackend,
  isWebgpuWorthTrying,
  probeAdapter,
} from '../../../src/engine/runtime/choose-backend.js';
import { openClassifier } from '../../../src/engine/runtime/open-classifier.js';
import type { Runtime } from '../../../src/engine/runtime/load-onnx-runtime.js';
import { bundledCatalog as catalog } from '../../../src/shared/bundled-catalog.js';
import type { EngineConfig } from '../../../src/protocol/worker-link.js';

const entry = catalog.models[0]!;
const config = (backend: EngineConfig['backend'], allowFallbackAdapter = false): EngineConfig => ({
  modelId: entry.id,
  backend,
  allowFallbackAdapter,
});

describe('whether WebGPU is tried', () => {
  it('depends on the adapter: hardware yes, software only in tests, none never', () => {
    const tried = (['wasm', 'auto', 'webgpu'] as const).flatMap((backend) =>
      (['none', 'fallback', 'hardware'] as const).flatMap((adapter) =>
        [false, true]
          .filter((allowed) => isWebgpuWorthTrying(config(backend, allowed), adapter))
          .map((allowed) => `${backend} ${adapter}${allowed ? ' allowed' : ''}`),
      ),
    );
    expect(tried).toEqual([
      'auto fallback allowed',
      'auto hardware',
      'auto hardware allowed',
      'webgpu fallback allowed',
      'webgpu hardware',
      'webgpu hardware allowed',
    ]);
  });

  it('is answered without a throw by browsers that have none, refuse, or give a software one', async () => {
    const gpu = (requestAdapter: () => Promise<unknown>): GPU =>
      ({ requestAdapter }) as unknown as GPU;
    const adapter = (isFallbackAdapter: boolean) =>
      gpu(async () => ({ info: { isFallbackAdapter } }));
    expect(await probeAdapter(undefined)).toBe('none');
    expect(await probeAdapter(gpu(async () => null))).toBe('none');
    expect(await probeAdapter(gpu(() => Promise.reject(new Error('blocked'))))).toBe('none');
    expect(await probeAdapter(adapter(true))).toBe('fallback');
    expect(await probeAdapter(adapter(false))).toBe('hardware');
  });
});

describe('the choice', () => {
  it('needs WebGPU to be clearly faster, unless WebGPU was asked for', () => {
    expect(chooseBackend({ backend: 'auto' }, { wasmMs: 20, webgpuMs: 5 })).toBe('webgpu');
    expect(chooseBackend({ backend: 'auto' }, { wasmMs: 20, webgpuMs: 19 })).toBe('wasm');
    expect(chooseBackend({ backend: 'auto' }, { wasmMs: 20, webgpuMs: 90 })).toBe('wasm');
    expect(chooseBackend({ backend: 'webgpu' }, { wasmMs: 20, webgpuMs: 90 })).toBe('webgpu');
  });

  it('takes what works when one does not', () => {
    expect(chooseBackend({ backend: 'webgpu' }, { wasmMs: 20, webgpuMs: null })).toBe('wasm');
    expect(chooseBackend({ backend: 'auto' }, { wasmMs: null, webgpuMs: 90 })).toBe('webgpu');
    expect(chooseBackend({ backend: 'auto' }, { wasmMs: null, webgpuMs: null })).toBeNull();
  });
});

/** A runtime whose back ends do as told: right or wrong numbers, quickly or slowly, or no opening at all. */
function runtimeThat(how: {
  wasm: 'works' | 'lies' | 'fails';
  webgpu: 'works' | 'lies' | 'fails' | 'nan';
  webgpuMs?: number;
  wasmMs?: number;
}) {
  const released: string[] = [];
  const opened: string[] = [];
  const create = async (
    _model: Uint8Array,
    { executionProviders }: { executionProviders: ('wasm' | 'webgpu')[] },
  ) => {
    const name = executionProviders[0]!;
    const behaviour = how[name];
    if (behaviour === 'fails') throw new Error(`no ${name}`);
    opened.push(name);
    let run = 0;
    return {
      async run() {
        const row = entry.golden[run++ % entry.golden.length]!;
        const delayMs = name === 'wasm' ? how.wasmMs : how.webgpuMs;
        if (delayMs !== undefined) await new Promise((done) => setTimeout(done, delayMs));
        const value =
          behaviour === 'works' ? row.logits : behaviour === 'lies' ? [9, 9] : [Number.NaN, 0];
        return { logits: { data: Float32Array.from(value) } };
      },
      async release() {
        released.push(name);
      },
    };
  };
  const Tensor = vi.fn();
  const runtime = { InferenceSession: { create }, Tensor, env: {} } as unknown as Runtime;
  return { runtime, released, opened };
}

const open = (
  { runtime }: { runtime: Runtime },
  wanted: EngineConfig = config('auto'),
  adapter: 'none' | 'fallback' | 'hardware' = 'hardware',
) => openClassifier(runtime, new Uint8Array(), entry, wanted, adapter);

describe('opening the classifier', () => {
  it('uses WebGPU when its warm-up is faster, and lets the WASM session go', async () => {
    const fake = runtimeThat({ wasm: 'works', webgpu: 'works', wasmMs: 12 });
    expect((await open(fake)).backend).toBe('webgpu');
    expect(fake.released).toEqual(['wasm']);
  });

  it('uses WASM when WebGPU is slower, and never releases the GPU session', async () => {
    const fake = runtimeThat({ wasm: 'works', webgpu: 'works', webgpuMs: 12 });
    expect((await open(fake)).backend).toBe('wasm');
    expect(fake.released).toEqual([]);
  });

  for (const webgpu of ['fails', 'lies', 'nan'] as const) {
    it(`falls back to WASM when WebGPU ${webgpu}`, async () => {
      const fake = runtimeThat({ wasm: 'works', webgpu, wasmMs: 12 });
      for (const wanted of ['auto', 'webgpu'] as const) {
        expect((await open(fake, config(wanted))).backend).toBe('wasm');
      }
      expect(fake.released).toEqual([]);
    });
  }

  it('does not touch WebGPU without an adapter, nor with a software one', async () => {
    for (const adapter of ['none', 'fallback'] as const) {
      const fake = runtimeThat({ wasm: 'works', webgpu: 'works', wasmMs: 5 });
      expect((await open(fake, config('webgpu'), adapter)).backend).toBe('wasm');
      expect(fake.opened).toEqual(['wasm']);
    }
  });

  it('does not open WASM when WebGPU was asked for and works', async () => {
    const fake = runtimeThat({ wasm: 'works', webgpu: 'works' });
    expect((await open(fake, config('webgpu'))).backend).toBe('webgpu');
    expect(fake.opened).toEqual(['webgpu']);
  });

  it('is suspect when every back end lies, and says so when none opens', async () => {
    const lying = open(runtimeThat({ wasm: 'lies', webgpu: 'lies' }));
    await expect(lying).rejects.toMatchObject({ code: 'suspect' });
    const none = open(runtimeThat({ wasm: 'fails', webgpu: 'fails' }));
    await expect(none).rejects.toMatchObject({ code: 'internal', message: /no webgpu.*no wasm/ });
  });

  it('reports how long each step took', async () => {
    const { timings } = await open(runtimeThat({ wasm: 'works', webgpu: 'works', webgpuMs: 5 }));
    expect(Object.keys(timings).sort()).toEqual([
      'wasmFaceMs',
      'wasmOpenMs',
      'webgpuFaceMs',
      'webgpuOpenMs',
    ]);
  });
});

it('asks the graph for the logits alone', async () => {
  const { createClassifier } = await import('../../../src/engine/classify.js');
  const run = vi.fn(async () => ({ logits: { data: Float32Array.of(1, 2) } }));
  const classifier = createClassifier({ run } as never, () => ({}) as never, entry);
  expect(await classifier.run()).toEqual({ composite: 1, synthetic: 2 });
  expect(run).toHaveBeenCalledWith({ [entry.input.name]: {} }, ['logits']);
});
