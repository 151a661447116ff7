import { describe, expect, it } from 'vitest';
import { addNote, moveItem, newCaseFile } from '../../../src/report/case-file.js';
import {
  canBeOpened,
  composeDossier,
  dossierForPackage,
  extrasOf,
} from '../../../src/report/compose-dossier.js';
import { openReportStore } from '../../../src/report/report-store.js';
import { newReportLog } from '../../../src/report/report-log.js';
import { destinations } from '../../../src/report/destinations.js';
import { draftReport } from '../../../src/report/draft.js';
import { newReview, type Review } from '../../../src/report/review.js';
import { answerSafety, chooseGround } from '../../../src/report/safety.js';
import { canonicalJson } from '../../../src/evidence/canonical-json.js';
import { readDossier, type Dossier } from '../../../src/evidence/package/dossier.js';
import { reportHtml } from '../../../src/evidence/report-page/report-html.js';
import { utf8 } from '../../../src/evidence/bytes.js';
import type { FrozenCase } from '../../../src/evidence/capture/evidence-store.js';
import { aRecord, aTrack, aVerdict } from '../ui/records.js';
import '../evidence/sample-case.js';
import type { PageMeta } from '../../../src/evidence/capture/page-meta.js';
import { fullDossier, sampleMeta } from './sample.js';

function frozen(changes: Record<string, unknown> = {}): FrozenCase {
  const record = JSON.parse(JSON.stringify(aRecord('strong'))) as unknown;
  const pageMeta = utf8(canonicalJson({ ...sampleMeta, record, ...changes }));
  return {
    opened: { caseId: 'c1', openedAtMs: 1, pageMeta },
    media: [],
    paths: [],
    records: [],
    head: { caseId: 'c1', key: 'ab'.repeat(32), seq: 0, hash: 'cd'.repeat(32), signature: '' },
  };
}

const review = newReview('c1', 'CN');

