import browser from 'webextension-polyfill';
import type { Bytes } from '../../evidence/bytes.js';
import {
  previewPackage,
  sealPackage,
  type SealInput,
  type SealOutcome,
} from '../../evidence/package/seal-package.js';
import { requestBackground } from '../../protocol/request.js';
import { dossierForPackage } from '../../report/compose-dossier.js';
import { destinations } from '../../report/destinations.js';
import { holdOf, type Hold } from '../../report/safety.js';
import type { SealedPackage } from '../../report/sealed-package.js';
import type { PackageChoices } from './package-ticks.js';
import {
  readItem,
  readListed,
  type FrozenItem,
  type ListedItem,
  type Stores,
} from './use-frozen.js';

/**
 * `safety-open`: the question about minors and sexual content has no answer yet. `gone`: deleted meanwhile. `changed`:
 * pictures were left out or deleted while they were packed. `failed`: anything else.
 */
export type ExportOutcome =
  | {
      readonly ok: true;
      readonly zip: Bytes;
      readonly made: SealedPackage;
      /** As it was read for this package. */
      readonly item: FrozenItem;
    }
  | Extract<SealOutcome, { ok: false }>
  | { readonly ok: false; readonly reason: Hold | 'gone' | 'changed' | 'failed' };
export type ExportRefusal = Extract<ExportOutcome, { ok: false }>['reason'];

/** The report as a package made now would hold it, with the frozen files that it shows. */
export type PreviewOutcome =
  | ({ readonly ok: true } & ReturnType<typeof previewPackage>)
  | { readonly ok: false; readonly reason: Hold | 'gone' | 'failed' };

/**
 * The package of an item as it is stored now: a page that was opened before may know nothing of an answer or a covered
 * face. Refused while the review holds it back, whoever asks. An extra that the item has nothing to say of changes
 * nothing. Never rejects.
 */
export async function sealItem(
  stores: Stores,
  caseId: string,
  choices: PackageChoices = { isStamped: false, extras: [] },
): Promise<ExportOutcome> {
  try {
    const item = await readItem(stores.evidence, stores.reports, caseId);
    if (item === null) return { ok: false, reason: 'gone' };
    const outcome = await seal(stores, item, choices);
    const now = outcome.ok ? await whyStale(stores, item) : null;
    return now === null ? outcome : { ok: false, reason: now };
  } catch (error) {
    console.error('Seam could not make a package.', error);
    return { ok: false, reason: 'failed' };
  }
}

/**
 * Why what was packed of `item` may not leave any more: while pictures are packed and an authority is asked, another
 * page may have said that they show a minor, left one out or deleted them. Null: nothing of that.
 */
export async function whyStale(
  stores: Stores,
  { frozen, review }: Pick<ListedItem, 'frozen' | 'review'>,
): Promise<Hold | 'gone' | 'changed' | null> {
  const now = await readListed(stores, frozen.opened.caseId);
  if (now === null) return 'gone';
  const hold = holdOf(now.review, now.frozen.paths.length);
  if (hold !== null) return hold;
  const isSame =
    isSameSet(now.review.withhold, review.withhold) && isSameSet(now.frozen.paths, frozen.paths);
  return isSame ? null : 'changed';
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.toSorted().join() === b.toSorted().join();
}

/** What `sealItem` would seal, to look at: nothing is signed, asked or stored. Never rejects. */
export async function previewItem(
  stores: Stores,
  caseId: string,
  choices: PackageChoices,
): Promise<PreviewOutcome> {
  try {
    const item = await readItem(stores.evidence, stores.reports, caseId);
    if (item === null) return { ok: false, reason: 'gone' };
    const { frozen, review } = item;
    const hold = holdOf(review, frozen.media.length);
    if (hold !== null) return { ok: false, reason: hold };
    return { ok: true, ...previewPackage(inputOf(item, choices), frozen.head.key) };
  } catch (error) {
    console.error('Seam could not show a report.', error);
    return { ok: false, reason: 'failed' };
  }
}

async function seal(
  { evidence }: Stores,
  item: FrozenItem,
  choices: PackageChoices,
): Promise<ExportOutcome> {
  const hold = holdOf(item.review, item.frozen.media.length);
  if (hold !== null) return { ok: false, reason: hold };
  const signer = await evidence.signer();
  const input = inputOf(item, choices);
  const sealed = await sealPackage(input, signer);
  if (!sealed.ok) return sealed;
  const { zip, sha256 } = sealed;
  const { isStamped } = choices;
  const made = {
    sealedAtMs: input.sealedAtMs,
    sha256,
    key: signer.fingerprint,
    isStamped,
    caseSha256: null,
  };
  return { ok: true, zip, made, item };
}

function inputOf(
  { frozen, dossier, review }: FrozenItem,
  { isStamped, extras }: PackageChoices,
): SealInput {
  const { name, version } = browser.runtime.getManifest();
  return {
    frozen,
    dossier: dossierForPackage(dossier, review.withhold, extras),
    withhold: review.withhold,
    sealedAtMs: Date.now(),
    software: `${name} ${version}`,
    stamp: isStamped ? askStamp : null,
    destinationNames: Object.fromEntries(
      destinations.map(({ id, name: { en, zhCN } }) => [id, en === zhCN ? en : `${en} ${zhCN}`]),
    ),
  };
}

/**
 * Stores that a package was made and gives the item's list; null where that could not be stored, or the item
 * was deleted meanwhile: then nothing of it may come back.
 */
export async function rememberSealed(
  { evidence, reports }: Stores,
  { frozen, review }: Pick<ListedItem, 'frozen' | 'review'>,
  made: SealedPackage,
): Promise<readonly SealedPackage[] | null> {
  try {
    if ((await evidence.tail(frozen.opened.caseId)) === null) return null;
    return await reports.addSealed(review, made);
  } catch {
    // The storage is full or broken. The package is whole all the same, and the person is told.
    return null;
  }
}

/** The background asks: a page of the extension reaches no network. */
async function askStamp(message: Bytes): Promise<Bytes | null> {
  const answer = await requestBackground('stamp/ask', { message }, new AbortController().signal);
  const stamp = answer.ok ? answer.value.stamp : null;
  return stamp && Uint8Array.from(stamp);
}
