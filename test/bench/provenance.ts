/** Cost of the byte scan alone: `npx tsx test/bench/provenance.ts`. `npm run bench` has the same rows. */
import { measureScans } from './measure-scans.js';

for (const { name, medianMs, p95Ms, readBytes, sizeBytes } of await measureScans()) {
  const [median, p95] = [medianMs.toFixed(2), p95Ms.toFixed(2)];
  const kb = (count: number): string => `${Math.round(count / 1000)} kB`;
  console.log(
    `${name}: median ${median} ms, p95 ${p95} ms, read ${kb(readBytes)} of ${kb(sizeBytes)}`,
  );
}
