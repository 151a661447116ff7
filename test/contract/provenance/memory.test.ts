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
import { mutate } from '../../fixtures/provenance/mutate.js';
import { chunk, pngFile } from '../../fixtures/provenance/png-file.js';

/** threats.md G11. */
const slackBytes = 32 << 20;
const timesInput = 16;

/** Files of some ten kilobytes that want to become hundreds of megabytes. */
function hostileFiles(): Uint8Array[] {
  const text = zlibSync(new Uint8Array(64 << 20), { level: 9 });
  const inflating = pngFile([chunk('zTXt', concat('Comment', [0, 0], text))]);
  const list = box('cbor', concat([0x9a, 255, 255, 255, 255], new Uint8Array(40_000)));
  const wide = manifestStore(
    manifest({ assertions: Array.from({ length: 200 }, () => superbox('c2pa.actions.v2', list)) }),
  );
  const mutated = Object.values(richFiles).flatMap((bytes) =>
    Array.from({ length: 40 }, (_, seed) => mutate(bytes, seed + 1)),
  );
  return [pngFile([chunk('caBX', store)]), inflating, pngFile([chunk('caBX', wide)]), ...mutated];
}

it('memory stays within 16 times the largest file and 32 MB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seam-bytes-'));
  try {
    const files = hostileFiles();
    for (const [index, bytes] of files.entries()) {
      writeFileSync(join(folder, `${String(index).padStart(4, '0')}.bin`), bytes);
    }
    const largestBytes = Math.max(...files.map((bytes) => bytes.length));
    const script = join(import.meta.dirname, 'scan-folder.ts');
    const grown = execFileSync(process.execPath, ['--import', 'tsx', script, folder]);
    expect(Number(grown.toString())).toBeLessThan(timesInput * largestBytes + slackBytes);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
