import type { Dossier } from '../../../src/evidence/package/dossier.js';
import type { SealedPackage } from '../../../src/report/sealed-package.js';
import { sampleDossier } from '../evidence/sample-case.js';

/** A dossier in which everything that could be asked for, and everything personal, is filled in. */
export const fullDossier: Dossier = {
  ...sampleDossier,
  contentId: 'av170001',
  title: '一段视频',
  hashes: [{ path: 'media/frame-0001.png', sha256: 'ab'.repeat(32), pdq: null }],
  faces: [
    { claim: 'claim-1', atS: 2, place: { from: 'left', rank: 2, count: 3 } },
    { claim: null, atS: 14, place: { from: 'left', rank: 1, count: 3 } },
  ],
  grounds: ['own-likeness', 'label-missing'],
  reporter: { name: '张三丰', email: 'zhangsan@example.org', phone: '+86 138 0000 0000' },
  consentStatement: true,
  goodFaithStatement: true,
};

/** The same where the content has no address of its own: the browser's has an account and a fragment. */
export const asSeenDossier: Dossier = {
  ...fullDossier,
  contentUrl: {
    canonical: null,
    asSeen: 'https://me:secret@www.example.org/watch?id=7&session=9#mine',
  },
};

/** What is personal in it, by the field that must ask for it. */
export const personal = {
  name: '张三丰',
  email: 'zhangsan@example.org',
  phone: '138 0000 0000',
} as const;

/** Page facts as they are frozen, of a page of Bilibili. */
export const sampleMeta = {
  version: 1,
  urlAsSeen: 'https://www.bilibili.com/video/BV1xx411c7mD/?p=2',
  urlCanonical: 'https://www.bilibili.com/video/BV1xx411c7mD/',
  urlClaimed: null,
  mediaUrl: null,
  site: 'bilibili',
  contentId: 'BV1xx411c7mD',
  partId: null,
  title: 'T',
  uploader: 'U',
  uploaderId: '42',
  publishedAt: null,
  mediaType: 'video',
  widthPx: 1,
  heightPx: 1,
  frozenAtMs: 1_700_000_000_000,
  zone: 'Asia/Shanghai',
  userAgent: 'x',
  extensionVersion: '0.1.0',
  extensionSha256: null,
  model: {
    id: 'm',
    version: '1',
    sha256: 'ab'.repeat(32),
    backend: null,
    calibration: '',
    knownErrorRate: '',
  },
  record: null,
  missing: [] as string[],
};

/** A package made at that moment, with a hash of its own. */
export function sealedPackage(sealedAtMs: number): SealedPackage {
  const sha256 = String(sealedAtMs).padStart(64, 'e');
  return { sealedAtMs, sha256, key: 'ab'.repeat(32), isStamped: false, caseSha256: null };
}
