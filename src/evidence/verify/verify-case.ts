import type { Bytes } from '../bytes.js';
import { layout } from '../package/package-layout.js';
import type { PackageFiles } from '../package/package-zip.js';
import { newUnpackBudget, type UnpackBudget } from './read-repacked-zip.js';
import type { Statement } from '../statements.js';
import {
  openZip,
  outcomes,
  verifyFiles,
  verifyOpened,
  verifyPackage,
  type Outcome,
  type Verification,
  type VerifyOptions,
} from './verify.js';

/**
 * The answer about the zip of a whole case: packages, each signed, in a wrapping that nobody signed.
 * So the wrapping may be made anew, and proves nothing: not the notes, and not that all are there.
 */
export interface CaseVerification {
  /** That of the package that fits worst. */
  readonly outcome: Outcome;
  readonly packages: readonly { readonly path: string; readonly verification: Verification }[];
  /** Files beside the packages. */
  readonly unsigned: readonly string[];
  readonly notProven: readonly Statement[];
}

export type Answer = Verification | CaseVerification;

export function isCaseAnswer(answer: Answer): answer is CaseVerification {
  return 'packages' in answer;
}

/** Checks a package, or every package of a whole case. */
export async function verifyZip(zip: Bytes, options: VerifyOptions): Promise<Answer> {
  const budget = newUnpackBudget();
  const opened = openZip(zip, budget);
  return opened.files !== null && isCase(opened.files)
    ? verifyCase(opened.files, opened.skipped, options, budget)
    : verifyOpened(opened, options);
}

/**
 * The same for files that were unpacked already.
 *
 * @param skipped names of what lies among them and was left out (`systemFileTest`).
 */
export async function verifyUnpacked(
  files: PackageFiles,
  options: VerifyOptions,
  skipped: readonly string[] = [],
): Promise<Answer> {
  return isCase(files)
    ? verifyCase(files, skipped, options, newUnpackBudget())
    : { ...(await verifyFiles(files, options)), skipped };
}

/** As `ui/report/case-exports` lays it out. */
const caseFile = 'case.json';
const innerPackage = /^packages\/[^/]+\.zip$/;

/** A package has neither, and its own list; a case has no list. */
function isCase(files: PackageFiles): boolean {
  const paths = [...files.keys()];
  return (
    files.has(caseFile) &&
    !files.has(layout.dataPackage) &&
    paths.some((path) => innerPackage.test(path))
  );
}

/** One package after the other: a case in a case is none. */
async function verifyCase(
  files: PackageFiles,
  skipped: readonly string[],
  options: VerifyOptions,
  budget: UnpackBudget,
): Promise<CaseVerification> {
  const packages: { path: string; verification: Verification }[] = [];
  for (const [path, bytes] of files) {
    if (!innerPackage.test(path)) continue;
    packages.push({ path, verification: await verifyPackage(bytes, options, budget) });
  }
  const found = packages.map(({ verification }) => outcomes.indexOf(verification.outcome));
  const beside = [...files.keys()].filter((path) => !innerPackage.test(path));
  return {
    outcome: outcomes[Math.max(...found)] ?? 'altered',
    packages,
    unsigned: [...beside, ...skipped],
    notProven: ['case-unsigned'],
  };
}
