/**
 * `npm test`: types, lint, unit and contract tests, then the browser suites in Chromium and
 * Firefox on the packaged build. Cheap steps first; the first step that fails ends the run.
 */
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { requirePrograms } from './browsers/require-programs.js';
import { buildAll } from './build.js';
import { addCounts, closingLine, readCounts, type TestCounts } from './test/test-counts.js';

const root = resolve(import.meta.dirname, '../..');
const reports = resolve(root, 'out/tests');
const counts: TestCounts[] = [];

function run(title: string, command: string, args: readonly string[]): boolean {
  console.log(`\n== ${title}: ${command} ${args.join(' ')}`);
  const { status, error } = spawnSync('npx', ['--no-install', command, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (error !== undefined) console.error(error.message);
  return status === 0;
}

async function runTests(title: string, projects: readonly string[]): Promise<boolean> {
  const report = resolve(reports, `${projects.join('-')}.json`);
  const isGreen = run(title, 'vitest', [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  counts.push(await readCounts(report));
  return isGreen;
}

async function allSteps(): Promise<boolean> {
  await mkdir(reports, { recursive: true });
  if (!run('Types', 'tsc', ['--build', 'src/tsconfig.json', 'test/tsconfig.json'])) return false;
  if (!run('Lint', 'eslint', ['.', '--max-warnings', '0'])) return false;
  if (!run('Format', 'prettier', ['--check', '.', '--log-level', 'warn'])) return false;
  if (!(await runTests('Unit and contract tests', ['unit', 'contract']))) return false;
  console.log('\n== Browsers');
  requirePrograms(['chromium', 'firefox', 'xvfb'], console.log);
  console.log('\n== Build');
  await buildAll();
  return runTests('Browser suites', ['browser']);
}

const isGreen = await allSteps();
console.log(`\n${closingLine(addCounts(counts))}`);
process.exitCode = isGreen ? 0 : 1;
