import { fromBase64, type Bytes } from '../../evidence/bytes.js';
import { evidenceLimits } from '../../evidence/evidence-limits.js';

/** A certificate from a PEM or DER file, or null. Whether it is one at all shows when it is used. */
export async function readCertificate(file: Blob): Promise<Bytes | null> {
  if (file.size > evidenceLimits.maxTokenBytes) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pem = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(
    new TextDecoder().decode(bytes),
  );
  if (pem !== null) return fromBase64((pem[1] ?? '').replace(/\s/g, ''));
  // DER begins with a SEQUENCE.
  return bytes[0] === 0x30 ? bytes : null;
}
