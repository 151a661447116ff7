const letters = 'abcdefghijklmnopqrstuvwxyz';

/** A fresh name for a custom element, different on every call, so that no page can look for it (threats.md T7). */
export function randomElementName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  const word = [...bytes].map((byte) => letters[byte % letters.length]).join('');
  const hyphenAt = 3 + ((bytes[0] ?? 0) % 10);
  return `${word.slice(0, hyphenAt)}-${word.slice(hyphenAt)}`;
}