describe('a dossier', () => {
  it('holds the frozen facts and what the person added', () => {
    const composed = composeDossier(frozen(), { ...review, grounds: ['rumour'] }, [], 'en');
    expect(composed?.dossier).toMatchObject({
      platform: 'bilibili',
      uploader: { id: '42', url: 'https://space.bilibili.com/42' },
      detector: { level: 'strong', onDevice: true },
      grounds: ['rumour'],
      platformLabel: null,
    });
  });

  it('says which of several faces is meant, and is read without that as of before', () => {
    const verdict = aVerdict('strong', {
      tracks: [
        aTrack('strong', { box: { x: 0.7, y: 0.2, width: 0.2, height: 0.3 } }),
        aTrack('none-found', { box: { x: 0.1, y: 0.2, width: 0.2, height: 0.3 } }),
      ],
    });
    const record = JSON.parse(JSON.stringify(aRecord('strong', { verdict }))) as unknown;
    const { dossier } = composeDossier(frozen({ record }), review, [], 'en')!;
    const place = { from: 'left', rank: 2, count: 2 } as const;
    expect(dossier.faces).toEqual([{ claim: null, atS: 14, place }]);
    // It names nobody, so it goes into a package too.
    expect(dossierForPackage(dossier, []).faces).toEqual(dossier.faces);
    expect(composeDossier(frozen(), review, [], 'en')!.dossier.faces).toEqual([]);
    const { faces: _, ...older } = dossier;
    expect(readDossier(older)).not.toBeNull();
    const named = { ...dossier, faces: [{ claim: null, atS: 14, place, who: 'Somebody' }] };
    expect(readDossier(named)).toBeNull();
  });

  it('of a stranger is read no further than to the first thing that does not fit', () => {
    let read = 0;
    const claims = Array.from({ length: 100 }, () => ({
      get id() {
        read += 1;
        return 0;
      },
    }));
    expect(readDossier({ ...fullDossier, claims })).toBeNull();
    expect(read).toBeLessThan(5);
  });

  it('is about sexual content where the reason says so, whatever the question was answered', () => {
    const said = { ...review, isSafetyAnswered: true, grounds: ['sexual' as const] };
    expect(composeDossier(frozen(), said, [], 'en')?.dossier.sexualContent).toBe(true);
  });

  it('gives sexual content as a reason, with the rule of the place, where only the question said so', () => {
    const draftOf = (said: Partial<Review>): string => {
      const composed = composeDossier(
        frozen(),
        { ...review, jurisdiction: 'EU', ...said },
        [],
        'en',
      );
      const platform = destinations.find(({ id }) => id === 'youtube-intimate')!;
      return draftReport(composed!.dossier, platform).text;
    };
    const answered = answerSafety(review, 'sexual');
    const said = { ...answered, grounds: ['rumour' as const] };
    const { dossier } = composeDossier(frozen(), { ...review, ...said }, [], 'en')!;
    expect(dossier.grounds).toEqual(['rumour', 'sexual']);
    expect(draftOf(answered)).toContain('Directive (EU) 2024/1385, Article 5');
    // As where it was also chosen, which names it once.
    const chosen: Partial<Review> = { ...answered, ...chooseGround(review, 'sexual', true) };
    expect(draftOf(answered)).toBe(draftOf(chosen));
    const twice = composeDossier(frozen(), { ...review, ...chosen }, [], 'en')!.dossier;
    expect(twice.grounds).toEqual(['sexual']);
    for (const answer of ['no', 'minor'] as const) {
      const other = { ...review, ...answerSafety(review, answer) };
      expect(composeDossier(frozen(), other, [], 'en')!.dossier.grounds).toEqual([]);
    }
  });

  it('says of a brought model that nobody measured it, and of an unknown one only its name', () => {
    const model = { id: 'own:m', version: null, sha256: null, backend: null, calibration: null };
    const foreign = { ...model, knownErrorRate: null, isForeign: true };
    const dossier = composeDossier(frozen({ model: foreign }), review, [], 'en')!.dossier;
    expect(dossier.detector).toMatchObject({
      modelId: 'own:m',
      modelSha256: null,
      knownErrorRate: null,
      isForeign: true,
    });
    const page = (made: Dossier): string =>
      reportHtml({
        dossier: made,
        records: [],
        log: { seq: 0, hash: '' },
        fingerprint: '',
        sealedAt: made.seenAt,
        software: '',
        hasStamp: false,
        withheld: [],
        withheldWhy: {},
        meta: null,
        destinationNames: {},
      });
    expect(page(dossier)).toContain('brought by the person');
    expect(page(dossier)).toContain('not measured for this model');
    // Evidence from before this was said says nothing of it.
    const older = composeDossier(frozen(), review, [], 'en')!.dossier;
    expect(older.detector).not.toHaveProperty('isForeign');
    expect(page(older)).not.toContain('brought by the person');
  });

  it('quotes the most telling label with where it was read', () => {
    const label = { level: 'author-declared', text: '作者声明：含AI生成', where: 'argue_info' };
    const disclosure = { state: 'seen', labels: [label], hasPageData: true };
    const record = JSON.parse(JSON.stringify({ ...aRecord('strong'), disclosure })) as unknown;
    const composed = composeDossier(frozen({ record }), review, [], 'en');
    expect(composed?.dossier.platformLabel).toMatchObject({ raw: label.text, path: 'argue_info' });
  });

  it('says whether anybody looked for a label', () => {
    const stateOf = (record: unknown) =>
      composeDossier(frozen({ record }), review, [], 'en')?.dossier.platformLabelState;
    for (const state of ['not-read', 'none-seen'] as const) {
      const disclosure = { state, labels: [], hasPageData: false };
      const record = JSON.parse(JSON.stringify({ ...aRecord('strong'), disclosure })) as unknown;
      expect(stateOf(record)).toBe(state);
    }
    expect(stateOf(null)).toBe('not-read');
  });

  it('says of the file what was known, and never nothing where it was not read', () => {
    const of = (provenance: unknown) => {
      const record = JSON.parse(JSON.stringify({ ...aRecord('strong'), provenance })) as unknown;
      return composeDossier(frozen({ record }), review, [], 'en')?.dossier.fileProvenance;
    };
    expect(of({ state: 'not-read' })).toMatchObject({ state: 'not-read', c2pa: null });
    expect(of({ state: 'reading' })).toMatchObject({ state: 'not-read' });
    const unread = { state: 'not-readable', why: 'video-in-page' };
    expect(of(unread)).toMatchObject({ state: 'not-readable', why: 'video-in-page' });
    const facts = {
      container: 'jpeg',
      sizeBytes: 9,
      markCount: 3,
      credential: { standing: 'intact-untrusted', signerName: 'Somebody' },
      labels: [{ label: 'declared', producer: 'P', certainty: 'stated' }],
      sourceTypes: [{ sourceType: 'trainedAlgorithmicMedia', nature: 'ai-made' }],
      traces: [{ generator: 'comfyui', value: 'x' }],
      iptcAi: [{ field: 'AISystemUsed', value: 'S' }],
      notes: ['truncated'],
    };
    expect(of({ state: 'read', facts })).toEqual({
      state: 'read',
      why: null,
      c2pa: 'intact-untrusted, Somebody',
      iptc: 'trainedAlgorithmicMedia; AISystemUsed: S',
      gb45438: 'declared, stated, P',
      hints: ['comfyui, x', 'note: truncated'],
    });
    expect(
      composeDossier(frozen({ record: null }), review, [], 'en')?.dossier.fileProvenance,
    ).toMatchObject({ state: 'not-read' });
  });

  it('leaves out an address that is none, and is nothing without any', () => {
    const odd = composeDossier(frozen({ urlCanonical: 'javascript:alert(1)' }), review, [], 'en');
    expect(odd?.dossier.contentUrl.canonical).toBeNull();
    expect(composeDossier(frozen({ urlAsSeen: 'javascript:1' }), review, [], 'en')).toBeNull();
  });

  it('never names who looked by an address, also where the evidence still does', () => {
    const urlAsSeen =
      'https://me:secret@www.bilibili.com/video/BV1xx411c7mD/?p=2&vd_source=VIEWER&share_session_id=S#reply1';
    const known = composeDossier(frozen({ urlAsSeen }), review, [], 'en')!.dossier.contentUrl;
    expect(known.asSeen).toBe('https://www.bilibili.com/video/BV1xx411c7mD/?p=2');
    const unknown = composeDossier(frozen({ urlAsSeen, urlCanonical: null }), review, [], 'en');
    expect(unknown?.dossier.contentUrl.asSeen).toBe(known.asSeen);
    const urlOfTab = 'https://news.example/1?utm_source=x#comments';
    const framed = composeDossier(frozen({ urlOfTab }), review, [], 'en')!;
    expect(framed.dossier.contentUrl.ofTab).toBe('https://news.example/1');
  });

  it('can be made of what is about to be frozen, or nothing is', () => {
    const meta = sampleMeta as unknown as PageMeta;
    expect(canBeOpened('c1', meta)).toBe(true);
    expect(canBeOpened('c1', { ...meta, urlAsSeen: 'file:///home/me/a.html' })).toBe(false);
    expect(canBeOpened('c1', { ...meta, title: 'x'.repeat(4001) })).toBe(false);
    // Fits the facts and no report: then there is no item either, instead of an error on its page.
    expect(canBeOpened('c1', { ...meta, site: 'x'.repeat(200) })).toBe(false);
  });

  it('goes into a package without the reporter, and without what stays behind', () => {
    const reporter = { name: 'N', email: null, phone: null };
    const { dossier } = composeDossier(frozen(), { ...review, reporter }, [], 'en')!;
    const hashes = [
      { path: 'media/a.png', sha256: 'ab'.repeat(32), pdq: null },
      { path: 'media/b.png', sha256: 'ab'.repeat(32), pdq: null },
    ];
    const packed = dossierForPackage({ ...dossier, hashes }, ['media/a.png']);
    expect(packed.reporter).toBeNull();
    expect(packed.hashes.map(({ path }) => path)).toEqual(['media/b.png']);
  });

  it('keeps the rule behind each chosen reason, of the place where it is reported', () => {
    const grounds = ['own-likeness', 'label-missing'] as const;
    const said = { ...review, jurisdiction: 'CN' as const, grounds: [...grounds] };
    const { dossier } = composeDossier(frozen(), said, [], 'en')!;
    expect(dossier.rules).toMatchObject([
      { ground: 'own-likeness', place: 'CN', local: '《民法典》第一千零一十九条' },
      { ground: 'label-missing', place: 'CN' },
    ]);
    // "My face" goes with its rule.
    expect(dossierForPackage(dossier, []).rules?.map(({ ground }) => ground)).toEqual([
      'label-missing',
    ]);
    expect(dossierForPackage(dossier, [], ['statements']).rules).toHaveLength(2);
    expect(
      composeDossier(frozen(), { ...said, jurisdiction: 'any' }, [], 'en')?.dossier.rules,
    ).toEqual([]);
    // Dossiers of before say nothing of it, and are read and packed as they are.
    expect(readDossier(fullDossier)).not.toBeNull();
    expect(dossierForPackage(fullDossier, [])).not.toHaveProperty('rules');
  });

  it('says in a package who somebody is and where they turned before only when asked to', () => {
    const prior = {
      destination: 'cn-police',
      caseNumber: 'POLICE-77',
      filedAt: fullDossier.seenAt,
    };
    const said = { ...fullDossier, priorReports: [prior] };
    const bare = dossierForPackage(said, []);
    expect(bare).toMatchObject({
      depictedPerson: 'unknown',
      consentStatement: null,
      goodFaithStatement: null,
      priorReports: [],
      // "My face" says who reports.
      grounds: ['label-missing'],
    });
    expect(extrasOf(said)).toEqual(['statements', 'reports']);
    const { depictedPerson, consentStatement, goodFaithStatement, grounds } = said;
    expect(dossierForPackage(said, [], ['statements'])).toMatchObject({
      ...{ depictedPerson, consentStatement, goodFaithStatement, grounds },
      priorReports: [],
      reporter: null,
    });
    expect(dossierForPackage(said, [], ['reports'])).toMatchObject({
      ...{ depictedPerson: 'unknown', priorReports: [prior], reporter: null },
    });
    expect(extrasOf(bare)).toEqual([]);
  });
});

