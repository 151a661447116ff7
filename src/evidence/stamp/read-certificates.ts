import { fromBase64, type Bytes } from '../bytes.js';
import { evidenceLimits } from '../evidence-limits.js';
import { certificateIn } from './certificate.js';

/** Certificates (DER) of a PEM or DER file, or null where there is none, one cannot be read, or it is too large. */
export function readCertificates(file: Bytes): readonly Bytes[] | null {
  if (file.length > evidenceLimits.maxCertificateFileBytes) return null;
  const text = new TextDecoder().decode(file);
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)];
  const found =
    blocks.length === 0
      ? [file]
      : blocks.map(([, base64 = '']) => fromBase64(base64.replace(/\s/g, '')));
  const read = found.filter((bytes) => bytes !== null && certificateIn(bytes) !== null);
  return read.length === found.length ? (read as Bytes[]) : null;
}
