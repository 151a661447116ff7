import { describe, expect, it } from 'vitest';
import { toBase64, utf8, type Bytes } from '../../../src/evidence/bytes.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { readCertificates } from '../../../src/evidence/stamp/read-certificates.js';
import { makeCertificate } from '../../fixtures/provenance/certificate.js';

const pem = (bytes: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\r\n${toBase64(bytes).replace(/.{64}/g, '$&\r\n')}\r\n-----END CERTIFICATE-----\r\n`;

describe('a file of certificates', () => {
  const [one, two] = ['One', 'Two'].map((common): Bytes => {
    const { bytes } = makeCertificate({ common });
    return new Uint8Array(bytes);
  }) as [Bytes, Bytes];

  it('is DER with one, or PEM with as many as it holds', () => {
    expect(readCertificates(one)).toEqual([one]);
    expect(readCertificates(utf8(`Root one\n${pem(one)}Root two\n${pem(two)}`))).toEqual([
      one,
      two,
    ]);
  });

  it('is refused above one size, whoever reads it', () => {
    const spare = utf8(pem(one));
    const room = evidenceLimits.maxCertificateFileBytes - spare.length;
    expect(readCertificates(utf8(pem(one) + '\n'.repeat(room)))).toEqual([one]);
    expect(readCertificates(utf8(pem(one) + '\n'.repeat(room + 1)))).toBeNull();
  });

  it('is none at all where one of them cannot be read: no certificate is left out in silence', () => {
    const junk = [utf8('junk'), Uint8Array.of(0x30, 0), new Uint8Array(0), one.slice(0, -1)];
    for (const bytes of junk) {
      expect(readCertificates(bytes)).toBeNull();
      expect(readCertificates(utf8(pem(bytes)))).toBeNull();
      expect(readCertificates(utf8(pem(one) + pem(bytes)))).toBeNull();
    }
  });
});
