// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import rawCatalog from '../../../models/catalog.json';
import { parseCatalog } from '../../../src/shared/catalog.js';
import type { MediaRecord } from '../../../src/shared/media-record.js';
import type { ProvenanceFacts } from '../../../src/shared/provenance.js';
import { fakeBrowser } from './fake-browser.js';
import { aRecord, aTrack, aVerdict } from './records.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

const { amplifyDetail, detailGain } = await import('../../../src/ui/why/amplify.js');
const { sentenceToCopy } = await import('../../../src/ui/verdict/copy-sentence.js');
const { howOften } = await import('../../../src/ui/why/how-often.js');
const { naturalFrequency } = await import('../../../src/ui/why/natural-frequency.js');
const { provenanceMeaning } = await import('../../../src/ui/provenance-words.js');
const { say } = await import('../../../src/ui/words.js');
const { WhyPage } = await import('../../../src/ui/why/why-page.js');

const { models } = parseCatalog(rawCatalog);
const model = models[0]!;

interface Sent {
  readonly seam: string;
  readonly body: Record<string, unknown>;
}
const sent: Sent[] = [];
let answers: Record<string, unknown> = {};
let stored: Record<string, unknown> = {};

beforeEach(() => {
  sent.length = 0;
  answers = {};
  stored = {};
  const answer = async (message: Sent): Promise<unknown> => {
    sent.push(message);
    const value = answers[message.seam];
    return value === undefined ? { ok: false, error: 'gone' } : { ok: true, value };
  };
  fake.browser = {
    ...fakeBrowser(),
    runtime: { sendMessage: answer },
    tabs: { sendMessage: (_tab: number, message: Sent) => answer(message) },
    storage: {
      session: {
        get: async (key: string) => ({ [key]: stored[key] }),
        onChanged: { addListener: () => undefined, removeListener: () => undefined },
      },
    },
  };
});
afterEach(() => act(() => render(null, document.body)));

