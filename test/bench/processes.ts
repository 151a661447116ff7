import { readdirSync, readFileSync } from 'node:fs';

/** Profiles of the browsers that the commands start are named so; nobody else's Chromium counts. */
const profileMark = 'seam-chromium-';
/** `getconf CLK_TCK` on every Linux that Node runs on. */
const clockTicksPerSecond = 100;

/** Process ids of every Chromium that the commands have started. Linux only. */
function chromiumProcesses(): readonly string[] {
  return readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && readOf(pid, 'cmdline').includes(profileMark),
  );
}

/** Processor time of all those processes so far, in ms. */
export function totalCpuMs(): number {
  return chromiumProcesses().reduce((sum, pid) => {
    // Fields after the command name, which may hold spaces: 14 and 15 of proc(5) are user and system time.
    const fields = readOf(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
    const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    return sum + (ticks * 1000) / clockTicksPerSecond;
  }, 0);
}

/** Resident memory of the extension's process: service worker, engine page and its worker live in one. */
export function extensionResidentBytes(): number {
  const sizes = chromiumProcesses()
    .filter((pid) => readOf(pid, 'cmdline').includes('--extension-process'))
    .map((pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readOf(pid, 'status'))?.[1] ?? 0) * 1024);
  return Math.max(0, ...sizes);
}

/** Empty when the process has ended in between. */
function readOf(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
