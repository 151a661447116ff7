import type { ProvenanceFacts } from '../shared/provenance.js';
import type { TrustListName } from '../shared/trust-list.js';
import { askScan } from './ask-scan.js';
import type { C2paVerification, TrustList } from './c2pa/verification.js';
import { askVerification } from './c2pa/verify-link.js';
import { foldFacts } from './fold-facts.js';
import type { ProvenanceReport } from './report.js';
import type { WorkerLike } from './worker-calls.js';

/** The two workers, started for one file each. */
export interface ProvenanceWorkers {
  readonly startScan: () => WorkerLike;
  readonly startVerify: () => WorkerLike;
}

export interface FileToRead {
  readonly file: Blob;
  readonly fileName?: string;
  readonly mediaType?: string;
  readonly signal?: AbortSignal;
}

/** Everything that a file says, and what the check of its credential found. */
export interface ReadFile {
  readonly report: ProvenanceReport;
  /** Null: no credential, and the verifier was not started. */
  readonly verification: C2paVerification | null;
  readonly facts: ProvenanceFacts;
  /** Lists held at that moment: a signer was compared with these, whatever is held later. */
  readonly lists: readonly TrustListName[];
}

/**
 * Scans a file and, only if it carries a credential, verifies that. Never rejects; within
 * `caps.workerMs` + `caps.verifyMs` it ends with named states.
 */
export async function readFile(
  workers: ProvenanceWorkers,
  request: FileToRead,
  lists: readonly TrustList[],
): Promise<ReadFile> {
  const report = await askScan(workers.startScan, request);
  const verification = await askVerification(
    workers.startVerify,
    request.file,
    report,
    lists,
    request.signal,
  );
  return {
    report,
    verification,
    facts: foldFacts(report, verification),
    lists: lists.map(({ pem: _roots, ...name }) => name),
  };
}
