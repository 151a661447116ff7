import { Budget } from './budget.js';
import { ByteReader } from './byte-reader.js';
import type { ByteSource } from './byte-source.js';
import { caps } from './caps.js';
import { walkBmff } from './containers/bmff.js';
import { walkEbml } from './containers/ebml.js';
import { walkGif } from './containers/gif.js';
import { walkJpegXl } from './containers/jpeg-xl.js';
import { walkJpeg } from './containers/jpeg.js';
import { walkPng } from './containers/png.js';
import { walkRiff } from './containers/riff.js';
import { walkTiff } from './containers/tiff.js';
import { findContradictions } from './find-contradictions.js';
import { readTail } from './read-tail.js';
import type { ContainerKind, ProvenanceReport, ScanNote } from './report.js';
import { ScanStop } from './scan-stop.js';
import { Scan } from './scan.js';
import { isWrongType, sniffBytes, sniffContainer } from './sniff-container.js';

export interface ScanOptions {
  /** What the page or the file system calls the file. Never believed, only compared. */
  readonly fileName?: string;
  readonly mediaType?: string;
  readonly scanMs?: number;
  /** Hears of faults of ours (tests). */
  readonly onUnexpected?: (error: unknown) => void;
}

/** Each answers where the file should end, or null where its container does not say. */
const walkers: Readonly<Record<ContainerKind, (scan: Scan) => Promise<number | null>>> = {
  jpeg: walkJpeg,
  png: walkPng,
  webp: walkRiff,
  avi: walkRiff,
  wav: walkRiff,
  gif: walkGif,
  tiff: walkTiff,
  'jpeg-xl': walkJpegXl,
  avif: walkBmff,
  heif: walkBmff,
  mp4: walkBmff,
  mov: walkBmff,
  webm: walkEbml,
  matroska: walkEbml,
};

/**
 * Everything that a file says about how it was made, read from its head and tail within the caps of
 * `caps.ts`. Never rejects: what could not be read is named in `notes`, and the marks that were found
 * before stay.
 */
export async function scanFile(
  source: ByteSource,
  options: ScanOptions = {},
): Promise<ProvenanceReport> {
  const budget = new Budget(options.scanMs ?? caps.scanMs);
  const reader = new ByteReader(source, budget);
  const scan = new Scan(reader, budget, options.onUnexpected ?? (() => undefined));
  const whole = { path: '', offset: 0 };
  let container: ContainerKind | null = null;
  try {
    await scan.attempt(whole, async () => {
      if (reader.sizeBytes === 0) throw new ScanStop('empty');
      container = sniffContainer(await reader.upTo(0, sniffBytes));
      if (isWrongType(container, options)) scan.note('wrong-type', whole);
      if (container === null) throw new ScanStop('not-a-known-container');
      await walk(scan, container);
    });
  } catch (error) {
    scan.note(error instanceof ScanStop ? error.state : 'malformed', whole);
  }
  for (const { state, place } of findContradictions(scan.marks)) scan.note(state, place);
  const { sizeBytes } = reader;
  const notes: readonly ScanNote[] = scan.notes;
  return { container, sizeBytes, readBytes: budget.readBytes, marks: scan.marks, notes };
}

async function walk(scan: Scan, container: ContainerKind): Promise<void> {
  let end: number | null = null;
  const place = { path: container, offset: 0 };
  await scan.attempt(place, async () => {
    end = await walkers[container](scan);
  });
  await scan.attempt({ path: 'tail', offset: 0 }, () => readTail(scan, container, end));
}

/** Whether the verifier's binary is worth loading for this file. */
export const hasManifest = (report: ProvenanceReport): boolean =>
  report.marks.some((mark) => mark.kind === 'c2pa');
