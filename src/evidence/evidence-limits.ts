/** Numbers that bound the work on evidence. Each with its unit in the name and its source beside it. */
export const evidenceLimits = {
  /** A package of 100 lossless 1080p frames is about 300 MB; more is refused before reading. */
  maxPackageBytes: 512 * 1024 * 1024,
  maxEntryBytes: 128 * 1024 * 1024,
  /** 200 frames, their crops and redacted copies, and the texts around them. */
  maxEntries: 1000,
  /** In a zip that was made anew, or a folder: files, folders, and one `._` file of macOS for each. */
  maxRepackedEntries: 3000,
  maxPathChars: 120,
  /** Frames that wait, as they were handed over, until their faces are cut from them: 3 or 6 MB each at 1080p. */
  maxKeptFrames: 10,
  /** Larger pictures are encoded without `FrameCoder`, whose memory does not shrink: 140 MB at 4K. */
  maxCoderPixels: 4096 * 2304,
  /** The worker that encodes frames is ended after this long without one. */
  pictureWorkerIdleMs: 5000,
  /** Text files of a package (log, report, pages). A record is about 700 bytes. */
  maxTextFileBytes: 16 * 1024 * 1024,
  maxLogRecords: 20_000,
  /** Storage kept free beside the evidence; the verdict path writes too (threats.md T20). */
  storageReserveBytes: 16 * 1024 * 1024,
  /** What IndexedDB needs beside the bytes themselves, as a factor. An estimate on the safe side. */
  storageOverheadFactor: 1.2,
  /** Side of a frozen face picture / longer side of the face: what a reader needs to see around it. */
  faceMargin: 1.6,
  /** Wall clock and monotonic clock may drift apart by this much between two records. */
  clockToleranceMs: 2000,
  /** Text taken from a page, per field. */
  maxFieldChars: 4000,
  /** A time-stamp token with its certificates is 2 to 8 KB. */
  maxTokenBytes: 64 * 1024,
  /** Every root that a browser trusts is about 220 KB of PEM; nobody needs more authorities. */
  maxCertificateFileBytes: 1024 * 1024,
  /** An authority that is silent for longer is passed over. A guess: none was asked. */
  stampDeadlineMs: 10_000,
  /** From the signer to the root: authorities in use need 4, with a root signed by an older one. */
  maxPathCertificates: 6,
  /** Signatures of certificates checked for one token, 1 ms each; honest ones need less than 20. */
  maxCertificateChecks: 200,
  maxDerDepth: 16,
  maxDerElements: 4096,
} as const;
