/**
 * Numbers that bound the reading of untrusted files (threats.md T11). Crossing one is a named state of
 * the report, never an exception.
 */
export const caps = {
  /** Boxes, chunks, segments, directories or elements that are opened, per structure. */
  boxes: 1024,
  /**
   * Boxes that are stepped over unread (pixel and media data). Much larger, because a plain 10 MB PNG has
   * more than a thousand IDAT chunks and an hour of fragmented MP4 has thousands of fragments.
   */
  skippedBoxes: 65_536,
  depth: 32,
  /** All compressed text of one file together. */
  inflatedBytes: 1 << 20,
  /** One label object (GB 45438-2025, Annex E, is a few hundred bytes). */
  jsonBytes: 64 << 10,
  /** One XMP packet, one text chunk. ComfyUI workflows reach some hundred kB. */
  textBytes: 1 << 20,
  /** One C2PA manifest store, thumbnails included. */
  manifestBytes: 8 << 20,
  /** CBOR items of one box, and characters of one JSON assertion, that are looked at. */
  cborItems: 16_384,
  xmlTokens: 65_536,
  /** Everything that is asked from the source for one file. */
  readBytes: 24 << 20,
  /** One read of the sliding window. A 2 MB picture is described within its first one or two. */
  windowBytes: 64 << 10,
  windowsKept: 4,
  /** Looked at behind the end of the container, for marks that were simply appended. */
  tailBytes: 64 << 10,
  marks: 256,
  notes: 64,
  /** One value as it is shown, in UTF-16 units. */
  valueUnits: 256,
  /** The reader gives up by itself (T11: 1 s); whoever started the worker ends it a little later. */
  scanMs: 900,
  /** Includes the start of the worker on a slow machine. */
  workerMs: 1500,
  /** The verifier hashes whole files: a gigabyte takes some seconds. */
  verifyMs: 60_000,
} as const;
