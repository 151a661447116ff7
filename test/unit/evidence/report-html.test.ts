import { describe, expect, it } from 'vitest';
import type { Dossier } from '../../../src/evidence/dossier.js';
import { reportHtml, type ReportInput } from '../../../src/evidence/report-html.js';
import { errorWords, statementWords } from '../../../src/evidence/report-words.js';
import { sampleDossier } from './sample-case.js';

const measured = JSON.stringify({
  'forged swaps': { tracks: 100, weak: 0.6, moderate: 0.4, strong: 0.1 },
  'genuine films': { tracks: 400, weak: 0.05, moderate: 0.01, strong: 0.0025 },
});

/** The page as a reader sees it: tags are line breaks. */
function textOf(changes: Partial<Dossier>, more: Partial<ReportInput> = {}): string {
  const html = reportHtml({
    dossier: { ...sampleDossier, ...changes },
    records: [],
    fingerprint: 'ab'.repeat(32),
    sealedAt: '2026-11-20T08:31:00.000Z',
    withheld: [],
    withheldWhy: {},
    missing: [],
    ...more,
  });
  return html.replace(/<[^>]*>/g, '\n');
}

describe('the report in a package', () => {
  it('gives reason and statements, with claims or without any', () => {
    for (const claims of [sampleDossier.claims, []]) {
      const text = textOf({ claims });
      expect(text).toContain(sampleDossier.whyIllegal);
      // Suspicion in both languages: the person saw a screen, and no tool can say more.
      expect(text).toContain('a face appears to be edited or synthesised, without the consent');
      expect(text).toContain('使用深度合成技术编辑其人脸');
      expect(text).toContain('疑似人工智能生成合成内容，未见显著标识');
      expect(text).toContain('the reporter is the person shown');
      for (const words of Object.values(statementWords)) expect(text).toContain(words);
    }
    const none = { grounds: [], whyIllegal: '', consentStatement: null, goodFaithStatement: null };
    const silent = textOf({ ...none, depictedPerson: 'unknown' });
    expect(silent).toMatch(
      /Reason and statements of the reporter[^\n]*\n+none in this package 本包未包含/,
    );
  });

  it('names the rules that were chosen with the reasons, each with its place', () => {
    const rules = [
      { ground: 'label-missing', place: 'CN', en: 'Measures', local: '《标识办法》' },
      { ground: 'fraud', place: 'EU', en: 'Regulation', local: null },
    ] as const;
    const text = textOf({ rules: [...rules] });
    expect(text).toContain('Mainland China 中国大陆: Measures 《标识办法》');
    expect(text).toContain('European Union 欧盟: Regulation');
    expect(textOf({})).not.toContain('Rule behind it');
  });

  it('gives a statement of an older dossier in the words that it holds', () => {
    const consentStatement = '本人未曾同意。';
    const text = textOf({ consentStatement });
    expect(text).toContain(consentStatement);
    expect(text).not.toContain(statementWords.consent);
  });

  it('names earlier reports that the dossier holds', () => {
    const filedAt = '2026-11-20T09:00:00.000Z';
    const report = { destination: 'bilibili', caseNumber: 'B-7', filedAt };
    expect(textOf({ priorReports: [report] })).toContain(`bilibili, B-7, ${filedAt}`);
    expect(textOf({})).not.toContain('Reported before');
  });

  it('says where a label was read', () => {
    const seenAt = '2026-11-20T08:30:00.000Z';
    const platformLabel = { raw: '含AI生成', level: 'author-declared', path: 'argue_info', seenAt };
    expect(textOf({ platformLabel })).toContain(`argue_info, ${seenAt}`);
  });

  it('gives the moment by the clock of the place, with its offset, then UTC', () => {
    expect(textOf({})).toContain(
      '2026-11-20 16:30:00 +08:00 (Asia/Shanghai), 2026-11-20 08:30:00 UTC',
    );
  });

  it('says that no label was seen only where somebody looked', () => {
    const grounds: Dossier['grounds'] = [];
    const line = (platformLabelState: Dossier['platformLabelState']) =>
      /Label of the platform[^\n]*\n+([^\n]*)/.exec(textOf({ grounds, platformLabelState }))?.[1];
    expect(line('none-seen')).toBe('no label seen 未见标识');
    expect(line('not-read')).toBe('not read 未读取');
    expect(line(undefined)).toBe('not read 未读取');
  });

  it('says what the file says of itself, and never nothing where it was not read', () => {
    const none = { c2pa: null, iptc: null, gb45438: null, hints: [] };
    expect(textOf({ fileProvenance: null })).toContain('not read 未读取');
    expect(textOf({ fileProvenance: { state: 'not-read', why: null, ...none } })).toContain(
      'not read 未读取',
    );
    const unread = { state: 'not-readable', why: 'video-in-page', ...none } as const;
    expect(textOf({ fileProvenance: unread })).toContain(
      'could not be read 无法读取 (video-in-page)',
    );
    const empty = textOf({ fileProvenance: { state: 'read', why: null, ...none } });
    expect(empty).toContain('a missing mark means nothing');
    const marks = { c2pa: 'broken, X', iptc: 'I', gb45438: 'declared', hints: ['comfyui, y'] };
    const read = textOf({ fileProvenance: { state: 'read', why: null, ...marks } });
    for (const mark of ['broken, X', 'declared', 'comfyui, y']) expect(read).toContain(mark);
    expect(read).not.toContain('a missing mark means nothing');
  });

  it('lists what is missing, what was left out, and why there is no picture', () => {
    expect(textOf({})).toContain('nothing that was asked for');
    const missing = ['frames: 3 of 10', 'original file: not given by the site'];
    const text = textOf({}, { missing, withheld: ['media/frame-0002.png'] });
    for (const line of missing) expect(text).toContain(line);
    expect(text).toContain('media/frame-0002.png: left out of this package on purpose');
    expect(text).not.toContain('nothing that was asked for');
    expect(textOf({ suspectedMinor: true })).toContain('no pictures: a minor');
    expect(textOf({}, { missing: null })).toContain('not known');
  });

  it('says how often such an answer was wrong in one sentence, and holds no JSON', () => {
    const detector = { ...sampleDossier.detector!, knownErrorRate: measured };
    const text = textOf({ detector: { ...detector, calibration: '{"scale":1}' }, claims: [] });
    expect(text).toContain('of 400 unaltered faces in tests, 1 reached this level');
    expect(text).not.toMatch(/&quot;|&#123;/);
  });
});

describe('the error beside an answer', () => {
  it('is the false alarms of a sign, the misses of "none found", and nothing of no answer', () => {
    expect(errorWords('moderate', measured)).toMatch(/^of 400 unaltered faces in tests, 4 /);
    expect(errorWords('none-found', measured)).toMatch(/^of 100 altered faces in tests, 40 /);
    expect(errorWords('cannot-tell', measured)).toBeNull();
  });

  it('is said to be unknown where nobody measured it', () => {
    for (const nothing of [null, '', 'null', '{}', '[]']) {
      expect(errorWords('strong', nothing)).toMatch(/^not measured/);
    }
    expect(errorWords('strong', 'in words')).toBe('in words');
  });
});
