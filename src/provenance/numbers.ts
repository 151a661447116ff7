import { ScanStop } from './scan-stop.js';

/** Big- and little-endian numbers; reading behind the end is `truncated`. */
const byteAt = (bytes: Uint8Array, at: number): number => {
  const value = bytes[at];
  if (value === undefined) throw new ScanStop('truncated');
  return value;
};

export const u8 = byteAt;
export const u16be = (bytes: Uint8Array, at: number): number =>
  byteAt(bytes, at) * 0x100 + byteAt(bytes, at + 1);
export const u32be = (bytes: Uint8Array, at: number): number =>
  u16be(bytes, at) * 0x1_0000 + u16be(bytes, at + 2);
export const u16le = (bytes: Uint8Array, at: number): number =>
  byteAt(bytes, at) + byteAt(bytes, at + 1) * 0x100;
export const u32le = (bytes: Uint8Array, at: number): number =>
  u16le(bytes, at) + u16le(bytes, at + 2) * 0x1_0000;

/** 64-bit sizes and offsets. @throws ScanStop `malformed` past 2^53, which no file reaches */
export function u64be(bytes: Uint8Array, at: number): number {
  return safe(u32be(bytes, at) * 0x1_0000_0000 + u32be(bytes, at + 4));
}
export function u64le(bytes: Uint8Array, at: number): number {
  return safe(u32le(bytes, at) + u32le(bytes, at + 4) * 0x1_0000_0000);
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new ScanStop('malformed');
  return value;
}