/** Until answers have come and are drawn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await act(() => new Promise((done) => setTimeout(done, 20)));
  }
}

async function show(record: MediaRecord | null): Promise<string> {
  if (record !== null) stored['tab:7'] = { records: [record] };
  await act(() => {
    render(
      <WhyPage
        tabId={7}
        frameId={0}
        mediaId={record?.mediaId ?? 'unknown'}
        models={models}
        hashOf={() => ({ hash: 'a'.repeat(64), quality: 80 })}
      />,
      document.body,
    );
  });
  await settle();
  return document.body.textContent;
}

async function click(text: string): Promise<void> {
  const button = [...document.querySelectorAll('button')].find(
    (known) => known.textContent === text,
  );
  if (button === undefined) throw new Error(`no button "${text}"`);
  await act(() => button.click());
  await settle();
}

const looks = {
  found: true,
  shots: [],
  tracks: [
    {
      trackId: 'a',
      quality: { facePx: 143, sharpness: 4.2, luma: 101 },
      points: [
        { fromS: 2, toS: 2.5, score: 0.99, isSign: true, looks: 2, refused: 0 },
        { fromS: 3, toS: 3.5, score: null, isSign: false, looks: 1, refused: 1 },
      ],
    },
  ],
};

describe('the why panel', () => {
  test('shows each face apart with its frames, quality, scores and what was left out', async () => {
    answers['page/read-looks'] = looks;
    const record = aRecord('strong', {
      verdict: aVerdict('strong', {
        tracks: [
          aTrack('strong', {
            trackId: 'a' as never,
            framesGood: 9,
            framesRefused: { 'too-dark': 3 },
          }),
          aTrack('none-found', { trackId: 'b' as never }),
        ],
      }),
    });
    const text = await show(record);
    expect(document.querySelectorAll('.face-panel')).toHaveLength(2);
    expect(text).toContain('From 0:02 to 0:03: 3 looks, signs in 1 moments, 1 looks left out.');
    expect(text).toContain('143 (at least 64 is needed)');
    expect(text).toContain('The face is too dark.');
    expect(text).toContain('seam-face-1');
    expect(document.querySelectorAll('.chart rect.sign')).toHaveLength(1);
    expect(document.querySelectorAll('.chart rect.refused')).toHaveLength(1);
    expect(document.querySelectorAll('.three-lines')).toHaveLength(1);
  });

  test.each([
    [63.6, '63 (at least 64 is needed)'],
    [64, '64: small, so it shows less (at least 64 is needed, 96 is better)'],
    [95.9, '95: small, so it shows less (at least 64 is needed, 96 is better)'],
    [96, '96 (at least 64 is needed)'],
  ])('a face of %f px is called small where it shows less', async (facePx, words) => {
    const [track] = looks.tracks;
    const quality = { ...track!.quality, facePx };
    answers['page/read-looks'] = { ...looks, tracks: [{ ...track!, quality }] };
    const tracks = [aTrack('strong', { trackId: 'a' as never })];
    const text = await show(aRecord('strong', { verdict: aVerdict('strong', { tracks }) }));
    expect(text).toContain(words);
  });

  test('shows with the three lines what they say together, what the file says, and the caveat', async () => {
    const facts: ProvenanceFacts = {
      container: 'jpeg',
      sizeBytes: 9,
      markCount: 1,
      credential: null,
      labels: [],
      sourceTypes: [
        { sourceType: 'trainedAlgorithmicMedia', nature: 'ai-made', certainty: 'stated' },
      ],
      traces: [],
      iptcAi: [],
      hasRemoteManifest: false,
      notes: [],
    };
    const disclosure = { state: 'none-seen', labels: [], hasPageData: true } as const;
    const record = aRecord('moderate', { provenance: { state: 'read', facts }, disclosure });
    const text = await show(record);
    expect(text).toContain(say('together_signs_none_seen'));
    expect(text).toContain(say('origin_title'));
    expect(text).toContain('trainedAlgorithmicMedia');
    expect(text).toContain(say('caveat_synthetic'));
  });

  test('gives no figures and no limits of our model for an answer of another one', async () => {
    answers['page/read-looks'] = looks;
    const tracks = [aTrack('strong', { trackId: 'a' as never })];
    for (const modelId of ['own:mine', 'seam-face-0']) {
      const text = await show(
        aRecord('strong', { verdict: aVerdict('strong', { tracks, modelId }) }),
      );
      expect(text).toContain(say('detail_alarm_unknown'));
      expect(text).not.toMatch(/unaltered faces, about|is needed|None of the/);
      await act(() => render(null, document.body));
    }
    const text = await show(aRecord('strong', { verdict: aVerdict('strong', { tracks }) }));
    expect(text).toMatch(/unaltered faces, about|None of the/);
    expect(text).toContain('is needed');
  });

  test('goes to the figures when the address names them, once the answer stands', async () => {
    location.hash = '#figures';
    await show(aRecord('strong'));
    location.hash = '';
    expect(document.activeElement?.id).toBe('figures');
    await act(() => render(null, document.body));
    await show(aRecord('strong'));
    expect(document.activeElement?.id).not.toBe('figures');
  });

  test('has no map control, because the map of the model has not passed its tests', async () => {
    const text = await show(aRecord('strong'));
    expect((model.outputs['map'] as { explains: boolean }).explains).toBe(false);
    expect(text).not.toMatch(/map/i);
    expect([...document.querySelectorAll('input')].map(({ type }) => type)).not.toContain('range');
  });

  test('says that the page is gone, and keeps what was known', async () => {
    const text = await show(aRecord('strong'));
    expect(text).toContain('This is what was seen until then.');
    expect(text).toContain('Strong signs');
  });

  test('says so when nothing is known', async () => {
    expect(await show(null)).toContain('Nothing is known of this media any more.');
  });

  test('keeps a correction with the hashes of the faces, and takes it back', async () => {
    answers['page/read-looks'] = {
      ...looks,
      shots: [
        {
          trackId: 'a',
          mediaTimeS: 2,
          score: 0.99,
          picture: { format: 'RGBA', widthPx: 1, heightPx: 1, data: new Uint8Array(4) },
        },
      ],
    };
    answers['memory/recall'] = {
      seen: null,
      isQuiet: false,
      wrong: null,
      frozenAtMs: null,
      alike: null,
      hasHashes: false,
    };
    answers['memory/mark'] = { done: true };
    await show(aRecord('strong', { site: 'youtube', contentId: 'abc' }));
    await click('This face is unaltered');
    expect(document.body.textContent).toMatch(/On .* you said: unaltered\./);
    await click('Undo');
    expect(document.body.textContent).toContain('Is this wrong?');
    const marks = sent.filter(({ seam }) => seam === 'memory/mark').map(({ body }) => body);
    expect(marks).toMatchObject([
      { contentId: 'abc', tabId: 7, change: 'unaltered', hashes: [{ hash: 'a'.repeat(64) }] },
      { contentId: 'abc', tabId: 7, change: 'right' },
    ]);
  });

  test('says when nothing was kept', async () => {
    answers['memory/mark'] = { done: false };
    await show(aRecord('strong'));
    await click('This face is altered');
    expect(document.body.textContent).toContain('Not kept.');
    expect(document.body.textContent).not.toMatch(/you said/);
  });
});

describe('the sentence to copy', () => {
  test('carries its caveat, what was not checked, the model and the day, and no number of percent', () => {
    const text = sentenceToCopy(aRecord('moderate'));
    expect(text).toMatch(/can be wrong/);
    expect(text).toMatch(/[Ss]ound|audio/);
    expect(text).toMatch(/seam-face-1, November 14, 2023/);
    expect(text).not.toMatch(/%/);
  });

  test('names all three lines, each with what it does not mean', () => {
    const disclosure = { state: 'none-seen', labels: [], hasPageData: true } as const;
    const provenance = { state: 'not-readable', why: 'video-in-page' } as const;
    const text = sentenceToCopy(aRecord('moderate', { disclosure, provenance }));
    expect(text).toContain('Detector: Moderate signs.');
    expect(text).toContain('File origin: Not readable here.');
    expect(text).toContain(provenanceMeaning(provenance));
    expect(text).toContain('Platform label: No label seen.');
    expect(text).toContain(say('platform_none_seen_sentence'));
  });
});

describe('how often an answer is wrong', () => {
  test('is told in people: the smallest round number of them that holds one', () => {
    expect(naturalFrequency(13, 1000)).toEqual({ count: 1, outOf: 100 });
    expect(naturalFrequency(5, 1000)).toEqual({ count: 5, outOf: 1000 });
    expect(naturalFrequency(1, 4000)).toEqual({ count: 3, outOf: 10_000 });
    expect(naturalFrequency(1, 1_000_000)).toEqual({ count: 1, outOf: 10_000 });
    expect(naturalFrequency(60, 100)).toEqual({ count: 60, outOf: 100 });
    expect(naturalFrequency(0, 1000)).toBeNull();
    expect(naturalFrequency(0, 0)).toBeNull();
  });

  test('comes from the figures of the model, misses too', () => {
    const figures = [
      { set: 'x', isForged: false, faces: 1000, weak: 20, moderate: 6, strong: 0 },
      { set: 'y', isForged: true, faces: 200, weak: 80, moderate: 60, strong: 4 },
    ];
    expect(howOften('moderate', figures)).toMatch(/^Of 1000 unaltered faces, about 6 /);
    expect(howOften('strong', figures)).toMatch(/^None of the 1000 unaltered faces/);
    expect(howOften('none-found', figures)).toMatch(/^Of 100 forged faces, about 60 /);
    expect(howOften('weak', [])).toMatch(/not measured/);
  });
});

describe('the fine detail', () => {
  test('of a smooth picture is grey, of an edge is strong on both sides', () => {
    const widthPx = 12;
    const flat = new Uint8ClampedArray(widthPx * widthPx * 4).fill(77);
    expect(new Set(amplifyDetail(flat, widthPx, widthPx))).toEqual(new Set([128, 255]));
    const edge = flat.slice();
    for (let pixel = 0; pixel < widthPx * widthPx; pixel += 1) {
      if (pixel % widthPx >= 6) edge.fill(97, pixel * 4, pixel * 4 + 3);
    }
    const shown = amplifyDetail(edge, widthPx, widthPx);
    const at = (column: number): number => shown[(6 * widthPx + column) * 4]!;
    // Two of five columns lie across the edge: 20 * 2 / 5 * 8 = 64 steps.
    expect(at(5)).toBe(128 - (detailGain * 20 * 2) / 5);
    expect(at(6)).toBe(128 + (detailGain * 20 * 2) / 5);
    expect(at(1)).toBe(128);
    expect(edge[0]).toBe(77);
  });
});
