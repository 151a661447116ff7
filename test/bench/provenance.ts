/**
 * Cost of the byte scan: `npx tsx test/bench/provenance.ts`. Medians over 200 scans after 50 for warming
 * up. Bar: 5 ms for a JPEG of 2 MB.
 */
import { memorySource } from '../../src/provenance/byte-source.js';
import { scanFile } from '../../src/provenance/scan-file.js';
import { noise } from '../fixtures/provenance/bytes.js';
import { box, mp4File, c2paBox, keyedMeta, movie } from '../fixtures/provenance/box-file.js';
import * as jpeg from '../fixtures/provenance/jpeg-file.js';
import { aigcJson, aigcXmp } from '../fixtures/provenance/labels.js';
import { exif, sourceXmp } from '../fixtures/provenance/labelled-files.js';
import { manifest, manifestStore, superbox } from '../fixtures/provenance/manifest-store.js';
import { chunk, pngFile, textChunk } from '../fixtures/provenance/png-file.js';

const bytes2Mb = 2_000_000;
/** As cameras and editors leave them: with a thumbnail of 200 kB inside. */
const store = manifestStore(
  manifest(),
  superbox('thumbnail', box('bidb', noise(200_000))),
  manifest(),
);
const files: Readonly<Record<string, Uint8Array>> = {
  'JPEG 2 MB, no marks': jpeg.jpegFile([jpeg.jfif], bytes2Mb),
  'JPEG 2 MB, EXIF, XMP, C2PA with 200 kB thumbnail': jpeg.jpegFile(
    [jpeg.exifSegment(exif), jpeg.xmpSegment(sourceXmp), ...jpeg.jumbfSegments(store)],
    bytes2Mb,
  ),
  'JPEG 2 MB, XMP of 1 MB': jpeg.jpegFile(
    jpeg.extendedXmpSegments(
      aigcXmp.replace(
        '</rdf:Description>',
        `<a:b xmlns:a="u">${'<a:c>x</a:c>'.repeat(60_000).slice(0, 60_000 * 12)}</a:b></rdf:Description>`,
      ),
    ),
    bytes2Mb,
  ),
  'PNG 2 MB in 8 kB chunks': pngFile([textChunk('AIGC', aigcJson)], {
    after: Array.from({ length: 250 }, () => chunk('IDAT', noise(8000))),
  }),
  'MP4, label and manifest': mp4File([
    c2paBox(store),
    movie(keyedMeta([['AIGC', aigcJson]])),
    box('mdat', noise(bytes2Mb)),
  ]),
};

for (const [name, bytes] of Object.entries(files)) {
  const timesMs: number[] = [];
  let readBytes = 0;
  for (let run = 0; run < 250; run += 1) {
    const startMs = performance.now();
    const report = await scanFile(memorySource(bytes));
    if (run >= 50) timesMs.push(performance.now() - startMs);
    ({ readBytes } = report);
  }
  timesMs.sort((one, other) => one - other);
  const [median, p95] = [timesMs[100] ?? 0, timesMs[190] ?? 0].map((ms) => ms.toFixed(2));
  const kb = (count: number): string => `${Math.round(count / 1000)} kB`;
  console.log(
    `${name}: median ${median} ms, p95 ${p95} ms, read ${kb(readBytes)} of ${kb(bytes.length)}`,
  );
}
