import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { compileKernels } from './compile-kernels.js';
import { manifestFor, type Manifest } from './manifest-for.js';
import { patchFaceDetector } from './patch-face-detector.js';
import { thirdPartyNotices } from './third-party-notices.js';

interface Catalog {
  readonly models: readonly { readonly file: string }[];
}

/**
 * Puts into the package what is not bundled: the manifest of the target, texts, icons, trusted roots, the
 * licences of others, the WebAssembly binaries with their glue, the face detector with its metadata, and the
 * models of the catalog.
 */
export function extensionFiles({
  root,
  target,
}: {
  root: string;
  target: 'chrome' | 'firefox';
}): Plugin {
  const packageDir = (name: string): string =>
    dirname(createRequire(join(root, 'package.json')).resolve(name));
  return {
    name: 'seam-extension-files',
    async generateBundle() {
      const emit = (fileName: string, source: Uint8Array | string): void => {
        this.emitFile({ type: 'asset', fileName, source });
      };
      const copy = async (fileName: string, from: string): Promise<void> => {
        emit(fileName, await readFile(from));
      };

      const manifest = JSON.parse(await readFile(join(root, 'manifest.json'), 'utf8')) as Manifest;
      emit('manifest.json', `${JSON.stringify(manifestFor(target, manifest), null, 2)}\n`);

      for (const folder of ['_locales', 'icons', 'trust']) {
        const from = join(root, 'public', folder);
        for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
          if (!entry.isFile()) continue;
          const path = join(entry.parentPath, entry.name);
          await copy(relative(join(root, 'public'), path).replaceAll('\\', '/'), path);
        }
      }

      emit('third-party-notices.txt', await thirdPartyNotices(root));

      const vision = join(packageDir('@mediapipe/tasks-vision'), 'wasm');
      for (const extension of ['js', 'wasm']) {
        const name = `vision_wasm_module_internal.${extension}`;
        await copy(`assets/mediapipe/${name}`, join(vision, name));
      }

      // One binary for WebGPU and WASM in both browsers (engine/runtime/promise-integration.ts).
      for (const extension of ['mjs', 'wasm']) {
        const name = `ort-wasm-simd-threaded.jspi.${extension}`;
        await copy(`assets/ort/${name}`, join(packageDir('onnxruntime-web'), name));
      }

      // Loaded only after a scan has found a credential.
      await copy(
        'assets/c2pa/c2pa_bg.wasm',
        join(packageDir('@contentauth/c2pa-wasm'), 'c2pa_bg.wasm'),
      );

      emit('assets/frame-kernels.wasm', await compileKernels(root));

      const detector = await readFile(
        join(packageDir('@mediapipe/face_detection'), 'face_detection_full_range_sparse.tflite'),
      );
      emit('assets/face-detector.tflite', patchFaceDetector(detector));

      // The clip of the welcome page: the smallest of the gallery that gets a notice.
      await copy('demo/test-clip.mp4', join(root, 'public/demo/astronaut-forged-resynth.mp4'));

      const catalog = JSON.parse(
        await readFile(join(root, 'models/catalog.json'), 'utf8'),
      ) as Catalog;
      for (const { file } of catalog.models)
        await copy(`models/${file}`, join(root, 'models', file));
    },
  };
}
