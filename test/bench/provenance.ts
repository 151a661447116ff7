/**
 * Cost of line two alone: `npx tsx test/bench/provenance.ts`. `npm run bench` has the same rows. The share of the
 * package is that of the last build.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { measurePackage } from './measure-package.js';
import { measureScans } from './measure-scans.js';

for (const { name, medianMs, p95Ms, readBytes, sizeBytes } of await measureScans()) {
  const [median, p95] = [medianMs.toFixed(2), p95Ms.toFixed(2)];
  const kb = (count: number): string => `${Math.round(count / 1000)} kB`;
  console.log(
    `${name}: median ${median} ms, p95 ${p95} ms, read ${kb(readBytes)} of ${kb(sizeBytes)}`,
  );
}
for (const name of ['chrome', 'firefox']) {
  const dir = resolve(import.meta.dirname, '../../dist', name);
  if (!existsSync(dir)) continue;
  const { zippedBytes, provenanceBytes } = await measurePackage(dir);
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
  console.log(`Package ${name}: ${mb(provenanceBytes)} of ${mb(zippedBytes)}`);
}
