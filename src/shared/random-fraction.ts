/** Uniform in [0, 1), from the cryptographic source: a page can neither foresee nor replace it. */
export function randomFraction(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
