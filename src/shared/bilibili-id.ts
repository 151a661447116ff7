/**
 * Old numeric ids (`av170001`) and the ids of today (`BV17x411w7KC`) name the same videos; one turns
 * into the other by arithmetic: XOR, base 58, two swapped places. No request.
 */
const alphabet = 'FcwAPNKTMug3GV5Lj7EJnHpWsx4tb8haYeviqBz6rkCy12mUSDQX9RdoZf';
const base = 58n;
const xorCode = 23442827791579n;
/** Ids are 51 bits; the bit above marks the length. */
const lengthBit = 1n << 51n;

/** `BV1` and nine letters or digits for a numeric id from 1 to 2^51 - 1, else null. */
export function toBvid(avid: bigint): string | null {
  if (avid < 1n || avid >= lengthBit) return null;
  const places = Array.from('BV1000000000');
  let rest = (lengthBit | avid) ^ xorCode;
  for (let at = places.length - 1; rest > 0n; at--) {
    places[at] = alphabet.charAt(Number(rest % base));
    rest /= base;
  }
  swap(places, 3, 9);
  swap(places, 4, 7);
  return places.join('');
}

const bvShape = /^BV1[1-9A-HJ-NP-Za-km-z]{9}$/;

/** A canonical `BV` id from what stands in an address (`BV...` or `avN`, any case of the prefix), or null. */
export function readBvid(text: string): string | null {
  const prefix = text.slice(0, 2).toLowerCase();
  const rest = text.slice(2);
  if (prefix === 'av') return /^\d{1,16}$/.test(rest) ? toBvid(BigInt(rest)) : null;
  const id = `BV${rest}`;
  return prefix === 'bv' && bvShape.test(id) ? id : null;
}

/** The numeric id behind a `BV` id, as the site's report form asks for it; null where there is none. */
export function toAvid(bvid: string): bigint | null {
  if (!bvShape.test(bvid)) return null;
  const places = Array.from(bvid);
  swap(places, 3, 9);
  swap(places, 4, 7);
  let number = 0n;
  for (const place of places.slice(3)) {
    const digit = alphabet.indexOf(place);
    if (digit < 0) return null;
    number = number * base + BigInt(digit);
  }
  const avid = (number & (lengthBit - 1n)) ^ xorCode;
  return toBvid(avid) === bvid ? avid : null;
}

function swap(places: string[], a: number, b: number): void {
  [places[a], places[b]] = [places[b] ?? '', places[a] ?? ''];
}
