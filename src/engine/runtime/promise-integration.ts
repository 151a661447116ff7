/** The part of `WebAssembly` that JavaScript promise integration adds. */
interface PromiseIntegration {
  Suspending?: unknown;
  promising?: unknown;
}

/**
 * Whether the browser has JavaScript promise integration (Chromium 137; Firefox 153, not 140). Where it is
 * missing, stand-ins that never suspend take its place, so that one ONNX Runtime binary serves every
 * browser: only WebGPU suspends, and WASM gives the same logits at the same speed (measured in Chromium
 * 156 and Firefox 153). False: do not try WebGPU.
 */
export function ensurePromiseIntegration(webAssembly: object = WebAssembly): boolean {
  const own = webAssembly as PromiseIntegration;
  if ('Suspending' in own && !(own.Suspending === standInForSuspending)) return true;
  own.Suspending = standInForSuspending;
  own.promising = standInForPromising;
  return false;
}

type AnyFunction = (...values: readonly unknown[]) => unknown;

/** `new Suspending(f)` marks an import that may suspend; here it stays the plain function. */
const standInForSuspending = function (imported: AnyFunction): AnyFunction {
  return imported;
};

/** `promising(f)` makes an export answer a promise. */
const standInForPromising =
  (exported: AnyFunction) =>
  (...values: readonly unknown[]): Promise<unknown> =>
    // Starts at once, as the browser's own does, and turns a throw into a rejection.
    new Promise((resolve) => resolve(exported(...values)));
