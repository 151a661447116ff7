import type { PackagedFile } from './list-files.js';

/**
 * Every file of the package that nobody can read as text, and where it comes from. A binary that
 * is not named here stops the packaging (threats.md T29).
 */
const expected: readonly { readonly path: RegExp; readonly from: string }[] = [
  {
    path: /^assets\/mediapipe\/vision_wasm_module_internal\.wasm$/,
    from: '@mediapipe/tasks-vision',
  },
  { path: /^assets\/ort\/ort-wasm-simd-threaded\.jspi\.wasm$/, from: 'onnxruntime-web' },
  { path: /^assets\/c2pa\/c2pa_bg\.wasm$/, from: '@contentauth/c2pa-wasm' },
  { path: /^assets\/face-detector\.tflite$/, from: '@mediapipe/face_detection, with metadata' },
  { path: /^models\/[a-z0-9._-]+\.onnx$/, from: 'models/, described in models/catalog.json' },
  { path: /^demo\/test-clip\.mp4$/, from: 'public/demo, described in its PROVENANCE.md' },
  { path: /^icons\/seam-\d+\.png$/, from: 'public/icons' },
];

const textual = /\.(js|mjs|css|html|json|md|svg|txt|sha256)$/;

/** Paths of binaries that nobody expects. */
export function unexpectedBinaries(files: readonly PackagedFile[]): readonly string[] {
  return files
    .filter(({ path }) => !textual.test(path) && !expected.some((known) => known.path.test(path)))
    .map(({ path }) => path);
}
