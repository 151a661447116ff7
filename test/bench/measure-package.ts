import { listFiles } from '../../src/cli/package/list-files.js';
import { zipFiles } from '../../src/cli/package/zip-files.js';

/** What only line two needs: the reader of marks, the verifier of credentials, the roots of the trust list. */
const ofProvenance = /^assets\/(?:c2pa|bytes\.worker)|^trust\//;

/** Sizes of a package in bytes, as the stores get it. */
export interface PackageSize {
  readonly zippedBytes: number;
  /** How much of it would go with line two. */
  readonly provenanceBytes: number;
}

/** @param dir an unpacked build */
export async function measurePackage(dir: string): Promise<PackageSize> {
  const files = await listFiles(dir);
  const without = files.filter(({ path }) => !ofProvenance.test(path));
  const [all, rest] = [await zipFiles(files), await zipFiles(without)];
  return { zippedBytes: all.length, provenanceBytes: all.length - rest.length };
}
