import type { Budget } from '../budget.js';
import { cleanValue } from '../clean-value.js';
import { decodeText, decodeUtf16 } from '../decode-text.js';
import { u8 } from '../numbers.js';
import { ScanStop } from '../scan-stop.js';
import type { CborMap, CborValue } from './cbor.js';
import { isCborList, isCborMap, readCbor } from './cbor.js';

export interface ClaimedSigner {
  readonly name: string | null;
  readonly organisation: string | null;
  readonly carriesTimeStamp: boolean;
}

/** Who a COSE_Sign1 says it is signed by. Nothing is verified. @throws ScanStop */
export function readCoseSigner(bytes: Uint8Array, budget: Budget): ClaimedSigner {
  const sign1 = readCbor(bytes, budget);
  if (!isCborList(sign1) || sign1.length < 4) throw new ScanStop('malformed');
  const [protectedBytes, unprotected] = sign1;
  const headers: CborMap[] = isCborMap(unprotected) ? [unprotected] : [];
  if (protectedBytes instanceof Uint8Array && protectedBytes.length > 0) {
    const map = readCbor(protectedBytes, budget);
    if (isCborMap(map)) headers.unshift(map);
  }
  const find = (key: string): CborValue | undefined =>
    headers.map((map) => map.get(key)).find((value) => value !== undefined);
  // 33 is x5chain; version 1 claims wrote the name out.
  const chain = find('33') ?? find('x5chain');
  const first = isCborList(chain) ? chain[0] : chain;
  const subject = first instanceof Uint8Array ? readSubject(first) : null;
  return {
    name: subject?.get('2.5.4.3') ?? null,
    organisation: subject?.get('2.5.4.10') ?? null,
    carriesTimeStamp: find('sigTst') !== undefined || find('sigTst2') !== undefined,
  };
}

interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** Attributes of a certificate's subject by object identifier, as far as they are short names. */
function readSubject(certificate: Uint8Array): ReadonlyMap<string, string> {
  const [outer] = derItems(certificate, 1);
  const [tbs] = derItems(outer?.content ?? new Uint8Array(0), 1);
  const fields = derItems(tbs?.content ?? new Uint8Array(0), 8);
  // [0] version is optional; then serial, signature algorithm, issuer, validity, subject.
  const subject = fields[fields[0]?.tag === 0xa0 ? 5 : 4];
  const names = new Map<string, string>();
  for (const set of derItems(subject?.content ?? new Uint8Array(0), 32)) {
    for (const attribute of derItems(set.content, 4)) {
      const [oid, value] = derItems(attribute.content, 2);
      if (oid?.tag !== 0x06 || value === undefined) continue;
      const isWide = value.tag === 0x1e;
      const text = isWide ? decodeUtf16(value.content, 'utf-16be') : decodeText(value.content);
      const shown = cleanValue(text);
      // 2.5.4.x is encoded as 55 04 xx.
      if (oid.content[0] === 0x55 && oid.content[1] === 4 && shown !== null) {
        names.set(`2.5.4.${oid.content[2] ?? 0}`, shown);
      }
    }
  }
  return names;
}

function derItems(bytes: Uint8Array, maxItems: number): Der[] {
  const items: Der[] = [];
  let at = 0;
  while (at < bytes.length && items.length < maxItems) {
    const tag = u8(bytes, at);
    let length = u8(bytes, at + 1);
    let headerSize = 2;
    if (length >= 0x80) {
      const lengthBytes = length & 0x7f;
      if (lengthBytes === 0 || lengthBytes > 4) throw new ScanStop('malformed');
      length = 0;
      for (let i = 0; i < lengthBytes; i += 1) length = length * 256 + u8(bytes, at + 2 + i);
      headerSize += lengthBytes;
    }
    const end = at + headerSize + length;
    if (end > bytes.length) throw new ScanStop('truncated');
    items.push({ tag, content: bytes.subarray(at + headerSize, end) });
    at = end;
  }
  return items;
}
