import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const fixtureDir = resolve(root, 'test/fixtures/notice-extension');

/** Packs the extension that draws notices alone into `outDir`. */
export async function buildNoticeFixture(outDir: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      rolldownOptions: {
        input: { content: join(fixtureDir, 'content.ts') },
        output: { format: 'iife', entryFileNames: 'content.js' },
      },
    },
  });
  for (const file of ['manifest.json', 'background.js']) {
    await cp(join(fixtureDir, file), join(outDir, file));
  }
  await cp(resolve(root, 'public/_locales'), join(outDir, '_locales'), { recursive: true });
}
