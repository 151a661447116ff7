import type { LogHead } from '../log/capture-log.js';
import type { CaptureRecord } from '../log/capture-record.js';
import type { Dossier } from '../package/dossier.js';
import type { WithheldWhy } from '../package/package-layout.js';
import type { PageMeta } from '../capture/page-meta.js';

/** What `report.html` is made of. */
export interface ReportInput {
  readonly dossier: Dossier;
  readonly records: readonly CaptureRecord[];
  readonly log: LogHead;
  readonly fingerprint: string;
  readonly sealedAt: string;
  /** Name and version of the extension that sealed it. */
  readonly software: string;
  /** A time stamp of an authority belongs to the package. */
  readonly hasStamp: boolean;
  /** Files named in the log that this package does not hold. */
  readonly withheld: readonly string[];
  /** Why, where it was not the person's choice. */
  readonly withheldWhy: Readonly<Record<string, WithheldWhy>>;
  /** What was known when it was frozen; null where that cannot be read. */
  readonly meta: PageMeta | null;
  /** Names of the destinations of earlier reports, by their ids. */
  readonly destinationNames: Readonly<Record<string, string>>;
}
