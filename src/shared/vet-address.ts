import type { UnreadReason } from './provenance.js';

/**
 * Why an address that a page (or a person) names is not asked for; null when it may be (threats.md T9).
 * Decided from the text alone: a public name that leads into a private network (DNS rebinding) cannot be
 * seen from a script, so nothing is sent along that such a host could use: no cookies, no referrer, and
 * only bytes that start as a picture or video are kept.
 */
export function vetAddress(address: string): UnreadReason | null {
  if (address.length > maxAddressUnits || !URL.canParse(address)) return 'refused-address';
  const url = new URL(address);
  if (url.protocol === 'data:' || url.protocol === 'blob:') return 'inline';
  if (url.protocol !== 'https:') return 'not-https';
  if (url.username !== '' || url.password !== '' || url.port !== '') return 'refused-address';
  return isPublicHost(url.hostname) ? null : 'refused-address';
}

/** Longer than any address of a picture; keeps records small. */
export const maxAddressUnits = 2048;

/** `hostname` as `URL` writes it: lower case, numbers of every base already dotted, IPv6 in brackets. */
export function isPublicHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return isPublicIpv6(hostname.slice(1, -1));
  const ipv4 = readIpv4(hostname);
  if (ipv4 !== null) return isPublicIpv4(ipv4);
  const labels = hostname.replace(/\.$/u, '').split('.');
  const last = labels.at(-1) ?? '';
  // One label is a name of the local network; a last label of digits is no name at all.
  return (
    labels.length > 1 && !labels.includes('') && !localSuffixes.has(last) && !/^\d/u.test(last)
  );
}

/** RFC 6761, RFC 6762, RFC 8375, and what routers and companies use inside. */
const localSuffixes: ReadonlySet<string> = new Set([
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'arpa',
  'onion',
  'i2p',
]);

type Bytes4 = readonly [number, number, number, number];

function readIpv4(text: string): Bytes4 | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(text)?.slice(1).map(Number);
  if (parts?.length !== 4 || parts.some((part) => part > 255)) return null;
  return parts as unknown as Bytes4;
}

/** IANA special-purpose registry: what is not globally reachable is not asked. */
function isPublicIpv4([a, b, c]: Bytes4): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b < 128) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b < 32) return false;
  if (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)))) return false;
  if (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) return false;
  return !(a === 203 && b === 0 && c === 113);
}

/** Only 2000::/3, less its special blocks and the ones that carry an IPv4 address inside. */
function isPublicIpv6(text: string): boolean {
  const groups = readIpv6(text);
  if (groups === null) return false;
  const [first = 0, second = 0, third = 0] = groups;
  if (first < 0x2000 || first > 0x3fff) return false;
  // 6to4 carries the IPv4 address that is really asked.
  if (first === 0x2002) return isPublicIpv4(bytesOf(second, third));
  // Teredo and other protocol assignments; documentation.
  return !(first === 0x2001 && (second < 0x200 || second === 0xdb8)) && first !== 0x3fff;
}

const bytesOf = (high: number, low: number): Bytes4 => [high >> 8, high & 255, low >> 8, low & 255];

/** Eight groups out of the short form that `URL` writes. */
function readIpv6(text: string): readonly number[] | null {
  const [head = '', tail] = text.split('::');
  const read = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [read(head), read(tail ?? '')];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...before, ...Array.from({ length: missing }, () => 0), ...after];
  return groups.some(Number.isNaN) ? null : groups;
}
