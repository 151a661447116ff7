/** A package that was made, as the person may have to name it later: "this is the file that I handed over". */
export interface SealedPackage {
  readonly sealedAtMs: number;
  /** SHA-256 of the zip of the item. */
  readonly sha256: string;
  /** Fingerprint of the key that signed it. */
  readonly key: string;
  readonly isStamped: boolean;
  /** SHA-256 of the zip of the whole case that it lies in; null: it was saved alone. */
  readonly caseSha256: string | null;
}

/** Packages that are remembered of one item: some 300 bytes each, and more than a person can tell apart. */
export const sealedKept = 100;

/** Newest first; what is beyond the cap is forgotten. */
export function withSealed(
  known: readonly SealedPackage[] = [],
  made: SealedPackage,
): readonly SealedPackage[] {
  return [made, ...known].slice(0, sealedKept);
}
