import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** From the root of the repository. */
const source = 'src/evidence/pictures/frame-kernels.as';
const compiler = 'node_modules/assemblyscript/bin/asc.js';

/**
 * Compiles the loops over frames to WebAssembly. The same source gives the same bytes. Throws with the
 * compiler's words. In a process of its own, because its types redeclare `Array` for everybody who imports it.
 */
export async function compileKernels(root: string): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'seam-kernels-'));
  try {
    // It reads no other ending, which our own compiler and linter would take for TypeScript.
    await copyFile(resolve(root, source), join(folder, 'kernels.ts'));
    const options = [
      ...['kernels.ts', '--outFile', 'kernels.wasm'],
      ...['--optimizeLevel', '3', '--enable', 'simd', '--runtime', 'stub', '--noAssert'],
    ];
    await promisify(execFile)(process.execPath, [resolve(root, compiler), ...options], {
      cwd: folder,
    });
    return new Uint8Array(await readFile(join(folder, 'kernels.wasm')));
  } finally {
    await rm(folder, { recursive: true });
  }
}
