import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseDestinations,
  reportFields,
  type ReportField,
} from '../../../src/report/destination.js';
import {
  reportGrounds,
  rulePlaces,
  type ReportGround,
} from '../../../src/evidence/package/dossier.js';
import { destinations } from '../../../src/report/destinations.js';
import { destinationsFor, draftReport, entryUrl, hotlinesFor } from '../../../src/report/draft.js';
import { siteNames, type SiteName } from '../../../src/shared/site-names.js';
import { ruleOf, rulesOf } from '../../../src/report/legal-grounds.js';
import { embeddingAddress, isAsSeen } from '../../../src/report/public-address.js';
import { phrasesIn } from '../../../src/report/phrases.js';
import { asSeenDossier, fullDossier, personal } from './sample.js';

const length = (text: string): number => Array.from(text).length;
const handOnly: readonly ReportField[] = ['account', 'signature', 'identity-document'];
/** Quoted as they are: from the page, from the person, or not of any language. */
const quoted: readonly ReportField[] = [
  'content-url',
  'content-id',
  'site',
  'title',
  'uploader',
  'seen-at',
  'explanation',
  'screenshots',
  'name',
  'email',
  'phone',
];
/** The same where the person wrote nothing beside what they pinned. */
const unworded: typeof fullDossier = {
  ...fullDossier,
  claims: fullDossier.claims.map((claim) => ({ ...claim, text: '' })),
};
/** The faces of the sample: whom the claim marks, and whom the detector points to. */
const faceTexts = {
  'zh-CN': { claimed: '左起第2张人脸，共3张（0:02）', detected: '左起第1张人脸，共3张（0:14）' },
  en: {
    claimed: 'the second of three faces from the left (at 0:02)',
    detected: 'the first of three faces from the left (at 0:14)',
  },
  ko: {
    claimed: '얼굴 3개 중 왼쪽에서 두 번째(0:02)',
    detected: '얼굴 3개 중 왼쪽에서 첫 번째(0:14)',
  },
} as const;
const scripts = ['zh-CN', 'en', 'ko'] as const;
const script = { 'zh-CN': /\p{Script=Han}/u, ko: /\p{Script=Hangul}/u, en: /[a-z]/ } as const;

describe('the table of destinations', () => {
  it('fits its schema, and says that nothing was checked live', () => {
    expect(parseDestinations(destinations)).toEqual(destinations);
    expect(destinations.length).toBeGreaterThanOrEqual(22);
    for (const { id, lastChecked, isLimitRead } of destinations) {
      const at = /^korea-(?:kcsc|police)$/.test(id) ? '2026-11-28' : '2026-11-23';
      expect(lastChecked, id).toEqual({ at, isLive: false });
      expect(isLimitRead).toBe(false);
    }
  });

  it('names the office of Korea as it is called since October 2025, as before, and what was not checked', () => {
    const office = destinations.find(({ id }) => id === 'korea-kcsc')!;
    expect(office.name.en).toMatch(
      /Media Communications Standards Commission \(formerly KCSC\) 1377/,
    );
    expect(office.name.zhCN).toContain('广播媒体通信审议委员会（原广播通信审议委员会）');
    expect(office.name.zhTW).toContain('廣播媒體通信審議委員會（原廣播通信審議委員會）');
    for (const note of Object.values(office.notes)) {
      expect(note).toContain('방송미디어통신심의위원회');
      expect(note).toContain('방송통신심의위원회');
      expect(note).toMatch(/not checked with the office|未向该机构核实|未向該機構核實/);
    }
    // No address was found for it under either name.
    expect([office.entry, office.help]).toEqual([null, null]);
  });

  it('names and explains every one in both kinds of Chinese, which do not mix', () => {
    for (const [id, name] of destinations.flatMap((one) => [
      [one.id, one.name] as const,
      [one.id, one.notes] as const,
    ])) {
      expect(name.en, id).not.toBe('');
      expect(name.zhCN.length * name.zhTW.length, id).toBeGreaterThan(0);
      expect(name.zhTW, id).not.toMatch(
        /[页内举报隐与权讯优爱腾视频书办网联辟谣络违数务条岁满诉韩广会]/,
      );
      expect(name.zhCN, id).not.toMatch(
        /[頁內舉檢報隱與權訊愛騰頻書辦網聯闢謠絡違數務條歲滿訴韓廣會]/,
      );
    }
  });

  it('has the pictures as the proof that a portrait complaint to Douyin asks for', () => {
    const portrait = destinations.find(({ id }) => id === 'douyin-portrait')!;
    expect(portrait.notes.en).toContain('an identity document and proof');
    expect(portrait.required).toEqual(expect.arrayContaining(['screenshots', 'identity-document']));
    const { attachments } = draftReport(fullDossier, portrait);
    expect(attachments).toEqual(fullDossier.hashes.map(({ path }) => path));
  });

  it('has every platform and regulator of the issue', () => {
    const ids = new Set(destinations.map(({ id }) => id));
    for (const id of 'bilibili weibo youtube tiktok x facebook instagram douyin kuaishou iqiyi tencent-video youku xiaohongshu cac-12377 piyao cn-police eu-dsa-16 us-take-it-down stopncii ncmec india-grievance korea-kcsc korea-police korea-d4u'.split(
      ' ',
    )) {
      expect(ids, id).toContain(id);
    }
  });

  it('names 12321 and 110 beside the cyber police of China, in every language, and claims no address for them', () => {
    const police = destinations.find(({ id }) => id === 'cn-police')!;
    for (const note of Object.values(police.notes)) {
      expect(note).toContain('110');
      expect(note).toMatch(/12321.*(?:not looked up|未查找其网址|未查找其網址)/);
    }
    expect([police.entry, police.help]).toEqual(['https://cyberpolice.mps.gov.cn', null]);
  });

  it('refuses doubles, plain http and unknown fields', () => {
    const [one] = destinations;
    expect(() => parseDestinations([one, one])).toThrow('one id');
    expect(() => parseDestinations([{ ...one, entry: 'http://example.org' }])).toThrow('entry');
    expect(() => parseDestinations([{ ...one, required: ['shoe-size'] }])).toThrow('required');
  });
});

