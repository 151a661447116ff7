import { mediaFragment } from '../evidence/package/annotations.js';
import { sha256Hex, utf8 } from '../evidence/bytes.js';
import { canonicalJson } from '../evidence/canonical-json.js';
import { isUrlOnly, type Dossier } from '../evidence/package/dossier.js';
import { publicAddress } from './public-address.js';

/** A report as the collector's contract has it, with the key under which it is taken once. */
export interface CollectorReport {
  /** The exact bytes that go out, as text: canonical JSON of `Report` (`collector.openapi.json`). */
  readonly body: string;
  /** SHA-256 of these bytes. The same words about the same item are one report, however often handed in. */
  readonly sha256: string;
}

/** `maxLength` and `maxItems` of the contract. */
const mostFragmentChars = 200;
const mostIdChars = 200;
const mostHashes = 1000;

/**
 * The report of an item for a collector. Holds no pixels, no evidence file and nothing about the
 * reporter. Where a minor or sexual content may be involved it holds the address alone.
 *
 * @param key fingerprint of the key that signed the evidence.
 */
export async function collectorReport(dossier: Dossier, key: string): Promise<CollectorReport> {
  const urlOnly = isUrlOnly(dossier);
  const body = canonicalJson({
    version: 1,
    platform: dossier.platform,
    contentUrl: publicAddress(dossier.contentUrl),
    contentId: urlOnly ? null : shortId(dossier.contentId),
    partId: urlOnly ? null : shortId(dossier.partId),
    claims: urlOnly ? [] : dossier.claims.map(claimOf),
    urlOnly,
    // The package is handed over by the person; nothing of it is sent from here.
    evidenceSha256: null,
    pdq: urlOnly ? [] : hashesOf(dossier),
    key,
  });
  return { body, sha256: await sha256Hex(utf8(body)) };
}

function claimOf({ kind, text, time, region }: Dossier['claims'][number]) {
  const fragment = mediaFragment({ time, region });
  const isSaid = fragment !== '' && fragment.length <= mostFragmentChars;
  return { kind, text, ...(isSaid ? { fragment } : {}) };
}

function hashesOf({ hashes }: Dossier): string[] {
  return [...new Set(hashes.flatMap(({ pdq }) => pdq ?? []))].slice(0, mostHashes);
}

/** An id that the page made too long is none. */
function shortId(id: string | null): string | null {
  return id !== null && id.length <= mostIdChars ? id : null;
}
