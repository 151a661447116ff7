import { describe, expect, it } from 'vitest';
import { containerKinds, scanStates } from '../../../src/provenance/report.js';
import { jpegFile, xmpSegment } from '../../fixtures/provenance/jpeg-file.js';
import { aigcXmp } from '../../fixtures/provenance/labels.js';
import { richFiles, store } from '../../fixtures/provenance/labelled-files.js';
import { mutate } from '../../fixtures/provenance/mutate.js';
import { chunk, pngFile } from '../../fixtures/provenance/png-file.js';
import { processorMs, scan } from '../../fixtures/provenance/scan.js';
import { utf8 } from '../../fixtures/provenance/bytes.js';

/** threats.md G11: 500 a format on every change, `SEAM_LONG=1` makes it 10,000. */
const filesPerFormat = process.env['SEAM_LONG'] === '1' ? 10_000 : 500;
const maxMs = 2000;

/** Formats whose container is kept whole, so that the changes hit what lies inside. */
const inner: Readonly<Record<string, (seed: number) => Uint8Array>> = {
  'raw JUMBF': (seed) => pngFile([chunk('caBX', mutate(store, seed))]),
  'raw XMP': (seed) =>
    jpegFile([xmpSegment(new TextDecoder('latin1').decode(mutate(utf8(aigcXmp), seed)))]),
};
const formats: Readonly<Record<string, (seed: number) => Uint8Array>> = {
  ...Object.fromEntries(
    Object.entries(richFiles).map(([format, bytes]) => [
      format,
      (seed: number) => mutate(bytes, seed),
    ]),
  ),
  ...inner,
};

describe(`${filesPerFormat} mutated files per format`, () => {
  it.each(Object.entries(formats))(
    '%s: no fault, none slow, every report in its closed lists',
    async (_, make) => {
      let slowestMs = 0;
      let marks = 0;
      for (let seed = 1; seed <= filesPerFormat; seed += 1) {
        const bytes = make(seed);
        const start = process.cpuUsage();
        // `scan` throws the fault of ours that users would see as "malformed".
        const report = await scan(bytes).catch((error: unknown) => {
          throw new Error(`seed ${seed}`, { cause: error });
        });
        slowestMs = Math.max(slowestMs, processorMs(start));
        marks += report.marks.length;
        if (report.container !== null) expect(containerKinds).toContain(report.container);
        for (const { state, place } of report.notes) {
          expect(scanStates).toContain(state);
          expect(Number.isSafeInteger(place.offset)).toBe(true);
        }
      }
      expect(slowestMs).toBeLessThan(maxMs);
      // The changes are small enough that many marks survive; else nothing was tested.
      expect(marks).toBeGreaterThan(filesPerFormat / 10);
    },
    600_000,
  );
});
