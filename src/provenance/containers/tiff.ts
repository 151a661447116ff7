import { readTiff } from '../fields/tiff-directory.js';
import type { Scan } from '../scan.js';

/** A TIFF file is the directory format that EXIF borrowed. */
export async function walkTiff(scan: Scan): Promise<null> {
  await readTiff(scan, scan.reader, 'TIFF');
  return null;
}
