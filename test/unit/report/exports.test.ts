import { describe, expect, it } from 'vitest';
import { caseTable } from '../../../src/report/case-table.js';
import { mediaCategories, reviewJsonLd } from '../../../src/report/media-review.js';
import { newReportLog, type ReportLog } from '../../../src/report/report-log.js';
import { asSeenDossier, fullDossier } from './sample.js';
import { verdict } from './sample-verdict.js';

const review = { withhold: [] };

describe('the reviews for desks', () => {
  it('carry the verdict of a person and the address, and nothing of the detector or the reporter', () => {
    const text = JSON.stringify(reviewJsonLd(fullDossier, verdict));
    const graph = (JSON.parse(text) as { '@graph': Record<string, unknown>[] })['@graph'];
    expect(graph.map((one) => one['@type'])).toEqual(['ClaimReview', 'MediaReview']);
    expect(graph[0]).toMatchObject({
      claimReviewed: verdict.claim,
      reviewRating: { alternateName: 'Face replaced' },
      itemReviewed: {
        appearance: { '@type': 'VideoObject', contentUrl: fullDossier.contentUrl.canonical },
      },
    });
    expect(graph[1]).toMatchObject({ mediaAuthenticityCategory: 'TransformedContent' });
    for (const hidden of ['0.93', 'strong', '张三丰', 'zhangsan'])
      expect(text).not.toContain(hidden);
    expect(mediaCategories).toHaveLength(6);
  });

  it('hold what schema.org and its readers ask of each kind of review', () => {
    const graphOf = (category: typeof verdict.category) =>
      (
        JSON.parse(JSON.stringify(reviewJsonLd(fullDossier, { ...verdict, category }))) as {
          '@context': string;
          '@graph': Record<string, unknown>[];
        }
      )['@graph'];
    const page = fullDossier.contentUrl.canonical;
    const [claim, media] = graphOf('TransformedContent');
    for (const review of [claim, media]) {
      expect(review).toMatchObject({
        author: { '@type': 'Organization', name: 'Desk', url: verdict.reviewer.url },
        datePublished: '2026-11-23',
        url: verdict.reviewUrl,
        reviewBody: verdict.reason,
      });
    }
    expect(claim).toMatchObject({
      reviewRating: { '@type': 'Rating' },
      itemReviewed: { '@type': 'Claim', appearance: { url: page } },
    });
    const [appearance] = (
      media!['itemReviewed'] as { mediaItemAppearance: Record<string, unknown>[] }
    ).mediaItemAppearance;
    expect(appearance).toMatchObject({ '@type': 'VideoObject', url: page, contentUrl: page });
    expect(media).not.toHaveProperty('originalMediaContextDescription');
    expect(graphOf('DecontextualizedContent')[1]).toMatchObject({
      originalMediaContextDescription: verdict.reason,
    });
  });

  it('and the table leave the account out of an address as seen', () => {
    const text = JSON.stringify(reviewJsonLd(asSeenDossier, verdict));
    for (const said of [text, caseTable([{ dossier: asSeenDossier, review, logs: [] }])]) {
      expect(said).toContain('https://www.example.org/watch?id=7&session=9');
      expect(said).not.toMatch(/secret|#mine/);
    }
  });
});

describe('of a minor or of sexual content', () => {
  it.each([{ suspectedMinor: true }, { sexualContent: true }])(
    'the reviews and the table name the address alone: %o',
    (flags) => {
      const [pdq, sha256] = ['9c'.repeat(32), 'ab'.repeat(32)];
      const hashes = [{ path: 'media/frame-0001.png', sha256, pdq }];
      const dossier = { ...fullDossier, hashes };
      const said = (one: typeof dossier): string =>
        caseTable([{ dossier: one, review, logs: [] }]) +
        JSON.stringify(reviewJsonLd(one, verdict));
      const [open, bare] = [said(dossier), said({ ...dossier, ...flags })];
      expect(bare).toContain(dossier.contentUrl.canonical);
      const { title, contentId, uploader, claims } = dossier;
      for (const word of [
        title,
        contentId,
        uploader.name,
        claims[0]!.kind,
        sha256,
        pdq,
        'strong',
      ]) {
        expect(open).toContain(word);
        expect(bare).not.toContain(word);
      }
    },
  );
});

/** A CSV reader of its own, to read back what was written. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('the table of cases', () => {
  const log: ReportLog = {
    ...newReportLog('r1', 'bilibili', 0),
    events: [
      { kind: 'frozen', atMs: 1, caseId: 'case-0001' },
      { kind: 'filed', atMs: 2000, caseNumber: 'A-7' },
    ],
  };

  it('has a row for each report, and one for a case without any', () => {
    const rows = readCsv(
      caseTable([
        { dossier: fullDossier, review, logs: [log, log] },
        { dossier: fullDossier, review, logs: [] },
      ]).slice(1),
    );
    expect(rows).toHaveLength(4);
    const [head = [], first = []] = rows;
    const row = Object.fromEntries(head.map((name, at) => [name, first[at]]));
    expect(row).toMatchObject({
      case: 'case-0001',
      state: 'filed',
      case_number: 'A-7',
      last_change: '1970-01-01T00:00:02.000Z',
    });
    expect(rows.every(({ length }) => length === head.length)).toBe(true);
  });

  it('has no hash of a picture that was left out', () => {
    const hashes = ['kept', 'left-out'].map((name, at) => ({
      path: `media/${name}.png`,
      sha256: `a${at}`.repeat(32),
      pdq: `b${at}`.repeat(32),
    }));
    const dossier = { ...fullDossier, hashes };
    const withhold = ['media/left-out.png'];
    const table = caseTable([{ dossier, review: { withhold }, logs: [log] }]);
    for (const [at, isIn] of [true, false].entries()) {
      for (const hash of [hashes[at]!.sha256, hashes[at]!.pdq]) {
        expect(table.includes(hash), hash).toBe(isIn);
      }
    }
  });

  it('keeps the reports of evidence that was deleted', () => {
    const rows = readCsv(caseTable([{ dossier: null, caseId: 'case-0002', logs: [log] }]).slice(1));
    const [head = [], only = []] = rows;
    const row = Object.fromEntries(head.map((name, at) => [name, only[at]]));
    expect(row).toMatchObject({
      case: 'case-0002',
      url: '',
      destination: 'bilibili',
      state: 'filed',
    });
    expect(only).toHaveLength(head.length);
  });

  it('keeps page text in its cell and never lets it be a formula', () => {
    const titles = ['a,"b"\r\nc', '=HYPERLINK("https://evil.example")', '+1', '-1', '@x', '\t=1'];
    for (const title of titles) {
      const rows = readCsv(
        caseTable([{ dossier: { ...fullDossier, title }, review, logs: [] }]).slice(1),
      );
      expect(rows).toHaveLength(2);
      expect(rows[1]![4]).not.toMatch(/^[=+\-@\t]/);
    }
  });

  it('has no formula either where a spreadsheet splits at semicolons or reads full-width signs', () => {
    const titles = [
      ...['a;=HYPERLINK("https://evil.example")', 'a; +1', 'a\n-1', 'a\t@x', '\t\t=1', ' =1'],
      ...['＝1', '＋1', '－1', '＠x', 'a;＝1', `x;"=cmd|' /C calc'!A0;y`, `a;' "+1`],
    ];
    for (const title of titles) {
      const table = caseTable([{ dossier: { ...fullDossier, title }, review, logs: [] }]).slice(1);
      for (const piece of table.split(/[;\t\n,]/)) {
        expect(piece.replace(/^[" ]+/, ''), title).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }
    }
    // What is no sign of a formula stays as it was.
    const title = 'A - B; C = D, "E"';
    const row = readCsv(
      caseTable([{ dossier: { ...fullDossier, title }, review, logs: [] }]).slice(1),
    )[1];
    expect(row?.[4]).toBe(title);
  });
});
