import { readdirSync, readFileSync } from 'node:fs';

/**
 * Time that the main threads of all page processes under this one have run, in ms. Linux only: the
 * first thread of a process has its number, and `schedstat` counts nanoseconds on a processor.
 */
export function pageMainThreadsMs(): number {
  return pageProcesses().reduce((sum, pid) => {
    const [onCpuNs = '0'] = readOf(pid, `task/${pid}/schedstat`).split(' ');
    return sum + Number(onCpuNs) / 1e6;
  }, 0);
}

/** Renderers of Chromium without the extension's own; content processes of Firefox, likewise. */
function pageProcesses(): readonly string[] {
  const parents = new Map<string, string>();
  for (const pid of readdirSync('/proc')) {
    if (/^\d+$/.test(pid)) parents.set(pid, parentOf(pid));
  }
  const isOurs = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || isOurs(parents.get(pid)));
  return [...parents.keys()].filter((pid) => isOurs(pid) && isPage(pid));
}

function isPage(pid: string): boolean {
  const words = readOf(pid, 'cmdline').split('\0').join(' ').trim();
  if (words.includes('--type=renderer')) return !words.includes('--extension-process');
  // The last word of a content process of Firefox is `tab`, also of the one of the extensions, which has a name.
  const isContent = words.includes('-contentproc') && /\stab$/.test(words);
  return isContent && readOf(pid, 'comm').trim() !== 'WebExtensions';
}

/** Field 4 of proc(5), behind the command name, which may hold spaces. */
function parentOf(pid: string): string {
  return readOf(pid, 'stat').split(') ').at(-1)?.split(' ')[1] ?? '';
}

/** Empty when the process has ended in between. */
function readOf(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
