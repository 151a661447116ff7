import type { Dossier } from '../../../src/evidence/dossier.js';
import { sampleDossier } from '../evidence/sample-case.js';

/** A dossier in which everything that could be asked for, and everything personal, is filled in. */
export const fullDossier: Dossier = {
  ...sampleDossier,
  contentId: 'av170001',
  title: '一段视频',
  hashes: [{ path: 'media/frame-0001.png', sha256: 'ab'.repeat(32), pdq: null }],
  grounds: ['own-likeness', 'label-missing'],
  reporter: { name: '张三丰', email: 'zhangsan@example.org', phone: '+86 138 0000 0000' },
  consentStatement: '本人从未同意。',
};

/** What is personal in it, by the field that must ask for it. */
export const personal = {
  name: '张三丰',
  email: 'zhangsan@example.org',
  phone: '138 0000 0000',
  'consent-statement': '本人从未同意',
} as const;
