import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { build, type InlineConfig } from 'vite';

/** Name of the offline verifier beside the packages. */
export const verifierFile = 'seam-verifier.html';
/**
 * Its name inside a package: a page with a script in it is refused as a page of an extension, and this
 * one is none. People save it, under the name above.
 */
export const packedVerifierFile = 'seam-verifier.txt';

/** Words that the verifier says; everything else of the messages stays out of the file. */
const words = /^(verify_|file_|language_code$|sentence_separator$)/;

/**
 * Builds the verifier into one HTML file: script, style and words inside, a policy that allows
 * exactly those two and no network at all. Written into `outDir`, and into each package.
 */
export async function buildVerifier(
  root: string,
  outDir: string,
  packageDirs: readonly string[],
): Promise<void> {
  const { script, style } = await bundle(root);
  const hash = (text: string): string =>
    `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  // A literal end tag inside a string of the script would end it.
  const safe = script.replaceAll('</script', '<\\/script');
  const policy = `default-src 'none'; script-src ${hash(safe)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Seam</title>
<style>${style}</style>
</head>
<body>
<script>${safe}</script>
</body>
</html>
`;
  await mkdir(outDir, { recursive: true });
  await writeFile(resolve(outDir, verifierFile), html);
  for (const dir of packageDirs) await writeFile(resolve(dir, packedVerifierFile), html);
}

/** Builds the verifier's command for Node into one file with nothing to install. */
export async function buildVerifyCommand(root: string, file: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: resolve(root, 'src/cli/seam-verify.ts'),
      outDir: dirname(file),
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        output: { entryFileNames: 'seam-verify.mjs', banner: '#!/usr/bin/env node' },
      },
    },
  });
  await chmod(file, 0o755);
  await writeFile(
    resolve(dirname(file), 'package.json'),
    `${JSON.stringify(await commandPackage(root), null, 2)}\n`,
  );
}

/** Makes the folder a package of its own, so that who only checks need not install what the extension needs. */
async function commandPackage(root: string): Promise<object> {
  const { version, license } = JSON.parse(
    await readFile(resolve(root, 'package.json'), 'utf8'),
  ) as { version: string; license: string };
  const name = 'seam-verify';
  return { name, version, license, type: 'module', bin: { [name]: `${name}.mjs` } };
}

async function bundle(root: string): Promise<{ script: string; style: string }> {
  const config: InlineConfig = {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: { OFFLINE_WORDS: JSON.stringify(await offlineWords(root)) },
    resolve: {
      alias: { 'webextension-polyfill': resolve(root, 'src/cli/build/no-extension.ts') },
    },
    build: {
      write: false,
      target: ['chrome120', 'firefox120', 'safari17'],
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: { verifier: resolve(root, 'src/entries/verify-offline.tsx') },
      },
    },
  };
  const built = await build(config);
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunks = outputs.filter((one) => one.type === 'chunk' && one.name === 'verifier');
  const styles = outputs.filter((one) => one.type === 'asset' && one.fileName.endsWith('.css'));
  const [chunk] = chunks;
  const [style] = styles;
  if (chunk?.type !== 'chunk' || style?.type !== 'asset' || chunk.imports.length > 0) {
    throw new Error('the offline verifier did not become one script and one style');
  }
  return { script: `(async()=>{${chunk.code}})();`, style: String(style.source) };
}

async function offlineWords(root: string): Promise<Record<string, unknown>> {
  const languages = ['en', 'zh_CN', 'zh_TW'];
  const all = await Promise.all(
    languages.map(async (language) => {
      const path = resolve(root, 'public/_locales', language, 'messages.json');
      const messages = JSON.parse(await readFile(path, 'utf8')) as Record<string, object>;
      const kept = Object.entries(messages).filter(([key]) => words.test(key));
      return [language, Object.fromEntries(kept)] as const;
    }),
  );
  return Object.fromEntries(all);
}
