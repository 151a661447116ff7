import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Places in libraries that could run code from elsewhere, or make markup from text, and what stands
 * there instead. None is ever reached in Seam; both stores ask about each, and what is not in the
 * package cannot be reached by a mistake of ours either.
 */
interface Repair {
  readonly what: string;
  /** Below `assets/`. */
  readonly file: RegExp;
  readonly find: RegExp;
  readonly put: string;
}

const visionGlue = '"/assets/mediapipe/vision_wasm_module_internal.js"';
const repairs: readonly Repair[] = [
  {
    what: 'preact: markup from text (dangerouslySetInnerHTML, which nothing here uses)',
    file: /\.js$/,
    find: /\([\w$]+\.innerHTML=[\w$]+\.__html\)/g,
    put: '(0)',
  },
  {
    what: 'MediaPipe: a script of any address; the glue lies at one place of the package',
    file: /^engine\.worker\.js$/,
    find: /import\([\w$]+\.toString\(\)\)/g,
    put: `import(${visionGlue})`,
  },
  {
    what: 'our own import of that glue, whose address the bundler must not follow',
    file: /^engine\.worker\.js$/,
    find: /import\(\s*\/\*\s*@vite-ignore\s*\*\/\s*[\w$]+\)/g,
    put: `import(${visionGlue})`,
  },
  {
    what: 'ONNX Runtime: a script of any address; its glue lies at one place of the package',
    file: /^ort\.jspi\.min.*\.js$/,
    find: /import\(\s*\/\*\s*webpackIgnore:true\s*\*\/\s*\/\*\s*@vite-ignore\s*\*\/\s*[\w$]+\)/g,
    put: 'import("/assets/ort/ort-wasm-simd-threaded.jspi.mjs")',
  },
  {
    what: 'ONNX Runtime: code from text, which the content security policy refuses anyway',
    file: /^ort\/.*\.mjs$/,
    find: /new Function\(/g,
    put: '(()=>{throw new EvalError("no code from text")})(',
  },
];

/** Puts the repairs into a build. Throws when one finds nothing to repair: a library has changed. */
export async function hardenLibraries(dir: string): Promise<void> {
  const assets = join(dir, 'assets');
  const names = (await readdir(assets, { recursive: true })).map((name) =>
    name.replaceAll('\\', '/'),
  );
  for (const { what, file, find, put } of repairs) {
    let found = 0;
    for (const name of names.filter((candidate) => file.test(candidate))) {
      const before = await readFile(join(assets, name), 'utf8');
      const after = before.replace(find, () => {
        found += 1;
        return put;
      });
      if (after !== before) await writeFile(join(assets, name), after);
    }
    if (found === 0) throw new Error(`nothing to repair in ${dir}: ${what}`);
  }
}
