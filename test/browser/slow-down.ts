/**
 * Makes the browser of a test run as on a processor a quarter as fast: all processes below PARENT on one core,
 * stopped three quarters of the time. `node --import tsx slow-down.ts PARENT`; SIGTERM lets them go. Linux only. A debugger
 * slows down one thread of the page, which is not where videos are decoded, drawn and dropped.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const runMs = 2.5;
const stopMs = 3 * runMs;
/** New processes (a tab) are found this often. */
const searchIntervalMs = 500;

const parent = Number(process.argv[2]);
const pinned = new Set<number>();
let slowed: readonly number[] = [];
let searchedAtMs = -Infinity;

/** Fields of proc(5) after the command name, which may hold spaces; the second is the parent. */
function parentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return 0;
  }
}

function search(): void {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))] as const),
  );
  const isBelow = (pid: number): boolean => {
    const above = parents.get(pid);
    return pid !== process.pid && above !== undefined && (above === parent || isBelow(above));
  };
  slowed = [...parents.keys()].filter(isBelow);
  for (const pid of slowed.filter((found) => !pinned.has(found))) {
    pinned.add(pid);
    try {
      execFileSync('taskset', ['-apc', '0', `${pid}`], { stdio: 'ignore' });
    } catch {
      // It has ended in between.
    }
  }
  searchedAtMs = performance.now();
}

function tell(signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of slowed) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended in between.
    }
  }
}

const clock = new Int32Array(new SharedArrayBuffer(4));
const wait = (ms: number): unknown => Atomics.wait(clock, 0, 0, ms);

function letGo(): void {
  tell('SIGCONT');
  process.exit(0);
}
process.on('SIGTERM', letGo);

(function turn() {
  // The test was killed.
  if (process.ppid !== parent) letGo();
  if (performance.now() - searchedAtMs > searchIntervalMs) search();
  tell('SIGCONT');
  wait(runMs);
  tell('SIGSTOP');
  wait(stopMs);
  setImmediate(turn);
})();
