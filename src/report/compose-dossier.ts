import { readDossier, type Dossier } from '../evidence/package/dossier.js';
import { utf8 } from '../evidence/bytes.js';
import { canonicalJson, type Json } from '../evidence/canonical-json.js';
import type { CaseFacts } from '../evidence/capture/evidence-store.js';
import { readPageMeta, type PageMeta } from '../evidence/capture/page-meta.js';
import { bareAddress } from '../shared/bare-address.js';
import { fileProvenanceOf } from './file-provenance.js';
import { rulesOf } from './legal-grounds.js';
import { meantFaces } from './meant-faces.js';
import { reportState, caseNumber, type ReportLog } from './report-log.js';
import { newReview, type Review } from './review.js';
import { countedGrounds, isSexual } from './safety.js';

/** The facts of a frozen item and its dossier so far. */
export interface Composed {
  readonly meta: PageMeta;
  readonly dossier: Dossier;
}

/**
 * Frozen facts and the person's review as one dossier, or null where `page/meta.json` is not ours or no
 * report can be made of it. Pure; page text that no report may carry (an
 * address that is none) is left out rather than made up, and of addresses what says who looked: evidence
 * from before November 28, 2026 still holds it.
 *
 * @param language of what the person wrote, as BCP 47.
 */
export function composeDossier(
  frozen: Pick<CaseFacts, 'opened' | 'records'>,
  review: Review,
  logs: readonly ReportLog[],
  language: string,
): Composed | null {
  const meta = readPageMeta(frozen.opened.pageMeta);
  if (meta === null) return null;
  const asSeen = webAddress(meta.urlAsSeen);
  if (asSeen === null) return null;
  const canonical = webAddress(meta.urlCanonical);
  const tab = webAddress(meta.urlOfTab ?? null);
  const grounds = countedGrounds(review);
  const dossier: Dossier = {
    version: 1,
    caseId: frozen.opened.caseId,
    contentUrl: {
      canonical,
      asSeen: bareAddress(asSeen, canonical !== null),
      ofTab: tab === null ? null : bareAddress(tab),
    },
    platform: meta.site === '' ? 'other' : meta.site,
    contentId: meta.contentId,
    partId: meta.partId,
    uploader: {
      name: meta.uploader,
      id: meta.uploaderId,
      url: uploaderAddress(meta.site, meta.uploaderId),
    },
    title: meta.title,
    publishedAt: meta.publishedAt,
    seenAt: new Date(meta.frozenAtMs).toISOString(),
    zone: meta.zone,
    mediaType: meta.mediaType,
    claims: review.claims,
    faces: meantFaces(meta, frozen.records, review.claims),
    detector: detectorOf(meta),
    platformLabel: labelOf(meta),
    platformLabelState: meta.record?.disclosure.state ?? 'not-read',
    fileProvenance: fileProvenanceOf(meta.record?.provenance),
    hashes: frozen.records.flatMap(({ path, encodedSha256, pdq }) =>
      path === null || encodedSha256 === null || !path.startsWith('media/')
        ? []
        : [{ path, sha256: encodedSha256, pdq: pdq?.hash ?? null }],
    ),
    grounds,
    rules: rulesOf(review.jurisdiction, grounds),
    whyIllegal: review.whyIllegal,
    depictedPerson: review.depictedPerson,
    consentStatement: review.consentStatement,
    goodFaithStatement: review.goodFaithStatement,
    reporter: review.reporter,
    suspectedMinor: review.suspectedMinor,
    sexualContent: isSexual(review),
    language,
    priorReports: logs.flatMap(priorReport),
  };
  const read = readDossier(dossier);
  return read && { meta, dossier: read };
}

/** True: what is frozen with these facts can be opened, packed and deleted again. Asked before it is stored. */
export function canBeOpened(caseId: string, meta: PageMeta): boolean {
  const pageMeta = utf8(canonicalJson(JSON.parse(JSON.stringify(meta)) as Json));
  const opened = { caseId, openedAtMs: meta.frozenAtMs, pageMeta };
  return composeDossier({ opened, records: [] }, newReview(caseId, 'any'), [], 'en') !== null;
}

