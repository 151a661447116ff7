/** Fingerprint of a key as a person types or pastes it (spaces, colons, capitals), or null where it is none. */
export function readFingerprint(typed: string): string | null {
  const digits = typed.toLowerCase().replace(/[\s:]/g, '');
  return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
}
