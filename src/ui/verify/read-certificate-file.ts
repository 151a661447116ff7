import type { Bytes } from '../../evidence/bytes.js';
import { evidenceLimits } from '../../evidence/evidence-limits.js';
import { readCertificates } from '../../evidence/stamp/read-certificates.js';

/** Certificates of a PEM or DER file that a person chose, or null where it holds none that can be read. */
export async function readCertificateFile(file: Blob): Promise<readonly Bytes[] | null> {
  // The limit of `readCertificates`, before the bytes are in memory.
  if (file.size > evidenceLimits.maxCertificateFileBytes) return null;
  // The browser reads it only now: it may lie there no more.
  const read = await file.arrayBuffer().catch(() => null);
  return read === null ? null : readCertificates(new Uint8Array(read));
}
