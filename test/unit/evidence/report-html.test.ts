import { describe, expect, it } from 'vitest';
import { captureAddress } from '../../../src/evidence/capture/capture-address.js';
import type { CaptureRecord } from '../../../src/evidence/log/capture-record.js';
import type { Dossier } from '../../../src/evidence/package/dossier.js';
import { chooseAddresses } from '../../../src/evidence/capture/page-addresses.js';
import type { PageMeta } from '../../../src/evidence/capture/page-meta.js';
import { kindWords, wordsOf } from '../../../src/evidence/report-page/report-codes.js';
import { reportHtml } from '../../../src/evidence/report-page/report-html.js';
import type { ReportInput } from '../../../src/evidence/report-page/report-input.js';
import {
  errorWords,
  levelWords,
  statementWords,
} from '../../../src/evidence/report-page/report-words.js';
import { neverProven, statements } from '../../../src/evidence/statements.js';
import { disclosureLevels } from '../../../src/shared/disclosure.js';
import {
  aigcLabels,
  c2paStandings,
  certainties,
  generators,
  scanStates,
  unreadReasons,
} from '../../../src/shared/provenance.js';
import { reasons } from '../../../src/shared/reason.js';
import { siteNames } from '../../../src/shared/site-names.js';
import { sampleMeta } from '../report/sample.js';
import { aVerdict } from '../ui/records.js';
import { capturedBase, sampleDossier } from './sample-case.js';

const measured = JSON.stringify({
  'forged swaps': { tracks: 100, weak: 0.6, moderate: 0.4, strong: 0.1 },
  'genuine films': { tracks: 400, weak: 0.05, moderate: 0.01, strong: 0.0025 },
});

const meta: PageMeta = {
  ...sampleMeta,
  ...{ version: 1, mediaType: 'video', userAgent: 'Test/1.0', widthPx: 1920, heightPx: 1080 },
};

function pageOf(changes: Partial<Dossier>, more: Partial<ReportInput> = {}): string {
  return reportHtml({
    dossier: { ...sampleDossier, ...changes },
    records: [],
    log: { seq: 5, hash: 'f0'.repeat(32) },
    fingerprint: 'ab'.repeat(32),
    sealedAt: '2026-11-20T08:31:00.000Z',
    software: 'Seam 0.1.0',
    hasStamp: false,
    withheld: [],
    withheldWhy: {},
    meta,
    destinationNames: {},
    ...more,
  });
}

/** The page as a reader sees it: tags are line breaks, its style is none of it. */
function textOf(changes: Partial<Dossier>, more: Partial<ReportInput> = {}): string {
  return pageOf(changes, more)
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]*>/g, '\n');
}

/** A record of the log as `captured` has it, at the moment `at`. */
function recordOf(at: number, captured: Partial<CaptureRecord>): CaptureRecord {
  return {
    ...capturedBase(at),
    ...{ version: 1, caseId: 'case-0001', key: 'ab'.repeat(32), seq: at, clock: 'steady' },
    ...{ previous: '00'.repeat(32), path: null, encodedSha256: null, encodedBytes: null },
    ...captured,
  };
}