describe('the store of reports', () => {
  it('keeps a review, appends only what may follow, and moves an item from case to case', async () => {
    const store = await openReportStore('reports-test');
    await store.changeReview(review, { whyIllegal: 'because' });
    expect((await store.review('c1'))?.whyIllegal).toBe('because');

    const log = newReportLog('r1', 'bilibili', 1);
    await store.addReport({ ...log, caseId: 'c1', text: '' });
    expect(await store.addEvent('r1', { kind: 'closed', atMs: 2, result: 'removed' })).toBeNull();
    expect(await store.addEvent('r1', { kind: 'frozen', atMs: 2, caseId: 'c1' })).not.toBeNull();
    expect(
      await store.addEvent('r1', { kind: 'filed', atMs: 3, caseNumber: '7' }, 'text'),
    ).toMatchObject({ text: 'text' });
    expect((await store.reportsOf('c1'))[0]?.events).toHaveLength(2);

    await store.saveCase(newCaseFile('a', 'A', 1));
    await store.saveCase(newCaseFile('b', 'B', 1));
    await store.moveItem('c1', 'a');
    await store.moveItem('c1', 'b');
    const items = (await store.cases()).map(({ id, items: held }) => [id, ...held]);
    expect(items).toEqual([['a'], ['b', 'c1']]);
    await store.forgetItem('c1');
    expect(await store.review('c1')).toBeNull();
    expect((await store.cases()).every(({ items: held }) => held.length === 0)).toBe(true);
    // What was filed stays on record when its evidence is deleted.
    expect(await store.reportsOf('c1')).toHaveLength(1);
  });

  it('puts an item into one case at most, and keeps notes in order', () => {
    const files = [newCaseFile('a', 'A', 1), newCaseFile('b', 'B', 1)];
    const moved = moveItem(moveItem(files, 'x', 'a'), 'x', 'b');
    expect(moved.map(({ items }) => items)).toEqual([[], ['x']]);
    expect(moveItem(moved, 'x', 'b')).toEqual(moved);
    const noted = addNote(addNote(files[0]!, ' one ', 1), '   ', 2);
    expect(noted.notes).toEqual([{ atMs: 1, text: 'one' }]);
  });
});
