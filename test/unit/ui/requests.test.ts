import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './fake-browser.js';

/**
 * Files that call `fetch` and need not write it down: they read the package, or somebody else writes
 * it down. Whoever asks another host does that first (`settings/request-ledger.ts`).
 */
const local: Readonly<Record<string, string>> = {
  'src/sampling/fetch-original.ts': 'written down by background/freeze-media.ts, which asks for it',
  'src/ui/evidence/export-package.tsx': 'the package',
  'src/entries/c2pa.worker.ts': 'the package',
  'src/entries/engine.worker.ts': 'the package',
  'src/entries/pictures.worker.ts': 'the package',
  'src/entries/welcome.tsx': 'the package',
  'src/ui/chosen-words.ts': 'the package',
  'src/provenance/c2pa/bundled-trust-list.ts': 'the package',
};

const src = resolve(projectRoot, 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('cli'))
  .map((name) => join(src, name));
const asksNetwork = /\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket\(|EventSource\(/;

test('every call to another host is written down before it is made', () => {
  const callers = files.filter((file) => asksNetwork.test(readFileSync(file, 'utf8')));
  expect(callers.length).toBeGreaterThan(0);
  const silent = callers
    .map((file) => relative(projectRoot, file).replaceAll('\\', '/'))
    .filter((file) => !Object.hasOwn(local, file))
    .filter((file) => !readFileSync(resolve(projectRoot, file), 'utf8').includes('recordRequest('));
  expect(silent).toEqual([]);
});

test('the original of a picture is written down by whoever asks a page for it', () => {
  const asker = readFileSync(resolve(projectRoot, 'src/background/freeze-media.ts'), 'utf8');
  expect(asker.indexOf('await noteOriginal(')).toBeGreaterThan(0);
  expect(asker.indexOf('await noteOriginal(')).toBeLessThan(asker.indexOf("'page/fetch-original'"));
});
