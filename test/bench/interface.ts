/**
 * How soon popup and notice are there: `npx tsx test/bench/interface.ts [DIR...]`, the builds to compare,
 * opened in turns (by default the one in `dist`). `npm run bench` has the same rows.
 */
import { resolve } from 'node:path';
import { measureNotice } from './measure-notice.js';
import { measurePopup } from './measure-popup.js';

const opens = 15;
const named = process.argv.slice(2);
const dirs = (named.length === 0 ? ['dist/chrome'] : named).map((dir) => resolve(dir));
const line = (what: string, timesMs: readonly number[]): void => {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(0);
  console.log(`${what}: median ${at(0.5)} ms, from ${at(0)} to ${at(1)}`);
};
for (const [at, timesMs] of (await measurePopup(dirs, opens)).entries()) {
  line(`popup to first content, ${dirs[at] ?? ''}`, timesMs);
}
line('notice after a verdict', await measureNotice(opens));