describe.each(destinations.map((one) => [one.id, one] as const))(
  'the draft for %s',
  (_, destination) => {
    const draft = draftReport(fullDossier, destination);

    it('keeps the length and is in the language of the destination', () => {
      expect(length(draft.text)).toBeLessThanOrEqual(destination.maxChars);
      expect(draft.text.length).toBeGreaterThan(20);
      for (const { label } of draft.fields) expect(label).toMatch(script[destination.language]);
      // What the person wrote beside a moment is told also where no form asks for it.
      const { whyIllegal, claims } = fullDossier;
      const hasWords = [whyIllegal, claims[0]!.text].some((words) => draft.text.includes(words));
      expect(hasWords || destination.maxChars < 500).toBe(true);
      expect(draft.needsTranslation).toBe(destination.language !== 'zh-CN');
    });

    it('says every value in the script of its language, whatever language the person reads', () => {
      const { language } = destination;
      // The statements of an older review are in the language of the interface of then.
      const older = { consentStatement: '画面中的人未同意这样使用。', goodFaithStatement: 'I do' };
      for (const flags of [{}, older, { sexualContent: true }, { ...older, sexualContent: true }]) {
        const { fields } = draftReport({ ...unworded, ...flags }, destination);
        for (const { field, value } of fields.filter((one) => !quoted.includes(one.field))) {
          if (value === null) continue;
          expect(value, field).toMatch(script[language]);
          for (const other of scripts.filter((one) => one !== language)) {
            if (other !== 'en') expect(value, field).not.toMatch(script[other]);
          }
        }
      }
    });

    it('says which of several faces is meant, in its language, and never before a word of the person', () => {
      const { language, maxChars } = destination;
      const { claimed, detected } = faceTexts[language];
      if (destination.kind !== 'hash-service' && !destination.isIntimateOnly) {
        // Where both do not fit, what the person wrote beside the moment comes first.
        const isWorded = maxChars === 200 && draft.text.includes(fullDossier.claims[0]!.text);
        expect(draft.text.includes(claimed) || isWorded).toBe(true);
      }
      // Whom the person marked is enough; without that the detector points to one, under a name of its own.
      const { labels, colon } = phrasesIn[language];
      expect(draft.text).not.toContain(labels.face);
      const unmarked = { ...fullDossier, faces: fullDossier.faces!.slice(1) };
      const pointed = draftReport(unmarked, destination).text;
      if (maxChars > 200) expect(pointed).toContain(`\n${labels.face}${colon}${detected}`);
      // Of one face nothing is said, as of before.
      const { faces: _, ...older } = fullDossier;
      for (const one of [older, { ...fullDossier, faces: [] }]) {
        const silent = draftReport(one, destination);
        expect(JSON.stringify(silent)).not.toMatch(/左起|from the left|왼쪽/);
        expect(silent.text).not.toContain(labels.face);
      }
      // Words of any length are cut no earlier beside faces.
      for (let words = 0; words < 1.1 * maxChars; words += 5) {
        const drafts = [[], fullDossier.faces!, unmarked.faces].map((faces) =>
          draftReport(
            {
              ...fullDossier,
              faces,
              whyIllegal: '字'.repeat(words),
              claims: fullDossier.claims.map((claim) => ({ ...claim, text: '句'.repeat(24) })),
            },
            destination,
          ),
        );
        const [least, ...own] = drafts.map(({ text }) => text.match(/[字句]/g)?.length ?? 0);
        for (const count of own) expect(count, String(words)).toBeGreaterThanOrEqual(least!);
        for (const { text } of drafts) expect(length(text)).toBeLessThanOrEqual(maxChars);
      }
    });

    it('has every field that is asked for, in its order', () => {
      expect(draft.fields.map(({ field }) => field)).toEqual(destination.required);
      const empty = draft.fields.filter(({ value }) => value === null).map(({ field }) => field);
      expect(empty).toEqual(destination.required.filter((field) => handOnly.includes(field)));
      expect(draft.missing).toEqual(empty);
      expect(draft.text).toContain(fullDossier.contentUrl.canonical);
    });

    it('holds nothing personal that is not asked for', () => {
      const all = JSON.stringify(draft);
      for (const [field, words] of Object.entries(personal)) {
        const isAsked = destination.required.includes(field as ReportField);
        expect(all.includes(words), field).toBe(isAsked);
      }
      const phrases = phrasesIn[destination.language];
      for (const [field, words] of [
        ['relation', phrases.relations.self],
        ['consent-statement', phrases.consent],
        ['good-faith-statement', phrases.goodFaith],
      ] as const) {
        expect(all.includes(words), field).toBe(destination.required.includes(field));
      }
      expect(draft.attachments.length > 0).toBe(destination.required.includes('screenshots'));
      // Name, mail and telephone go into fields of the form, never into the free text.
      for (const words of [personal.name, personal.email, personal.phone]) {
        expect(draft.text).not.toContain(words);
      }
    });

    it('is the address alone when a minor or sexual content may be involved', () => {
      for (const flags of [{ suspectedMinor: true }, { sexualContent: true }]) {
        const bare = draftReport({ ...fullDossier, ...flags }, destination);
        const url = fullDossier.contentUrl.canonical!;
        const [address, sentence] = bare.text.split('\n');
        const { minor, sexual } = phrasesIn[destination.language].bare;
        const wanted = 'suspectedMinor' in flags ? minor : sexual;
        expect([address, sentence]).toEqual([url, wanted]);
        // Something was frozen first, so no report may say that nothing was.
        expect(bare.text).not.toMatch(/captur|stor|kept|截取|保存|저장|캡처/i);
        expect(bare.attachments).toEqual([]);
        // What may not go is never asked for: a screenshot least of all.
        for (const field of ['screenshots', 'explanation', 'moments', 'seen-at'] as const) {
          expect(bare.missing).not.toContain(field);
          const kept = bare.fields.find((one) => one.field === field);
          if (kept !== undefined) expect(kept).toMatchObject({ value: null, isKeptBack: true });
        }
        const values = bare.fields.filter(({ value }) => value !== null);
        // Of an adult also the one reason and what only the person can state; never a word about the content.
        const stated = values.filter(({ field }) => reportFields[field].own);
        const reason = bare.fields.find(({ field }) => field === 'grounds')?.value ?? null;
        const place = bare.fields.find(({ field }) => field === 'site')?.value ?? null;
        const more = [reason, place].filter((value) => value !== null);
        expect(values.length).toBe(1 + stated.length + more.length);
        if (place !== null) expect(url).toContain(`https://${place}/`);
        const { grounds } = phrasesIn[destination.language];
        if (reason !== null) {
          expect(reason).toContain(grounds.sexual);
          expect(reason).not.toContain(grounds['own-likeness']);
        }
        expect(length(bare.text)).toBeLessThanOrEqual(destination.maxChars);
        if (!('suspectedMinor' in flags)) continue;
        expect(bare.text).toBe(`${url}\n${minor}`);
        expect([stated, reason]).toEqual([[], null]);
      }
    });

    it('leaves the account out of an address as seen', () => {
      for (const flags of [{}, { suspectedMinor: true }]) {
        const seen = draftReport({ ...asSeenDossier, ...flags }, destination);
        const said = JSON.stringify(seen);
        expect(said).toContain('https://www.example.org/watch?id=7&session=9');
        expect(said).not.toMatch(/secret|me:|#mine/);
      }
    });

    it('names the page that shows it in a frame, bare and within the limit, and no form asks for it', () => {
      const ofTab = 'https://me:pw@news.example/1?id=7&utm_source=x#c';
      const framed = { ...fullDossier, contentUrl: { ...fullDossier.contentUrl, ofTab } };
      const { labels } = phrasesIn[destination.language];
      const page = `${labels['embedded-at']}${phrasesIn[destination.language].colon}https://news.example/1?id=7`;
      for (const flags of [{}, { sexualContent: true }, { suspectedMinor: true }]) {
        const told = draftReport({ ...framed, ...flags }, destination);
        expect(length(told.text)).toBeLessThanOrEqual(destination.maxChars);
        expect(told.text).not.toMatch(/me:pw|utm_source|#c/);
        expect(told.fields).toEqual(draftReport({ ...fullDossier, ...flags }, destination).fields);
        // A hash service has no use for it; a form of 200 characters has no room beside what it asks.
        const hasRoom = destination.maxChars > 200;
        const isTold = destination.kind !== 'hash-service' && (hasRoom || told.text.includes(page));
        expect(told.text.split('\n').includes(page)).toBe(isTold);
        if (!isTold && destination.kind !== 'hash-service') expect(told.isShortened).toBe(true);
      }
    });

    it('names what the person has not given yet', () => {
      const reporter = null;
      const open = draftReport({ ...fullDossier, reporter, goodFaithStatement: null }, destination);
      for (const field of ['name', 'email', 'phone', 'good-faith-statement'] as const) {
        expect(open.missing.includes(field)).toBe(destination.required.includes(field));
      }
    });

    it('says nothing of a relation that nobody stated', () => {
      for (const sexualContent of [false, true]) {
        const unsaid = { ...fullDossier, depictedPerson: 'unknown' as const, sexualContent };
        const open = draftReport(unsaid, destination);
        expect(open.missing.includes('relation')).toBe(destination.required.includes('relation'));
        expect(open.text).not.toContain(phrasesIn[destination.language].labels.relation);
      }
    });

    it('opens an https address, the page of the content, or nothing where no address is known', () => {
      if (destination.entry === null && destination.kind !== 'platform') {
        expect(draft.open).toBeNull();
      } else {
        const isPage = draft.open === fullDossier.contentUrl.canonical;
        expect(isPage || draft.open!.startsWith('https://')).toBe(true);
        expect(draft.open).not.toMatch(/[{}]/);
      }
      // What stands beside the entry is never opened in its place.
      if (destination.help !== null) expect(draft.open).not.toBe(destination.help);
    });
  },
);

describe('a draft', () => {
  it('keeps the limit for any text, says when it was shortened, and never loses the address', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 3000 }),
        fc.string({ unit: 'grapheme', maxLength: 500 }),
        fc.constantFrom(...destinations),
        (whyIllegal, title, destination) => {
          const draft = draftReport({ ...fullDossier, whyIllegal, title }, destination);
          expect(length(draft.text)).toBeLessThanOrEqual(destination.maxChars);
          expect(draft.text).toContain(fullDossier.contentUrl.canonical);
          if (
            length(whyIllegal.trim()) > destination.maxChars &&
            destination.required.includes('explanation')
          ) {
            expect(draft.isShortened).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('warns of another language where words of the person are asked for, also beside a moment', () => {
    const youtube = destinations.find(({ id }) => id === 'youtube')!;
    const wordless = { ...unworded, whyIllegal: '' };
    expect(draftReport(wordless, youtube).needsTranslation).toBe(false);
    expect(draftReport({ ...fullDossier, whyIllegal: '' }, youtube).needsTranslation).toBe(true);
  });

  it('of intimate content of an adult carries the statements that are asked for, within the limit', () => {
    const takeDown = destinations.find(({ id }) => id === 'us-take-it-down')!;
    const adult = { ...fullDossier, sexualContent: true };
    const draft = draftReport(adult, takeDown);
    expect(draft.text).toContain(phrasesIn.en.consent);
    expect(draft.text).toContain(phrasesIn.en.goodFaith);
    expect(draft.fields.find(({ field }) => field === 'email')?.value).toBe(personal.email);
    expect(draft.missing).toEqual(['signature']);
    // The platform first; the complaint about a platform stands beside it.
    expect(draft.open).toBe(fullDossier.contentUrl.canonical);
    expect(takeDown.help).toBe('https://takeitdown.ftc.gov');
  });

  it('says what is shown: of an adult intimate content to remove and nothing of minors, and the other way', () => {
    const words = {
      'zh-CN': { minor: /未成年/, sexual: /未经同意.*私密影像.*伪造.*请求删除/ },
      en: { minor: /a minor/, sexual: /non-consensual intimate image.*digital forgery.*remove/ },
      ko: { minor: /미성년/, sexual: /동의 없이.*합성.*삭제/ },
    } as const;
    for (const destination of destinations) {
      const { minor, sexual } = words[destination.language];
      const adult = draftReport({ ...fullDossier, sexualContent: true }, destination).text;
      expect(adult).toMatch(sexual);
      expect(adult).not.toMatch(minor);
      for (const sexualContent of [false, true]) {
        const child = { ...fullDossier, suspectedMinor: true, sexualContent };
        const { text } = draftReport(child, destination);
        expect(text).toMatch(minor);
        expect(text).not.toMatch(sexual);
      }
    }
  });

  it('leaves the words of the person room in a short form, and says the rest in few words', () => {
    const grounds = ['own-likeness', 'label-missing', 'fraud', 'reputation'] as const;
    const many = { ...fullDossier, grounds: [...grounds] };
    for (const destination of destinations.filter(({ maxChars }) => maxChars === 200)) {
      const { text, isShortened } = draftReport(many, destination);
      expect(text, destination.id).toContain(fullDossier.whyIllegal);
      expect(text, destination.id).toContain('0:01-0:03 疑似换脸');
      expect(isShortened).toBe(true);
      // Words of any length keep a quarter of the room, and no rule takes it.
      const long = draftReport({ ...many, whyIllegal: '字'.repeat(900) }, destination).text;
      expect(long.match(/字/g)!.length, destination.id).toBeGreaterThanOrEqual(49);
    }
    // Rules go before what was written beside a moment.
    const portrait = destinations.find(({ id }) => id === 'douyin-portrait')!;
    const narrow = draftReport({ ...fullDossier, faces: [] }, portrait);
    expect(narrow.text).toContain('0:01-0:03 疑似换脸（人脸边缘错位）');
    expect(narrow.text).not.toContain('《');
    expect(narrow.isShortened).toBe(true);
    // Where there is room nothing is left out for it.
    const eu = destinations.find(({ id }) => id === 'eu-dsa-16')!;
    const long = draftReport({ ...many, whyIllegal: '字'.repeat(3000) }, eu).text;
    expect(long).toContain('Article 50(4)');
    expect(long).toContain(fullDossier.claims[0]!.text);
  });

  it('says a moment of less than a second once', () => {
    const youtube = destinations.find(({ id }) => id === 'youtube')!;
    const at = (startS: number, endS: number): string => {
      const [claim] = unworded.claims;
      const claims = [{ ...claim!, time: { startS, endS } }];
      return draftReport({ ...unworded, faces: [], claims }, youtube).fields[1]!.value!;
    };
    expect(at(61.2, 61.9)).toBe('1:01 signs of a swapped face');
    expect(at(61.9, 62.1)).toBe('1:01-1:02 signs of a swapped face');
  });

  it('gives up long words for reasons, and all faces but one, before which face is meant', () => {
    const bilibili = destinations.find(({ id }) => id === 'bilibili')!;
    const { claimed } = faceTexts['zh-CN'];
    const { grounds, shortGrounds } = phrasesIn['zh-CN'];
    const told = draftReport(fullDossier, bilibili).text;
    expect(told).toContain(claimed);
    expect(told).toContain(shortGrounds['label-missing']);
    // Without faces the reasons keep their words, also where those of the person are cut for them.
    const faceless = draftReport({ ...fullDossier, faces: [] }, bilibili).text;
    expect(faceless).toContain(grounds['label-missing']);
    const long = { ...fullDossier, grounds: ['fraud' as const], whyIllegal: '字'.repeat(85) };
    expect(draftReport({ ...long, faces: [] }, bilibili).text).toContain(grounds.fraud);
    // What the detector points to: all where there is room, else the first.
    const faces = [1, 2, 3].map((rank) => ({
      claim: null,
      atS: 14,
      place: { from: 'left' as const, rank, count: 4 },
    }));
    const many = { ...fullDossier, faces, whyIllegal: '' };
    const ranks = (id: string): string =>
      [
        ...draftReport(
          many,
          destinations.find((one) => one.id === id)!,
        ).text.matchAll(/左起第(\d)|the (first|second|third) of four/g),
      ]
        .map(([, zh, en]) => zh ?? en)
        .join();
    expect([ranks('bilibili'), ranks('cac-12377')]).toEqual(['1', '1,2,3']);
    expect(ranks('tiktok')).toBe('first,second,third');
  });

  it('says that something was left out where it could not say which face is meant', () => {
    const bilibili = destinations.find(({ id }) => id === 'bilibili')!;
    const bare = { title: null, detector: null, uploader: { name: null, id: null, url: null } };
    const of = (
      faces: typeof fullDossier.faces,
      whyIllegal: string,
      grounds: readonly ReportGround[] = [],
    ) =>
      draftReport({ ...fullDossier, ...bare, grounds: [...grounds], faces, whyIllegal }, bilibili);
    expect(of(fullDossier.faces, '字').isShortened).toBe(false);
    const full = '字'.repeat(115);
    expect(of([], full).isShortened).toBe(false);
    const silent = of(fullDossier.faces, full);
    expect(silent.text).not.toContain(faceTexts['zh-CN'].claimed);
    expect(silent.isShortened).toBe(true);
    // So it says where a rule gave its room to the face.
    const [ruled, unruled] = [[], fullDossier.faces].map((faces) =>
      of(faces, '字'.repeat(75), ['fraud']),
    );
    expect(ruled!.text).toContain('《互联网信息服务深度合成管理规定》第六条');
    expect(ruled!.isShortened).toBe(false);
    expect(unruled!.text).toContain(faceTexts['zh-CN'].claimed);
    expect(unruled!.text).not.toContain('《');
    expect(unruled!.isShortened).toBe(true);
  });

  it('names an embedding page to authorities before anything is cut, and never half an address', () => {
    const cac = destinations.find(({ id }) => id === 'cac-12377')!;
    const of = (ofTab: string, flags: Partial<typeof fullDossier> = {}) =>
      draftReport(
        {
          ...fullDossier,
          ...flags,
          whyIllegal: '字'.repeat(900),
          contentUrl: { ...fullDossier.contentUrl, ofTab },
        },
        cac,
      );
    expect(of('https://news.example/1').text).toContain(
      '嵌入该内容的页面：https://news.example/1\n',
    );
    const long = `https://news.example/${'a'.repeat(480)}`;
    for (const flags of [{}, { suspectedMinor: true }]) {
      expect(of(long, flags).text).not.toContain('news.example');
      expect(of(long, flags).isShortened).toBe(true);
    }
  });

  it('names no embedding page where it is the page of the content itself', () => {
    const { contentUrl } = fullDossier;
    for (const ofTab of [
      null,
      contentUrl.canonical,
      `${contentUrl.canonical!}/?spm_id_from=333`,
      contentUrl.asSeen,
    ]) {
      expect(embeddingAddress({ ...contentUrl, ofTab }), String(ofTab)).toBeNull();
    }
    // Evidence from before does not say.
    expect(embeddingAddress(contentUrl)).toBeNull();
    const player = { canonical: null, asSeen: 'https://player.example/v?id=1' };
    const same = 'https://player.example/v?id=1&utm_source=x';
    expect(embeddingAddress({ ...player, ofTab: same })).toBeNull();
    const other = 'https://player.example/v?id=2';
    expect(embeddingAddress({ ...player, ofTab: other })).toBe(other);
  });

  it('states good faith no stronger than the person did', () => {
    expect(phrasesIn.en.goodFaith).toMatch(/believe in good faith.*accurate and complete/);
    expect(phrasesIn['zh-CN'].goodFaith).toMatch(/本着诚信.*准确、完整/);
  });

  it('warns of an address that the browser showed, and of no other', () => {
    expect(isAsSeen(asSeenDossier.contentUrl)).toBe(true);
    expect(isAsSeen(fullDossier.contentUrl)).toBe(false);
  });

  it('carries page text as text: no controls, no marks that turn the writing', () => {
    const piyao = destinations.find(({ id }) => id === 'piyao')!;
    const { text } = draftReport({ ...fullDossier, title: 'a\u202eb\u0000c\u200bd' }, piyao);
    expect(text).toContain('abcd');
  });

  it('gives the moment by the clock of the place, with its offset, then UTC', () => {
    const cac = destinations.find(({ id }) => id === 'cac-12377')!;
    const { fields } = draftReport(fullDossier, cac);
    expect(fields.find(({ field }) => field === 'seen-at')?.value).toBe(
      '2026-11-20 16:30:00 +08:00 (Asia/Shanghai), 2026-11-20 08:30:00 UTC',
    );
  });

  it('says that no label was seen only where somebody looked', () => {
    for (const destination of destinations) {
      const { noLabel } = phrasesIn[destination.language];
      const of = (platformLabelState: typeof fullDossier.platformLabelState) =>
        draftReport({ ...unworded, whyIllegal: '', platformLabelState }, destination).text;
      expect(of('not-read')).not.toContain(noLabel);
      expect(of(undefined)).not.toContain(noLabel);
      if (destination.maxChars >= 1000) expect(of('none-seen')).toContain(noLabel);
    }
  });

  it('speaks of the detector as suspicion, and not at all when it found nothing', () => {
    const youtube = destinations.find(({ id }) => id === 'youtube')!;
    expect(draftReport(fullDossier, youtube).text).toContain('a ground for suspicion, not a proof');
    const detector = { ...fullDossier.detector!, level: 'none-found' as const };
    expect(draftReport({ ...fullDossier, detector }, youtube).text).not.toContain('detector');
  });

  it('fills the address of the form, or opens the page where the number is not known', () => {
    const bilibili = destinations.find(({ id }) => id === 'bilibili')!;
    expect(entryUrl(bilibili, fullDossier)).toBe('https://www.bilibili.com/appeal/?avid=170001');
    // What the adapter writes down; a later part is the same video to the form.
    for (const contentId of ['BV17x411w7KC', 'BV17x411w7KC:p2']) {
      const today = { ...fullDossier, contentId };
      expect(entryUrl(bilibili, today)).toBe('https://www.bilibili.com/appeal/?avid=170001');
    }
    expect(entryUrl(bilibili, { ...fullDossier, contentId: 'ep21495' })).toBe(
      fullDossier.contentUrl.canonical,
    );
    const weibo = destinations.find(({ id }) => id === 'weibo')!;
    expect(entryUrl(weibo, { ...fullDossier, contentId: '4910815147462302' })).toBe(
      'https://service.account.weibo.com/reportspam?rid=4910815147462302&type=1',
    );
    // A video of the TV pages is no post.
    for (const contentId of ['1034:4797699866951785', '5?a&b', null]) {
      expect(entryUrl(weibo, { ...fullDossier, contentId })).toBe(fullDossier.contentUrl.canonical);
    }
  });
});

describe.each(destinations.map((one) => [one.id, one] as const))(
  'an address that is too long for the text of %s',
  (_, destination) => {
    const { language, maxChars } = destination;
    const { addressApart, bare, consent, goodFaith, shortGrounds, labels } = phrasesIn[language];
    const of = (chars: number, changes: Partial<typeof fullDossier> = {}) => {
      const canonical = 'https://www.example.org/?q='.padEnd(chars, 'a');
      const contentUrl = { canonical, asSeen: canonical, ofTab: changes.contentUrl?.ofTab ?? null };
      const whyIllegal = '字'.repeat(900);
      const draft = draftReport(
        { ...fullDossier, whyIllegal, ...changes, contentUrl },
        destination,
      );
      return { canonical, draft, isApart: draft.addressApart !== null };
    };
    const every = (check: (chars: number) => void): void => {
      for (let chars = 40; chars < maxChars + 40; chars += Math.ceil(maxChars / 12)) check(chars);
    };

    it('is never cut: it stands there whole, or the text says that the form has it', () => {
      const ofTab = 'https://news.example/'.padEnd(100, 'b');
      const page = { contentUrl: { ...fullDossier.contentUrl, ofTab } };
      const flags = [{}, { suspectedMinor: true }, { sexualContent: true }];
      for (const flag of flags.flatMap((one) => [one, { ...one, ...page }])) {
        every((chars) => {
          const { canonical, draft, isApart } = of(chars, flag);
          expect(length(draft.text)).toBeLessThanOrEqual(maxChars);
          const named = draft.text.match(/https:\S*/g) ?? [];
          expect(named.filter((address) => address !== ofTab)).toEqual(isApart ? [] : [canonical]);
          expect(draft.text.includes(addressApart)).toBe(isApart);
          if (isApart) expect([draft.addressApart, draft.isShortened]).toEqual([canonical, true]);
          expect(draft.fields.find(({ field }) => field === 'content-url')?.value).toBe(canonical);
        });
        expect([of(40, flag).isApart, of(maxChars, flag).isApart]).toEqual([false, true]);
      }
    });

    it('takes no room from what must be said: a reason, and a quarter for words of the person', () => {
      every((chars) => {
        const { text } = of(chars).draft;
        if (destination.required.includes('grounds'))
          expect(text).toMatch(
            new RegExp(
              `${phrasesIn[language].grounds['own-likeness']}|${shortGrounds['own-likeness']}`,
            ),
          );
        if (destination.required.includes('explanation'))
          // One of them is the mark of the cut.
          expect(text.match(/字/g)!.length).toBeGreaterThanOrEqual(Math.floor(maxChars / 4) - 1);
      });
    });

    it('leaves the bare text its sentence and its statements', () => {
      const says = (field: ReportField): boolean => destination.required.includes(field);
      every((chars) => {
        const minor = of(chars, { suspectedMinor: true });
        const address = minor.isApart ? null : minor.canonical;
        expect(minor.draft.text.split('\n').slice(1)).toEqual([bare.minor]);
        if (address !== null) expect(minor.draft.text.split('\n')[0]).toBe(address);
        else expect(minor.draft.text.split('\n')[0]).toContain(labels['content-url']);
        const { text } = of(chars, { sexualContent: true }).draft;
        expect(text).toContain(bare.sexual);
        expect(text.includes(consent)).toBe(says('consent-statement'));
        expect(text.includes(goodFaith)).toBe(says('good-faith-statement'));
        expect(text).not.toContain('…');
      });
    });
  },
);

describe('the reason of a report', () => {
  const textFor = (id: string, ground: ReportGround): string => {
    const destination = destinations.find((one) => one.id === id)!;
    return draftReport({ ...fullDossier, grounds: [ground] }, destination).fields.find(
      ({ field }) => field === 'grounds',
    )!.value!;
  };

  it('suggests what the form calls it: to Bilibili rights for an own face, else false information', () => {
    const category = (id: string, ...grounds: ReportGround[]) =>
      draftReport(
        { ...fullDossier, grounds },
        destinations.find((one) => one.id === id)!,
      ).fields.find(({ field }) => field === 'category')!.value;
    expect(category('bilibili', 'label-missing', 'own-likeness')).toMatch(/^10024/);
    for (const ground of ['others-likeness', 'label-missing', 'rumour', 'fraud'] as const) {
      expect(category('bilibili', ground), ground).toMatch(/^10017/);
    }
    expect(category('weibo', 'label-missing')).toBe('未添加AI标识');
    // None is known: the person chooses.
    expect([category('weibo', 'fraud'), category('bilibili')]).toEqual([null, null]);
  });

  it('names the site to 12377, and asks for the account that X asks for', () => {
    const fieldsOf = (id: string) =>
      draftReport(
        fullDossier,
        destinations.find((one) => one.id === id)!,
      ).fields;
    expect(fieldsOf('cac-12377').find(({ field }) => field === 'site')?.value).toBe(
      'www.bilibili.com',
    );
    for (const id of ['x', 'x-intimate']) {
      expect(fieldsOf(id)[0], id).toMatchObject({ field: 'account', value: null });
    }
  });

  it('names the rule of the place that is told, once, and none elsewhere', () => {
    expect(textFor('bilibili', 'own-likeness')).toContain('《民法典》第一千零一十九条');
    expect(textFor('bilibili', 'label-missing').match(/标识办法/g)).toHaveLength(1);
    expect(textFor('eu-dsa-16', 'label-missing')).toContain('Article 50(4)');
    expect(ruleOf('IN', 'sexual', 'en')).toContain('rule 3(2)(b)');
    expect(ruleOf('KR', 'sexual', 'ko')).toContain('제14조의2');
    expect(ruleOf('any', 'own-likeness', 'en')).toBeNull();
    for (const ground of reportGrounds) {
      expect(textFor('tiktok', ground)).not.toMatch(/Regulation|Rules|Act|Code/);
    }
  });

  it('tells a platform of the world the rule of the place that the person chose, and no other', () => {
    const grounds = ['label-missing'] as const;
    const inChina = { ...fullDossier, grounds: [...grounds], rules: rulesOf('CN', grounds) };
    const of = (dossier: typeof fullDossier, id: string) =>
      draftReport(
        dossier,
        destinations.find((one) => one.id === id)!,
      ).text;
    expect(of(inChina, 'tiktok')).toContain(
      '(Measures for Labelling AI-Generated Synthetic Content',
    );
    expect(of(inChina, 'eu-dsa-16')).toContain('Article 50(4)');
    expect(of(inChina, 'eu-dsa-16')).not.toContain('China');
    // Of another reason than the chosen one nothing is cited.
    expect(of({ ...inChina, grounds: ['fraud'] }, 'tiktok')).not.toContain('China');
  });

  it('names no rule that tells whose face it is', () => {
    for (const place of rulePlaces) {
      for (const language of scripts) {
        expect(ruleOf(place, 'own-likeness', language), place).toBe(
          ruleOf(place, 'others-likeness', language),
        );
      }
    }
  });

  it('is kept for the dossier with its place, in English and in the language of the place', () => {
    expect(rulesOf('any', reportGrounds)).toEqual([]);
    expect(rulesOf('CN', ['rumour', 'sexual'])).toEqual([
      {
        ground: 'rumour',
        place: 'CN',
        en: 'Provisions on Deep Synthesis of Internet Information Services of China, Article 6',
        local: '《互联网信息服务深度合成管理规定》第六条',
      },
    ]);
    expect(rulesOf('KR', ['sexual'])).toMatchObject([{ local: '성폭력처벌법 제14조의2' }]);
    expect(rulesOf('US', ['sexual'])).toMatchObject([{ place: 'US', local: null }]);
  });

  it('stands under the name that the law gives to the text, also beside a bare address of an adult', () => {
    for (const [id, procedure, rule] of [
      ['eu-dsa-16', 'Notice under Article 16 of Regulation (EU) 2022/2065', 'Article 5'],
      ['us-take-it-down', 'Request for removal under section 3 of the TAKE IT DOWN Act', null],
      ['india-grievance', 'Complaint to the grievance officer under rule 3(2)', 'rule 3(2)(b)'],
      ['korea-d4u', null, '근거 법령: 성폭력처벌법 제14조의2'],
    ] as const) {
      const destination = destinations.find((one) => one.id === id)!;
      const { text } = draftReport(fullDossier, destination);
      if (procedure !== null) expect(text.split('\n')[0], id).toContain(procedure);
      const adult = draftReport({ ...fullDossier, sexualContent: true }, destination).text;
      for (const words of [procedure, rule]) if (words !== null) expect(adult, id).toContain(words);
      expect(adult.match(/TAKE IT DOWN Act/g)?.length ?? 0, id).toBe(id.startsWith('us') ? 1 : 0);
    }
  });

  it('reaches everybody who reads a whole report, also who asks for no reason', () => {
    for (const destination of destinations.filter(({ isIntimateOnly }) => !isIntimateOnly)) {
      const { grounds, shortGrounds } = phrasesIn[destination.language];
      const { text } = draftReport(fullDossier, destination);
      for (const ground of fullDossier.grounds) {
        const said = text.includes(grounds[ground]) || text.includes(shortGrounds[ground]);
        expect(said, `${destination.id}: ${ground}`).toBe(true);
      }
    }
  });
});

describe('who takes a case', () => {
  const ids = (changes: Partial<typeof fullDossier>): readonly string[] =>
    destinationsFor({ ...fullDossier, ...changes }, destinations).map(({ id }) => id);

  it('is the platform it is on and the regulators, not other platforms', () => {
    expect(ids({})).toEqual(expect.arrayContaining(['bilibili', 'cac-12377', 'cn-police']));
    for (const id of ['youtube', 'weibo', 'stopncii', 'us-take-it-down', 'piyao']) {
      expect(ids({})).not.toContain(id);
    }
    expect(ids({ grounds: ['rumour'] })).toContain('piyao');
  });

  it('is hotlines alone for a suspected minor, never a service for adults; for an adult all who take an address', () => {
    expect(ids({ suspectedMinor: true, sexualContent: true })).toEqual([
      'cac-12377',
      'ncmec',
      'korea-d4u',
    ]);
    expect(ids({ sexualContent: true })).toEqual([
      'bilibili',
      'cac-12377',
      'cn-police',
      'eu-dsa-16',
      'us-take-it-down',
      'stopncii',
      'india-grievance',
      'korea-kcsc',
      'korea-police',
      'korea-d4u',
    ]);
    const { platform } = fullDossier;
    const none = { suspectedMinor: false, sexualContent: false, platform };
    expect(hotlinesFor(none, destinations)).toEqual([]);
  });

  /** The platform's own entries, for any reason and for one's own or another's face. */
  const own: Readonly<Record<SiteName, { any: string; face: string[]; intimate: string[] }>> = {
    youtube: { any: 'youtube-report', face: ['youtube'], intimate: ['youtube-intimate'] },
    bilibili: { any: 'bilibili', face: [], intimate: [] },
    douyin: { any: 'douyin', face: ['douyin-portrait'], intimate: [] },
    tiktok: { any: 'tiktok', face: [], intimate: [] },
    kuaishou: { any: 'kuaishou', face: [], intimate: [] },
    weibo: { any: 'weibo', face: [], intimate: [] },
    x: { any: 'x-report', face: ['x'], intimate: ['x-intimate'] },
    iqiyi: { any: 'iqiyi', face: [], intimate: [] },
    'tencent-video': { any: 'tencent-video', face: [], intimate: [] },
    youku: { any: 'youku', face: [], intimate: [] },
    xiaohongshu: { any: 'xiaohongshu', face: [], intimate: [] },
    instagram: { any: 'instagram-report', face: ['instagram'], intimate: [] },
    facebook: { any: 'facebook-report', face: ['facebook'], intimate: [] },
  };
  const anywhere = ['cac-12377', 'eu-dsa-16', 'india-grievance', 'korea-kcsc'];
  const police = ['cn-police', 'korea-police'];
  const elsewhere: Readonly<Record<Exclude<ReportGround, 'sexual'> | 'none', string[]>> = {
    none: [],
    'own-likeness': police,
    'others-likeness': police,
    'label-missing': [],
    rumour: ['piyao'],
    fraud: police,
    reputation: police,
  };

  it.each(siteNames)('is tabled for every reason on %s', (platform) => {
    for (const [ground, more] of Object.entries(elsewhere)) {
      const grounds = ground === 'none' ? [] : [ground as ReportGround];
      const isFace = ground.endsWith('likeness');
      const { any, face } = own[platform];
      expect(ids({ platform, grounds }).toSorted(), ground).toEqual(
        [any, ...(isFace ? face : []), ...anywhere, ...more].toSorted(),
      );
    }
    expect(ids({ platform, grounds: ['sexual'], sexualContent: true }).toSorted()).toEqual(
      [
        own[platform].any,
        ...own[platform].intimate,
        'cac-12377',
        'cn-police',
        'eu-dsa-16',
        'us-take-it-down',
        'stopncii',
        'india-grievance',
        'korea-kcsc',
        'korea-police',
        'korea-d4u',
      ].toSorted(),
    );
  });

  it('is never a field without a name', () => {
    for (const { labels } of Object.values(phrasesIn)) {
      expect(Object.keys(labels).sort()).toEqual(Object.keys(reportFields).sort());
    }
  });
});