const records: readonly CaptureRecord[] = [
  recordOf(1, {
    path: 'media/frame-0001.png',
    encodedSha256: '1a'.repeat(32),
    pixelSha256: '2b'.repeat(32),
    pdq: { hash: '3c'.repeat(32), quality: 87 },
    mediaTimeS: 12.5,
    scores: { faces: 2, highest: 0.9126 },
  }),
  recordOf(1, {
    kind: 'crop',
    path: 'media/face-0001-1.png',
    encodedSha256: '4d'.repeat(32),
    region: { x: 0.125, y: 0.25, width: 0.5, height: 0.3 },
    scores: { composite: 1.25, synthetic: -0.5, score: 0.8765 },
  }),
  recordOf(2, {
    kind: 'redacted',
    path: 'media/redacted/frame-0001-1.png',
    encodedSha256: '5e'.repeat(32),
    note: 'copy of media/frame-0001.png with 2 regions made black',
  }),
];

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

  it('says which of several faces a claim marks, and which the detector points to, in both languages', () => {
    const [claim] = sampleDossier.claims;
    const faces: Dossier['faces'] = [
      { claim: claim!.id, atS: 1.5, place: { from: 'left', rank: 2, count: 3 } },
      { claim: null, atS: null, place: { across: 'right', down: 'top' } },
    ];
    const text = textOf({ faces });
    expect(text).toMatch(
      /from the left 距左 10 %[^\n]*\nthe second of three faces from the left \(at 1\.5 s\) 左起第2张人脸，共3张（1\.5 秒）\n/,
    );
    expect(text).toMatch(/Which face 所指人脸\n+at the upper right of the picture 画面右上方\n/);
    for (const none of [textOf({}), textOf({ faces: [] })]) {
      expect(none).not.toMatch(/Which face|of three faces/);
    }
  });

  it('says of a picture nothing that only a video has', () => {
    const video = textOf({}, { records });
    expect(video).toContain('sound, text, other faces, the rest of the video');
    expect(video).toContain('over several frames only');
    const image = textOf({ mediaType: 'image' }, { records });
    expect(image).toContain('text, other faces, the scene around them 文字、其他人脸、周围的场景');
    expect(image).not.toMatch(/sound|声音|rest of the video|over several frames|多帧/);
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
    const text = textOf(
      { priorReports: [report] },
      { destinationNames: { bilibili: 'Bilibili 哔哩哔哩' } },
    );
    expect(text).toMatch(
      /Reported before[^\n]*\n+Bilibili 哔哩哔哩\n+number 编号: B-7\n+2026-11-20 17:00:00 \+08:00/,
    );
    // A destination that is no longer known is named as it stands.
    expect(textOf({ priorReports: [report] })).toMatch(/Reported before[^\n]*\n+bilibili\n/);
    expect(textOf({})).not.toContain('Reported before');
  });

  it('says where a label was read', () => {
    const seenAt = '2026-11-20T08:30:00.000Z';
    const platformLabel = { raw: '含AI生成', level: 'author-declared', path: 'argue_info', seenAt };
    const text = textOf({ platformLabel });
    for (const part of ['labelled by its author as AI', '含AI生成', 'argue_info']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/When it was read[^\n]*\n+2026-11-20 16:30:00 \+08:00/);
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
      'could not be read 无法读取: the player of a page hands out pictures, not the file',
    );
    const empty = textOf({ fileProvenance: { state: 'read', why: null, ...none } });
    expect(empty).toContain('a missing mark means nothing');
    const marks = { c2pa: 'broken, X', iptc: 'I', gb45438: 'declared', hints: ['comfyui, y'] };
    const read = textOf({ fileProvenance: { state: 'read', why: null, ...marks } });
    for (const mark of ['文件、凭证或签名有改动, X', 'says: made with AI', 'ComfyUI, y']) {
      expect(read).toContain(mark);
    }
    expect(read).not.toContain('a missing mark means nothing');
  });

  it('lists what is missing, what was left out, and why there is no picture', () => {
    expect(textOf({})).toContain('nothing that was asked for');
    const missing = [
      'frames: 3 of 10',
      'original file: not given by the site',
      'of a later version',
    ];
    const text = textOf({}, { meta: { ...meta, missing }, withheld: ['media/frame-0002.png'] });
    expect(text).toContain('pictures: 3 of 10 were taken 画面：计划 10 帧，取得 3 帧');
    for (const line of missing.slice(1)) expect(text).toContain(line);
    expect(text).toContain('media/frame-0002.png: left out of this package on purpose');
    expect(text).not.toContain('nothing that was asked for');
    expect(textOf({ suspectedMinor: true })).toContain('no pictures: a minor');
    expect(textOf({}, { meta: null })).toContain('not known');
  });

  it('says in both languages whatever our own programs say is missing', () => {
    const whole = `https://www.example.org/${'a'.repeat(5000)}?vd_source=VIEWER`;
    const seen = { tab: whole, isTop: true, document: whole, claimed: null, media: null };
    const addresses = chooseAddresses({ ...seen, content: null });
    const base = { ...capturedBase(1) };
    const clocks = { nowMs: () => 1, monotonicMs: () => 1 };
    const { pageMeta } = captureAddress('case-0001', base, meta, clocks);
    const counted = ['showed the same picture again', 'could not be encoded'];
    const missing = [
      ...(addresses?.missing ?? []),
      ...(pageMeta as unknown as PageMeta).missing,
      ...counted.map((what) => `frames: 2 of 10 ${what}`),
      ...['frames: 3 of 10', 'frames: gone', 'frames: cross-origin'],
      ...['scores: not for 1 of 10 frames', 'tab picture: refused by the browser'],
      'original file: not given by the site',
    ];
    const text = textOf({}, { meta: { ...meta, missing } });
    const section = text.slice(text.indexOf('What is missing'), text.indexOf('What this does not'));
    const lines = section.split('\n').filter((line) => line !== '');
    expect(lines).toHaveLength(missing.length + 1);
    for (const line of lines) expect(line).toMatch(/[a-z].*\p{Script=Han}/u);
    for (const line of missing) expect(lines).not.toContain(line);
  });

  it('shows no code where there are words: of reasons, labels, marks, sites or kinds', () => {
    const detector = { ...sampleDossier.detector!, reasons: [...reasons] };
    const marks = (changes: Partial<NonNullable<Dossier['fileProvenance']>>): Partial<Dossier> => ({
      fileProvenance: {
        state: 'read',
        c2pa: null,
        iptc: null,
        gb45438: null,
        hints: [],
        ...changes,
      },
    });
    const seenAt = sampleDossier.seenAt;
    const cases: readonly (readonly [string, Partial<Dossier>])[] = [
      ...reasons.map((code) => [code, { detector }] as const),
      ...disclosureLevels.map(
        (code) => [code, { platformLabel: { raw: 'R', level: code, path: 'p', seenAt } }] as const,
      ),
      ...unreadReasons.map((why) => [why, marks({ state: 'not-readable', why })] as const),
      ...scanStates.map((code) => [code, marks({ hints: [`note: ${code}`] })] as const),
      ...generators.map((code) => [code, marks({ hints: [`${code}, value`] })] as const),
      ...c2paStandings.map((code) => [code, marks({ c2pa: `${code}, Acme` })] as const),
      ...aigcLabels.map((code) => [code, marks({ gb45438: `${code}, stated` })] as const),
      ...certainties.map((code) => [code, marks({ gb45438: `declared, ${code}, A` })] as const),
      ...siteNames.map((code) => [code, { platform: code }] as const),
    ];
    for (const [code, changes] of cases) {
      const lines = textOf({
        contentUrl: { canonical: null, asSeen: 'https://a.example/' },
        ...changes,
      })
        .split('\n')
        .flatMap((line) => line.split(', '));
      expect(lines, code).not.toContain(code);
      if (code.includes('-')) expect(lines.join('\n'), code).not.toContain(`${code} `);
    }
    const written = textOf({}, { records });
    for (const kind of ['crop', 'redacted', 'wasm', 'tab-picture']) {
      expect(written.split('\n'), kind).not.toContain(kind);
    }
    expect(wordsOf(kindWords, 'toString')).toBe('toString');
  });

  it('stands in the order that a reader asks: what and when, who, verdict, pictures, annex', () => {
    const headings = [...pageOf({}, { records }).matchAll(/<h2[^>]*>([^<]*)/g)].map(
      ([, name = '']) => name.replace(/\s*\p{Script=Han}.*$/u, ''),
    );
    expect(headings).toEqual([
      'What it is about: content, place, time',
      'Who sealed it, and when',
      'What was found',
      'Claims of the reporter',
      'Reason and statements of the reporter',
      'What is missing',
      'What this does not prove',
      'Frozen pictures',
      'Technical annex',
    ]);
  });

  it('gives moment, faces and score of each frame, and place and outputs of each face', () => {
    const text = textOf({}, { records });
    const cells = (path: string, from: string) =>
      text
        .slice(text.indexOf(from))
        .split('\n')
        .filter((line) => line !== '')
        .join('|')
        .split(`|${path}|`)[1]
        ?.split('|');
    const frame = cells('media/frame-0001.png', 'Frames 各帧');
    expect(frame?.slice(0, 4)).toEqual(['12.500', '2026-11-20 08:30:00.500', '2', '0.913']);
    const face = cells('media/face-0001-1.png', 'Face pictures 人脸截图');
    expect(face?.slice(0, 5)).toEqual([
      'media/frame-0001.png',
      '12.5, 25.0, 50.0 × 30.0',
      ...['0.876', '1.250', '-0.500'],
    ]);
  });

  it('gives a level to a face that was followed, never to one picture', () => {
    const verdict = aVerdict('strong');
    const record = { ...meta.record!, reasons: [], verdict };
    const text = textOf({ claims: [] }, { records, meta: { ...meta, record } });
    const [followed = '', frames = ''] = text.split('Frames 各帧');
    expect(followed.slice(followed.indexOf('Faces followed'))).toContain(levelWords.strong);
    for (const words of Object.values(levelWords)) expect(frames).not.toContain(words);
  });

  it('gives the hashes of every file, of its pixels, and PDQ, but not of what may not be pictured', () => {
    const text = textOf({}, { records });
    for (const hash of ['1a', '2b', '3c', '4d', '5e']) expect(text).toContain(hash.repeat(32));
    const bare = textOf({ suspectedMinor: true }, { records });
    expect(bare).toContain('1a'.repeat(32));
    expect(bare).not.toContain('3c'.repeat(32));
  });

  it('says which picture a covered copy covers', () => {
    const page = pageOf({}, { records });
    const words = 'copy of media/frame-0001.png, regions made black: 2';
    expect(page).toMatch(
      new RegExp(`<img src="media/redacted/frame-0001-1.png"[^>]*><figcaption>[^<]*${words}`),
    );
    expect(page).toContain('由 media/frame-0001.png 复制，涂黑区域 2 处');
  });

  it('names browser, extension and model with their hashes, and who sealed it when', () => {
    const known = { userAgent: 'Mozilla/5.0 Test', extensionSha256: '6f'.repeat(32) };
    const text = textOf({}, { meta: { ...meta, ...known } });
    const { modelId, modelVersion, modelSha256 } = sampleDossier.detector!;
    for (const part of [known.userAgent, known.extensionSha256, `${modelId} ${modelVersion}`]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(modelSha256);
    expect(text).toContain('f0'.repeat(32));
    expect(text).toContain('2026-11-20 16:31:00 +08:00 (Asia/Shanghai), 2026-11-20 08:31:00 UTC');
    expect(text).toMatch(/Time stamp[^\n]*\n+none;/);
    expect(textOf({}, { hasStamp: true })).toMatch(/Time stamp[^\n]*\n+of an outside authority/);
  });

  it('tells where no detector answered, and why', () => {
    const record = { ...meta.record!, verdict: null, reasons: ['protected' as const] };
    const text = textOf({ detector: null }, { meta: { ...meta, record } });
    expect(text).toContain('no answer was there when it was frozen');
    expect(text).toContain('the video is copy-protected');
  });

  it('says everything that it does not prove, the time of the device too', () => {
    const [, limits = ''] = textOf({}).split('What this does not prove');
    for (const limit of [...neverProven, 'device-clock'] as const) {
      expect(limits).toContain(statements[limit].en);
      expect(limits).toContain(statements[limit].zh);
    }
  });

  it('tells of a clock that was set back', () => {
    const moved = [recordOf(1, { clock: 'moved-back' })];
    expect(textOf({}, { records: moved })).toContain('the clock of the device was set back');
    expect(textOf({}, { records })).not.toContain('set back');
  });

  it('lets no page text make lines of its own, turn the writing, or bring a tag or an address', () => {
    const evil = `a${'\n'.repeat(500)}b\u202e\u2066<img src=https://evil.example/x onerror=1>"'`;
    const platformLabel = { raw: evil, level: evil, path: evil, seenAt: sampleDossier.seenAt };
    const marks = { state: 'read' as const, c2pa: evil, iptc: evil, gb45438: evil, hints: [evil] };
    const page = pageOf(
      {
        ...{ title: evil, publishedAt: evil, contentId: evil, partId: evil, platformLabel },
        uploader: { name: evil, id: evil, url: null },
        fileProvenance: marks,
        claims: [{ ...sampleDossier.claims[0]!, text: evil }],
        priorReports: [{ destination: evil, caseNumber: evil, filedAt: sampleDossier.seenAt }],
      },
      { records, meta: { ...meta, missing: [evil], userAgent: evil } },
    );
    expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\n\n\n/);
    expect(page.match(/a b&lt;img/g)?.length).toBeGreaterThan(10);
    for (const [, source = ''] of page.matchAll(/\ssrc="([^"]*)"/g)) {
      expect(source).toMatch(/^media\//);
    }
    expect(page).not.toMatch(/<(?:script|a|link|iframe|object|form)\b|\son\w+="|url\(|@import/);
    // Cells and lists find their own direction: one title cannot turn the rows beside it.
    expect(page).not.toMatch(/<td(?! dir="auto")/);
  });

  it('prints the headings of a table on every page', () => {
    const page = pageOf({}, { records });
    expect(page.match(/<table class="grid">\n<thead>/g)).toHaveLength(4);
    expect(page).toContain('thead{display:table-header-group}');
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
