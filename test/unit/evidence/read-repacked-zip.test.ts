import { zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { joinBytes, utf8, type Bytes } from '../../../src/evidence/bytes.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import {
  newUnpackBudget,
  readRepackedZip,
} from '../../../src/evidence/verify/read-repacked-zip.js';
import { flip, rawZip, seeded } from '../../contract/evidence/edits.js';

const file = utf8('text of a file, text of a file, text of a file');
const readFiles = (zip: Bytes): readonly string[] | null => {
  const read = readRepackedZip(zip, newUnpackBudget());
  return read === null ? null : [...read.files.keys()];
};
const packed = (files: Zippable): Bytes => new Uint8Array(zipSync(files, { level: 6 }));
/** `zip` with numbers of `bytes` bytes put in, counted from the end record where negative. */
function edited(
  zip: Bytes,
  ...changes: readonly [at: number, value: number, bytes: 2 | 4][]
): Bytes {
  const changed = zip.slice();
  const view = new DataView(changed.buffer);
  for (const [at, value, bytes] of changes) {
    const from = at < 0 ? zip.length + at : at;
    if (bytes === 2) view.setUint16(from, value, true);
    else view.setUint32(from, value, true);
  }
  return changed;
}
/** Where the directory starts, in a zip without a comment. */
const directoryOf = (zip: Bytes): number =>
  new DataView(zip.buffer).getUint32(zip.length - 6, true);

