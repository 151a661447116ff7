import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

interface Fault {
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly message: string;
}
interface LintReport {
  readonly errors: readonly Fault[];
  readonly warnings: readonly Fault[];
}

const webExt = resolve(import.meta.dirname, '../../../node_modules/web-ext/bin/web-ext.js');

/** What Mozilla's own check of add-ons has against an unpacked extension: errors and warnings, as text. */
export function lintPackage(dir: string): readonly string[] {
  const flags = ['lint', '--source-dir', dir, '--output', 'json', '--no-config-discovery'];
  const { stdout, stderr } = spawnSync(process.execPath, [webExt, ...flags], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const start = stdout.indexOf('{');
  if (start === -1) throw new Error(`web-ext lint did not answer: ${stderr.slice(0, 500)}`);
  const { errors, warnings } = JSON.parse(stdout.slice(start)) as LintReport;
  return [...errors, ...warnings].map(
    ({ code, file, line, message }) => `${code} ${file ?? ''}:${line ?? ''} ${message}`,
  );
}
