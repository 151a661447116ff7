import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import {
  contentConfig,
  contentScripts,
  pagesConfig,
  popupConfig,
  targets,
  type Target,
} from '../../vite.config.js';
import { bundleSizes, holdBundleSizes } from './build/bundle-sizes.js';
import { buildVerifier, buildVerifyCommand } from './build/build-verifier.js';
import { writeFileList } from './build/write-file-list.js';
import { hardenLibraries } from './build/harden-libraries.js';

const root = resolve(import.meta.dirname, '../..');

/** Directories of the unpacked extension, ready to load. */
export interface BuiltExtensions {
  readonly chromeDir: string;
  readonly firefoxDir: string;
}

/**
 * Builds the extension for the browsers named (both by default) into `dist/`. Throws when a bundle
 * outgrows its limit.
 */
export async function buildAll(only: readonly Target[] = targets): Promise<BuiltExtensions> {
  for (const target of only) {
    await build(pagesConfig(target));
    await build(popupConfig(target));
    for (const name of contentScripts) await build(contentConfig(target, name));
    await hardenLibraries(resolve(root, 'dist', target));
    holdBundleSizes(bundleSizes(resolve(root, 'dist', target)));
  }
  const dirs = only.map((target) => resolve(root, 'dist', target));
  await buildVerifier(root, resolve(root, 'dist'), dirs);
  await buildVerifyCommand(root, resolve(root, 'dist/verify/seam-verify.mjs'));
  // Last: it lists every other file.
  await Promise.all(dirs.map(writeFileList));
  return { chromeDir: resolve(root, 'dist/chrome'), firefoxDir: resolve(root, 'dist/firefox') };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const built = await buildAll();
  console.log(`Built ${built.chromeDir}\nBuilt ${built.firefoxDir}`);
  for (const { name, gzipBytes, limitBytes } of bundleSizes(built.chromeDir)) {
    console.log(`${name}: ${gzipBytes} bytes after gzip, allowed ${limitBytes}`);
  }
}
