import { resolve } from 'node:path';
import { defineConfig, type InlineConfig } from 'vite';
import { bindPages } from './src/cli/build/bind-pages.js';
import { extensionFiles } from './src/cli/build/extension-files.js';
import { inlineLimits } from './src/cli/build/inline-limits.js';
import { tightenStyles } from './src/cli/build/tighten-styles.js';

/** The browsers that one source is built for. */
export const targets = ['chrome', 'firefox'] as const;
export type Target = (typeof targets)[number];

const root = import.meta.dirname;

function shared(target: Target): InlineConfig & { build: object } {
  return {
    root,
    base: '',
    configFile: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // onnxruntime-web otherwise inlines its glue, which hangs threads and doubles the binary.
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'] },
    build: {
      outDir: resolve(root, 'dist', target),
      target: target === 'chrome' ? 'chrome148' : 'firefox142',
      // Pages name all their scripts at once, so that none waits for another to be read.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      sourcemap: false,
    },
    worker: { format: 'es' },
  };
}

/** Pages, background and workers: ES modules. */
export function pagesConfig(target: Target): InlineConfig {
  const base = shared(target);
  const entry = (name: string): string => resolve(root, 'src/entries', name);
  return {
    ...base,
    define: { seamTarget: JSON.stringify(target) },
    publicDir: resolve(root, 'public'),
    plugins: [bindPages(), extensionFiles({ root, target })],
    worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/[name].js' } } },
    build: {
      ...base.build,
      emptyOutDir: true,
      // `extension-files` copies what the package needs; the demo gallery stays outside.
      copyPublicDir: false,
      rolldownOptions: {
        input: {
          background: entry('background.ts'),
          options: entry('options.html'),
          check: entry('check.html'),
          evidence: entry('evidence.html'),
          freeze: entry('freeze.html'),
          welcome: entry('welcome.html'),
          why: entry('why.html'),
          verify: entry('verify.html'),
          ...(target === 'chrome' ? { engine: entry('engine.html') } : {}),
        },
        output: {
          entryFileNames: (chunk) =>
            chunk.name === 'background' ? 'background.js' : 'assets/[name].js',
          chunkFileNames: 'assets/[name].js',
          assetFileNames: 'assets/[name][extname]',
        },
      },
    },
  };
}

/**
 * The popup by itself, in one script: it is opened to be read at once, and each file more that it shares
 * with other pages is one more to wait for.
 */
export function popupConfig(target: Target): InlineConfig {
  const base = shared(target);
  return {
    ...base,
    define: { seamTarget: JSON.stringify(target) },
    publicDir: resolve(root, 'public'),
    plugins: [bindPages()],
    build: {
      ...base.build,
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: { popup: resolve(root, 'src/entries/popup.html') },
        output: {
          codeSplitting: false,
          entryFileNames: 'assets/[name].js',
          assetFileNames: 'assets/[name][extname]',
        },
      },
    },
  };
}

/** Content scripts: one classic script each, because content scripts cannot be modules. */
export const contentScripts = ['content', 'more-sites', 'freezer'] as const;

/**
 * One content script. `more-sites` goes before `content` wherever that is not in the manifest: the
 * pages watched from the start need not load the adapters of every other site. `freezer` comes when a
 * person freezes something.
 */
export function contentConfig(target: Target, name: (typeof contentScripts)[number]): InlineConfig {
  const base = shared(target);
  return {
    ...base,
    resolve: {
      ...base.resolve,
      alias: [
        {
          find: 'webextension-polyfill',
          replacement: resolve(root, 'src/protocol/content-browser.ts'),
        },
        {
          find: './media-record-schema.js',
          replacement: resolve(root, 'src/protocol/unread-record-schema.ts'),
        },
        {
          find: './page-messages.js',
          replacement: resolve(root, 'src/protocol/no-page-messages.ts'),
        },
        ...(name === 'freezer'
          ? []
          : [
              {
                find: './freezer-messages.js',
                replacement: resolve(root, 'src/protocol/no-freezer-messages.ts'),
              },
            ]),
        {
          find: /^\.\/(freeze|look)-messages\.js$/,
          replacement: resolve(root, 'src/protocol/unread-messages.ts'),
        },
        {
          find: './provenance-messages.js',
          replacement: resolve(root, 'src/protocol/relayed-messages.ts'),
        },
      ],
    },
    plugins: [inlineLimits(), tightenStyles()],
    define: { seamTarget: JSON.stringify(target) },
    publicDir: false,
    build: {
      ...base.build,
      emptyOutDir: false,
      rolldownOptions: {
        input: { [name]: resolve(root, `src/entries/${name}.ts`) },
        output: { format: 'iife', entryFileNames: '[name].js' },
      },
    },
  };
}

export default defineConfig(({ mode }) => pagesConfig(mode === 'firefox' ? 'firefox' : 'chrome'));
