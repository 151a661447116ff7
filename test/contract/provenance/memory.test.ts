import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zlibSync } from 'fflate';
import { expect, it } from 'vitest';
import { concat } from '../../fixtures/provenance/bytes.js';
import { richFiles, store } from '../../fixtures/provenance/labelled-files.js';
import { manifest, manifestStore, superbox } from '../../fixtures/provenance/manifest-store.js';
import { box } from '../../fixtures/provenance/box-file.js';
import { chunk, pngFile } from '../../fixtures/provenance/png-file.js';

/** threats.md G11. */
const slackBytes = 32 << 20;
const timesInput = 16;
/** Mutated files of each format, as in `mutated-files.test.ts`. */
const filesPerFormat = process.env['SEAM_LONG'] === '1' ? 10_000 : 500;

/** Files that want to become hundreds of megabytes. */
function inflating(): Uint8Array {
  const text = zlibSync(new Uint8Array(64 << 20), { level: 9 });
  return pngFile([chunk('zTXt', concat('Comment', [0, 0], text))]);
}
function wideStore(): Uint8Array {
  const list = box('cbor', concat([0x9a, 255, 255, 255, 255], new Uint8Array(40_000)));
  const assertions = Array.from({ length: 200 }, () => superbox('c2pa.actions.v2', list));
  return pngFile([chunk('caBX', manifestStore(manifest({ assertions })))]);
}

it.each<[string, () => readonly Uint8Array[], number]>([
  ['a text that inflates to 64 MiB', () => [inflating()], 0],
  ['a manifest store of 200 endless lists', () => [wideStore()], 0],
  [`${filesPerFormat} mutated files per format`, () => Object.values(richFiles), filesPerFormat],
])(
  '%s: memory stays within 16 times the largest file and 32 MB',
  (_, make, mutations) => {
    const folder = mkdtempSync(join(tmpdir(), 'seam-bytes-'));
    try {
      const files = [pngFile([chunk('caBX', store)]), ...make()];
      for (const [index, bytes] of files.entries()) {
        writeFileSync(join(folder, `${String(index).padStart(4, '0')}.bin`), bytes);
      }
      const largestBytes = Math.max(...files.map((bytes) => bytes.length));
      const script = join(import.meta.dirname, 'scan-folder.ts');
      const grown = execFileSync(process.execPath, [
        '--import',
        'tsx',
        script,
        folder,
        String(mutations),
      ]);
      expect(Number(grown.toString())).toBeLessThan(timesInput * largestBytes + slackBytes);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  600_000,
);
