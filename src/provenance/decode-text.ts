/** Latin-1: every byte is a character, so it never fails and offsets stay the same. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}

/** UTF-8, or UTF-16 when a byte-order mark or zero bytes say so. Wrong bytes become U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes.subarray(2), 'utf-16le');
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes.subarray(2), 'utf-16be');
  if (first === 0 && second !== undefined && second > 0) return decodeUtf16(bytes, 'utf-16be');
  if (second === 0 && first !== undefined && first > 0) return decodeUtf16(bytes, 'utf-16le');
  return new TextDecoder('utf-8').decode(bytes);
}

export function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** Index of an ASCII string in bytes, or -1. */
export function indexOfAscii(bytes: Uint8Array, needle: string, from = 0): number {
  const first = needle.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (startsWithAscii(bytes, needle, at)) return at;
  }
  return -1;
}

export function startsWithAscii(bytes: Uint8Array, needle: string, at = 0): boolean {
  if (at + needle.length > bytes.length) return false;
  for (let i = 0; i < needle.length; i += 1) {
    if (bytes[at + i] !== needle.charCodeAt(i)) return false;
  }
  return true;
}
