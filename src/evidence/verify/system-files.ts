import { readUtf8, type Bytes } from '../bytes.js';
import { evidenceLimits } from '../evidence-limits.js';

/**
 * Named as what macOS and Windows write by themselves beside the files of a person: views of folders, small pictures,
 * and attributes, which lie in a folder of their own in a zip and beside each file on a disk that cannot hold them.
 */
export function hasSystemName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    /^__MACOSX(?:\/|$)/.test(path) || /^(?:\._.+|\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name)
  );
}

/**
 * Whether what was found among the files of a package is left out of the check as a system's. Only an addition can
 * be: what the package itself lists is checked, whatever it is called.
 *
 * @param sums `SHA256SUMS` as it was found, whoever signed it.
 * @param around name of the folder that the package lies in, with its slash.
 */
export function systemFileTest(sums: Bytes | undefined, around = ''): (name: string) => boolean {
  const isReadable = sums !== undefined && sums.length <= evidenceLimits.maxTextFileBytes;
  const lines = (isReadable ? (readUtf8(sums) ?? '') : '').split('\n');
  const listed = new Set(lines.map((line) => line.replace(/^[0-9a-f]{64} {2}/, '')));
  // The name of the folder is taken off, not put before each line: it may be long, and the lines are many.
  const isListed = (name: string): boolean =>
    name.startsWith(around) && listed.has(name.slice(around.length));
  return (name) => hasSystemName(name) && !isListed(name);
}
