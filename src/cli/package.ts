/**
 * `npm run package`: store-ready zips of both browsers in `out/`, each with the list of its files,
 * sizes and SHA-256. Fails on any error or warning of `web-ext lint`, and on a binary that `package/expected-binaries.ts` does not name.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildAll } from './build.js';
import { unexpectedBinaries } from './package/expected-binaries.js';
import { lintPackage } from './package/lint-package.js';
import { listFiles } from './package/list-files.js';
import { zipFiles } from './package/zip-files.js';

const out = resolve(import.meta.dirname, '../../out');
await mkdir(out, { recursive: true });
const { chromeDir, firefoxDir } = await buildAll();

for (const [target, dir] of [
  ['chrome', chromeDir],
  ['firefox', firefoxDir],
] as const) {
  const files = await listFiles(dir);
  const unexpected = unexpectedBinaries(files);
  if (unexpected.length > 0) {
    console.error(`${target}: binaries that nobody expects: ${unexpected.join(', ')}`);
    process.exit(1);
  }
  // Chromium's package has keys and calls that Firefox does not know: linted is what Mozilla gets.
  const faults = target === 'firefox' ? lintPackage(dir) : [];
  if (faults.length > 0) {
    console.error(`web-ext lint:\n${faults.join('\n')}`);
    process.exit(1);
  }
  const zip = await zipFiles(files);
  const list = files.map(({ path, bytes, sha256 }) => `${sha256} ${bytes.length} ${path}`);
  await writeFile(resolve(out, `seam-${target}.zip`), zip);
  await writeFile(resolve(out, `seam-${target}.files.txt`), `${list.join('\n')}\n`);
  console.log(list.join('\n'));
  console.log(
    `out/seam-${target}.zip: ${files.length} files, ${(zip.length / 1e6).toFixed(2)} MB zipped\n`,
  );
}
