import * as v from 'valibot';
import { cleanValue } from '../clean-value.js';
import type { C2paStanding, C2paVerification } from './verification.js';
import { unreadable } from './verification.js';

const statuses = v.optional(v.array(v.object({ code: v.string() })), []);
const results = v.object({ success: statuses, informational: statuses, failure: statuses });

/** The part of the library's manifest store report that is used. */
const storeReport = v.object({
  active_manifest: v.string(),
  manifests: v.record(
    v.string(),
    v.object({
      signature_info: v.optional(
        v.object({
          common_name: v.optional(v.nullable(v.string())),
          issuer: v.optional(v.nullable(v.string())),
          time: v.optional(v.nullable(v.string())),
        }),
      ),
    }),
  ),
  validation_results: v.object({
    activeManifest: results,
    ingredientDeltas: v.optional(v.array(v.object({ validationDeltas: results })), []),
    trustListUri: v.optional(v.string()),
  }),
});

/** Says that a signer is on no list; the only failure that leaves a file intact, also of an ingredient. */
const untrustedCode = 'signingCredential.untrusted';
const bindings = ['dataHash', 'bmffHash', 'boxesHash', 'collectionHash', 'multiAssetHash'];
const maxCodes = 32;

/**
 * Facts from the library's report (`WasmReader.json()`). A fact is good only if its success is stated and no
 * failure of its kind is; a report of another shape is `unreadable`.
 *
 * @param hasLists whether any trust list was given, so that "not on it" means something
 */
export function decideStanding(report: unknown, hasLists: boolean): C2paVerification {
  const parsed = v.safeParse(storeReport, report);
  if (!parsed.success) return unreadable;
  const { active_manifest: label, manifests, validation_results: validation } = parsed.output;
  const manifest = Object.hasOwn(manifests, label) ? manifests[label] : undefined;
  if (manifest === undefined) return unreadable;
  const { activeManifest, ingredientDeltas, trustListUri } = validation;
  const codesOf = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code);
  const good = new Set(codesOf(activeManifest.success));
  const bad = codesOf(activeManifest.failure);
  const told = [...bad, ...codesOf(activeManifest.informational)];
  const failed = (prefix: string): boolean => bad.some((code) => code.startsWith(prefix));

  const signature = good.has('claimSignature.validated') && !hasSignatureFault(bad);
  const facts = {
    signature: signature ? 'valid' : hasSignatureFault(bad) ? 'invalid' : 'not-checked',
    binding: bindingOf(good, bad),
    assertions: bad.some((code) => /^assertion\.(?!(?:\w+Hash)\.)/u.test(code))
      ? 'changed'
      : good.has('assertion.hashedURI.match')
        ? 'match'
        : 'not-checked',
    signerName: cleanValue(manifest.signature_info?.common_name ?? ''),
    signerOrganisation: cleanValue(manifest.signature_info?.issuer ?? ''),
    validity:
      failed('claimSignature.outsideValidity') || failed('signingCredential.expired')
        ? 'outside'
        : good.has('claimSignature.insideValidity')
          ? 'inside'
          : 'not-checked',
    trust: trustOf(good, bad, trustListUri, hasLists),
    timeStamp: timeStampOf(good, told),
    signedAt: cleanValue(manifest.signature_info?.time ?? ''),
    ingredients: ingredientsOf(
      ingredientDeltas.flatMap(({ validationDeltas }) => codesOf(validationDeltas.failure)),
    ),
    failureCodes: bad.slice(0, maxCodes).map((code) => cleanValue(code, 80) ?? ''),
  } satisfies Omit<C2paVerification, 'standing'>;
  return { ...facts, standing: standingOf(facts, bad) };
}

/** Everything must be good by name; what is unknown counts as broken. */
function standingOf(
  facts: Omit<C2paVerification, 'standing'>,
  bad: readonly string[],
): C2paStanding {
  const isIntact =
    facts.signature === 'valid' &&
    facts.binding === 'matches' &&
    facts.assertions === 'match' &&
    facts.validity === 'inside' &&
    facts.timeStamp !== 'invalid' &&
    facts.ingredients !== 'with-faults' &&
    bad.every((code) => code === untrustedCode);
  if (!isIntact) return 'broken';
  const isListed = facts.trust === 'on-list' && facts.ingredients === 'no-fault';
  return isListed && bad.length === 0 ? 'trusted' : 'intact-untrusted';
}

const hasSignatureFault = (bad: readonly string[]): boolean =>
  bad.some((code) => /^claimSignature\.(?!outsideValidity)|^algorithm\./u.test(code));

/** The library tells only what has changed since whoever signed the file checked its parts. */
function ingredientsOf(bad: readonly string[]): C2paVerification['ingredients'] {
  if (bad.length === 0) return 'no-fault';
  return bad.every((code) => code === untrustedCode) ? 'unlisted-signer' : 'with-faults';
}

function bindingOf(good: ReadonlySet<string>, bad: readonly string[]): C2paVerification['binding'] {
  if (bad.some((code) => code.startsWith('claim.hardBindings.missing'))) return 'missing';
  if (bad.some((code) => bindings.some((kind) => code.startsWith(`assertion.${kind}.`)))) {
    return 'changed';
  }
  return bindings.some((kind) => good.has(`assertion.${kind}.match`)) ? 'matches' : 'not-checked';
}

function trustOf(
  good: ReadonlySet<string>,
  bad: readonly string[],
  trustListUri: string | undefined,
  hasLists: boolean,
): C2paVerification['trust'] {
  const isRefused = bad.some((code) => code.startsWith('signingCredential.'));
  if (!hasLists) return 'no-list';
  if (isRefused) return 'not-on-list';
  if (!good.has('signingCredential.trusted')) return 'not-checked';
  // Lists of before 2026 are handed to the library as the user's own anchors.
  return trustListUri === 'system_anchors' ? 'on-list' : 'on-legacy-list';
}

function timeStampOf(
  good: ReadonlySet<string>,
  told: readonly string[],
): C2paVerification['timeStamp'] {
  if (good.has('timeStamp.trusted')) return 'trusted';
  // An untrusted authority is told as information, everything else about a time stamp as a fault.
  if (told.includes('timeStamp.untrusted')) return 'untrusted';
  if (told.some((code) => code.startsWith('timeStamp.'))) return 'invalid';
  return good.has('timeStamp.validated') ? 'untrusted' : 'none';
}