describe('a zip that was made anew', () => {
  it('is read with compression, folders, one folder around it and extra fields', () => {
    expect(readFiles(packed({ a: file, 'b/c.txt': file }))).toEqual(['a', 'b/c.txt']);
    expect(readFiles(packed({ 'top/': [new Uint8Array(0), { level: 0 }], 'top/a': file }))).toEqual(
      ['a'],
    );
    // Folders of the package itself are not taken for one around it.
    expect(readFiles(packed({ 'media/a': file, b: file }))).toEqual(['media/a', 'b']);
    expect(readFiles(packed({ '证据/a': file, '证据/b/c': file }))).toEqual(['a', 'b/c']);
    const extra = { 0x5455: new Uint8Array(5) };
    expect(readFiles(packed({ a: [file, { extra, comment: 'note' }] }))).toEqual(['a']);
  });

  it('has names as long as a system and a package make them, and no longer', () => {
    const folder = '证'.repeat(255);
    const path = `media/${'a'.repeat(114)}`;
    const longest = { [`${folder}/${path}`]: file, [`__MACOSX/${folder}/media/._a`]: file };
    expect(readFiles(packed(longest))).toEqual([path]);
    expect(readFiles(packed({ [`${'x'.repeat(1022)}/a`]: file }))).toEqual(['a']);
    expect(readFiles(packed({ [`${'x'.repeat(1023)}/a`]: file }))).toBeNull();
  });

  it('names what a system added, and does not look into it', () => {
    const added = ['__MACOSX/._a', '.DS_Store', 'b/.DS_Store', 'b/Thumbs.db', 'desktop.ini', '._a'];
    const zip = packed(Object.fromEntries(['a', 'b/c', ...added].map((path) => [path, file])));
    const read = readRepackedZip(zip, newUnpackBudget());
    expect([...(read?.files.keys() ?? [])]).toEqual(['a', 'b/c']);
    expect(read?.skipped).toEqual(added);
    // What is added to hide beside a name of a package is no such file.
    expect(readFiles(packed({ a: file, 'a.DS_Store': file }))).toEqual(['a', 'a.DS_Store']);
    expect(readFiles(packed({ a: file, 'b/__MACOSX/c': file }))).toBeNull();
    expect(readFiles(packed({ a: file, '._': file }))).toBeNull();
  });

  it('skips nothing that the list of the package names, also in a folder around it', () => {
    const sums = utf8(`${'ab'.repeat(32)}  b/Thumbs.db\n`);
    for (const top of ['', 'top/']) {
      const paths = { 'b/Thumbs.db': file, 'c/Thumbs.db': file, SHA256SUMS: sums };
      const zip = packed(
        Object.fromEntries(Object.entries(paths).map(([path, bytes]) => [`${top}${path}`, bytes])),
      );
      const read = readRepackedZip(zip, newUnpackBudget());
      expect([...(read?.files.keys() ?? [])].toSorted()).toEqual(['SHA256SUMS', 'b/Thumbs.db']);
      expect(read?.skipped).toEqual([`${top}c/Thumbs.db`]);
    }
    const aside = packed({ 'top/a': file, 'b/Thumbs.db': file, 'top/SHA256SUMS': sums });
    expect(readRepackedZip(aside, newUnpackBudget())?.skipped).toEqual(['b/Thumbs.db']);
    // A list that cannot be read names nothing.
    const folder: Bytes = new Uint8Array(0);
    expect(readFiles(packed({ a: file, 'SHA256SUMS/': folder, 'SHA256SUMS/b': file }))).toEqual([
      'a',
      'SHA256SUMS/b',
    ]);
  });

  it.each([
    '../evil',
    '/etc/passwd',
    'a/../b',
    'a/./b',
    'a//b',
    'a\\b',
    '.hidden',
    'a/.b',
    'C:/x',
    'ä.txt',
    'a b',
    '',
    'x'.repeat(121),
    'con\u0000.txt',
    '__MACOSX/../../evil',
    'top/../../evil/.DS_Store',
  ])('is refused with the name %j', (name) => {
    expect(
      readFiles(
        rawZip([
          ['ok', file],
          [name, file],
        ]),
      ),
    ).toBeNull();
  });

  it('is refused with doubles, also those that differ in case alone or are a folder too', () => {
    const twice = (...names: readonly string[]): readonly string[] | null =>
      readFiles(rawZip(names.map((name) => [name, name.endsWith('/') ? new Uint8Array(0) : file])));
    expect(twice('a', 'b')).not.toBeNull();
    expect(twice('a', 'a')).toBeNull();
    expect(twice('a', 'A')).toBeNull();
    expect(twice('b/', 'b/c', 'b/')).toBeNull();
    expect(twice('b', 'b/', 'b/c')).toBeNull();
    // A folder that holds nothing was not there either.
    expect(twice('a', 'b/')).toBeNull();
  });

  it('is refused where the two places that describe an entry do not agree', () => {
    const zip = rawZip([['a', file]]);
    const directoryAt = directoryOf(zip);
    expect(readFiles(zip)).toEqual(['a']);
    const wrong: Readonly<Record<string, Bytes>> = {
      'a name': edited(zip, [30, 0x62, 2]),
      'a method': edited(zip, [8, 8, 2]),
      'both methods, of stored bytes': edited(zip, [8, 8, 2], [directoryAt + 10, 8, 2]),
      flags: edited(zip, [6, 0x800, 2]),
      'a local length': edited(zip, [22, file.length - 1, 4]),
      'a length in the directory': edited(zip, [directoryAt + 24, file.length - 1, 4]),
      'every length': edited(
        zip,
        [18, file.length - 1, 4],
        [22, file.length - 1, 4],
        [directoryAt + 20, file.length - 1, 4],
        [directoryAt + 24, file.length - 1, 4],
      ),
      'what stored bytes unpack to': edited(
        zip,
        [22, file.length + 1, 4],
        [directoryAt + 24, file.length + 1, 4],
      ),
      'a checksum': edited(zip, [14, 1, 4]),
      'both checksums': edited(zip, [14, 1, 4], [directoryAt + 16, 1, 4]),
      'a place': edited(zip, [directoryAt + 42, 1, 4]),
      'another disk': edited(zip, [directoryAt + 34, 1, 2]),
      'the count': edited(zip, [-14, 2, 2], [-12, 2, 2]),
      'one count': edited(zip, [-14, 2, 2]),
      'the start of the directory': edited(zip, [-6, 0, 4]),
      encryption: edited(zip, [6, 1, 2], [directoryAt + 8, 1, 2]),
      'a link': edited(zip, [directoryAt + 40, 0xa1ff, 2]),
      'a folder that is a file': edited(zip, [directoryAt + 40, 0x41ff, 2]),
    };
    for (const [what, other] of Object.entries(wrong)) expect(readFiles(other), what).toBeNull();
  });

  it('is refused with extra fields that give an entry another length or name', () => {
    const unicode = (name: string): Bytes => joinBytes(Uint8Array.of(1, 0, 0, 0, 0), utf8(name));
    const withExtra = (path: string, id: number, data: Bytes): Bytes =>
      packed({ [path]: [file, { extra: { [id]: data } }] });
    expect(readFiles(withExtra('a', 0x7075, unicode('b')))).toBeNull();
    expect(readFiles(withExtra('a', 0x7075, unicode('x/a')))).toBeNull();
    expect(readFiles(withExtra('x/a', 0x7075, unicode('../a')))).toBeNull();
    expect(readFiles(withExtra('x/a', 0x7075, unicode('证据/a')))).toEqual(['a']);
    expect(readFiles(withExtra('a', 0x0001, new Uint8Array(16)))).toBeNull();
  });

  it('has no bytes before, between or in place of its entries', () => {
    const two = rawZip([
      ['a', file],
      ['b', file],
    ]);
    const entryBytes = 30 + 1 + file.length;
    const shifted = (gapAt: number): Bytes => {
      const zip = joinBytes(two.subarray(0, gapAt), Uint8Array.of(7), two.subarray(gapAt));
      const directoryAt = directoryOf(two) + 1;
      const moved = edited(zip, [-6, directoryAt, 4]);
      const second = directoryAt + 46 + 1 + 42;
      const isBeforeSecond = gapAt <= entryBytes;
      const first = edited(moved, [directoryAt + 42, gapAt === 0 ? 1 : 0, 4]);
      return isBeforeSecond ? edited(first, [second, entryBytes + 1, 4]) : first;
    };
    expect(readFiles(two)).toEqual(['a', 'b']);
    for (const gapAt of [0, entryBytes, 2 * entryBytes])
      expect(readFiles(shifted(gapAt))).toBeNull();
    // Two entries over the same bytes, and an entry that no directory names.
    const secondAt = directoryOf(two) + 47 + 42;
    expect(readFiles(edited(two, [secondAt, 0, 4]))).toBeNull();
    const one = rawZip([['b', file]]);
    const hidden = edited(
      joinBytes(two.subarray(0, 2 * entryBytes), one.subarray(directoryOf(one))),
      [-6, 2 * entryBytes, 4],
      [2 * entryBytes + 42, entryBytes, 4],
    );
    expect(readFiles(hidden)).toBeNull();
  });

  it('is not unpacked beyond what one answer may take, whatever it says of its lengths', () => {
    const bomb = packed({ a: new Uint8Array(8_000_000) });
    expect(readRepackedZip(bomb, { leftBytes: 7_999_999 })).toBeNull();
    const budget = { leftBytes: 8_000_000 };
    expect(readRepackedZip(bomb, budget)).not.toBeNull();
    expect(budget.leftBytes).toBe(0);
    const directoryAt = directoryOf(bomb);
    const small = edited(bomb, [22, 10, 4], [directoryAt + 24, 10, 4]);
    expect(readFiles(small)).toBeNull();
    const tooLarge = packed({ a: new Uint8Array(evidenceLimits.maxEntryBytes + 1) });
    expect(readFiles(tooLarge)).toBeNull();
    const many = Array.from({ length: evidenceLimits.maxEntries + 1 }, (_, at) => [`f${at}`, file]);
    expect(readFiles(rawZip(many as [string, Bytes][]))).toBeNull();
    const junk = Array.from({ length: evidenceLimits.maxRepackedEntries }, (_, at) => [
      `__MACOSX/f${at}`,
      file,
    ]);
    expect(readFiles(rawZip([['a', file], ...(junk as [string, Bytes][])]))).toBeNull();
  });

  it('never crashes the reader, and gives back only files that were in it, in 3,000 mutations', () => {
    const pick = seeded(46);
    const whole = packed({ 'top/a': file, 'top/b/c.txt': utf8('other'), '__MACOSX/._a': file });
    for (let round = 0; round < 3000; round += 1) {
      let zip = flip(whole, pick);
      if (round % 3 === 0) zip = zip.slice(0, pick(zip.length));
      const read = readRepackedZip(zip, newUnpackBudget());
      for (const [, bytes] of read?.files ?? []) {
        expect(['other', new TextDecoder().decode(file)]).toContain(
          new TextDecoder().decode(bytes),
        );
      }
    }
    expect(readFiles(new Uint8Array(0))).toBeNull();
    expect(readFiles(utf8('<html>'))).toBeNull();
  });
});
