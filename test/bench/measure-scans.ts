import { memorySource, type ByteSource } from '../../src/provenance/byte-source.js';
import { scanFile } from '../../src/provenance/scan-file.js';
import { concat, noise } from '../fixtures/provenance/bytes.js';
import {
  box,
  c2paBox,
  fileType,
  keyedMeta,
  movie,
  mp4File,
} from '../fixtures/provenance/box-file.js';
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

/** One file and what scanning it cost. */
export interface ScanCost {
  readonly name: string;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly readBytes: number;
  readonly sizeBytes: number;
  /** The bar it must hold, in milliseconds; null where only the bytes count. */
  readonly barMs: number | null;
}

/** An hour of video: a gigabyte of media between head and index, none of which may be read. */
const hugeBytes = 2 ** 30;
function hugeSource(): ByteSource {
  const head = concat(fileType('isom', 'isom'), mediaHeader(hugeBytes));
  const tail = movie(keyedMeta([['AIGC', aigcJson]]));
  const sizeBytes = head.length - 16 + hugeBytes + tail.length;
  return {
    sizeBytes,
    read(offset, length) {
      const bytes = new Uint8Array(Math.min(length, sizeBytes - offset));
      copyInto(bytes, offset, head, 0);
      copyInto(bytes, offset, tail, sizeBytes - tail.length);
      return Promise.resolve(bytes);
    },
  };
}

/** Header of an `mdat` of 64-bit size, of which nothing follows here. */
function mediaHeader(sizeBytes: number): Uint8Array {
  const header = new Uint8Array(16);
  const view = new DataView(header.buffer);
  view.setUint32(0, 1);
  header.set(new TextEncoder().encode('mdat'), 4);
  view.setBigUint64(8, BigInt(sizeBytes));
  return header;
}

function copyInto(target: Uint8Array, offset: number, piece: Uint8Array, at: number): void {
  const from = Math.max(offset, at);
  const until = Math.min(offset + target.length, at + piece.length);
  if (from < until) target.set(piece.subarray(from - at, until - at), from - offset);
}

/** Medians over 200 scans after 50 for warming up. */
export async function measureScans(): Promise<readonly ScanCost[]> {
  const sources = [
    ...Object.entries(files).map(([name, bytes]) => [name, () => memorySource(bytes)] as const),
    ['MP4 1 GB, label behind the media', hugeSource] as const,
  ];
  const costs: ScanCost[] = [];
  for (const [name, open] of sources) {
    const timesMs: number[] = [];
    let report = await scanFile(open());
    for (let run = 0; run < 250; run += 1) {
      const startMs = performance.now();
      report = await scanFile(open());
      if (run >= 50) timesMs.push(performance.now() - startMs);
    }
    if (name.includes('label') && report.marks.length === 0)
      throw new Error(`${name}: no mark found`);
    timesMs.sort((one, other) => one - other);
    costs.push({
      name,
      medianMs: timesMs[100] ?? Number.NaN,
      p95Ms: timesMs[190] ?? Number.NaN,
      readBytes: report.readBytes,
      sizeBytes: report.sizeBytes,
      barMs: name.startsWith('JPEG 2 MB') && !name.includes('1 MB') ? 5 : null,
    });
  }
  return costs;
}