/** What goes into a package only where the person says so for this one. */
export const packageExtras = ['statements', 'reports'] as const;
export type PackageExtra = (typeof packageExtras)[number];

/**
 * The dossier as it goes into a package: without files that stay behind, and without the reporter. A
 * package goes to people whom nobody can foresee: a name is for forms that ask, and who somebody is to
 * the person shown, what they declare and where they turned before go along only when they are asked for.
 */
export function dossierForPackage(
  dossier: Dossier,
  withhold: readonly string[],
  extras: readonly PackageExtra[] = [],
): Dossier {
  return {
    ...dossier,
    ...(extras.includes('statements') ? {} : unsaid(dossier)),
    reporter: null,
    priorReports: extras.includes('reports') ? dossier.priorReports : [],
    hashes: withoutWithheld(dossier, withhold).hashes,
  };
}

/** The dossier without the files that stay behind, for whoever may attach what it names. */
export function withoutWithheld(dossier: Dossier, withhold: readonly string[]): Dossier {
  return { ...dossier, hashes: dossier.hashes.filter(({ path }) => !withhold.includes(path)) };
}

/** Extras of which this dossier has something to say. */
export function extrasOf(dossier: Dossier): readonly PackageExtra[] {
  const { depictedPerson, consentStatement, goodFaithStatement, grounds, priorReports } = dossier;
  const hasStatements =
    depictedPerson !== 'unknown' ||
    consentStatement !== null ||
    goodFaithStatement !== null ||
    grounds.includes('own-likeness');
  return packageExtras.filter((extra) =>
    extra === 'statements' ? hasStatements : priorReports.length > 0,
  );
}

/** The reason "my face" names the reporter as much as the relation does. */
function unsaid({ grounds, rules }: Dossier): Partial<Dossier> {
  return {
    depictedPerson: 'unknown',
    consentStatement: null,
    goodFaithStatement: null,
    grounds: grounds.filter((ground) => ground !== 'own-likeness'),
    ...(rules === undefined
      ? {}
      : { rules: rules.filter(({ ground }) => ground !== 'own-likeness') }),
  };
}

function webAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}

function uploaderAddress(site: string, id: string | null): string | null {
  if (id === null) return null;
  if (site === 'bilibili' && /^\d{1,20}$/.test(id)) return `https://space.bilibili.com/${id}`;
  if (site === 'youtube' && /^UC[\w-]{22}$/.test(id))
    return `https://www.youtube.com/channel/${id}`;
  return null;
}

function detectorOf({ record, model, extensionVersion }: PageMeta): Dossier['detector'] {
  const verdict = record?.verdict ?? null;
  if (verdict === null) return null;
  const scores = verdict.tracks.flatMap(({ score }) => score ?? []);
  return {
    modelId: model.id,
    modelVersion: model.version,
    modelSha256: model.sha256,
    ...(model.isForeign === undefined ? {} : { isForeign: model.isForeign }),
    extensionVersion,
    backend: verdict.backend,
    level: verdict.level,
    reasons: [...new Set([...verdict.reasons, ...(record?.reasons ?? [])])],
    score: scores.length === 0 ? null : Math.max(...scores),
    framesGood: Math.max(0, ...verdict.tracks.map(({ framesGood }) => framesGood)),
    calibration: model.calibration,
    knownErrorRate: model.knownErrorRate,
    onDevice: true,
  };
}

/** The most telling label that was seen. None seen is no information, and no label. */
function labelOf({ record, frozenAtMs }: PageMeta): Dossier['platformLabel'] {
  const label = record?.disclosure.labels[0];
  if (label === undefined) return null;
  const { text, level, where } = label;
  return { raw: text ?? where, level, path: where, seenAt: new Date(frozenAtMs).toISOString() };
}

function priorReport(log: ReportLog): Dossier['priorReports'] {
  const filed = log.events.findLast(({ kind }) => kind === 'filed');
  const state = reportState(log);
  if (filed === undefined || state === null || state === 'withdrawn') return [];
  return [
    {
      destination: log.destination,
      caseNumber: caseNumber(log),
      filedAt: new Date(filed.atMs).toISOString(),
    },
  ];
}
