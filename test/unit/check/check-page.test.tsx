// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CheckedFile, CheckJob } from '../../../src/check/check-file.js';
import { CheckPage, type CheckPageProps } from '../../../src/check/check-page.js';
import { coverageSentence } from '../../../src/check/coverage-words.js';
import { foldFacts } from '../../../src/provenance/fold-facts.js';
import type { TrackId } from '../../../src/shared/ids.js';
import { say } from '../../../src/ui/words.js';
import { aigcFields, wrappedJson } from '../../fixtures/provenance/labels.js';
import { pngFile, textChunk } from '../../fixtures/provenance/png-file.js';
import { scan } from '../../fixtures/provenance/scan.js';
import { fakeBrowser, languages } from '../ui/fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const browser = fakeBrowser();
fake.browser = browser;

const marked = pngFile([
  textChunk('AIGC', wrappedJson),
  textChunk('Software', 'Midjourney <b>bold</b>'),
]);
const faces = ['a', 'b'] as TrackId[];

/** A video with two faces over six moments, and a label and a trace in its file. */
async function checkedOf(file: File, moments = 12): Promise<CheckedFile> {
  const report = await scan(marked);
  const facts = foldFacts(report, null);
  return {
    origin: { report, verification: null, facts, lists: [] },
    stretches: [
      {
        from: 0,
        to: moments,
        answered: [],
        isBlack: false,
        verdict: null,
        reasons: [],
        faces: [],
        scores: [],
      },
    ],
    report: {
      fileName: file.name,
      kind: 'video',
      widthPx: 640,
      heightPx: 360,
      durationS: 6,
      lookedAt: {
        moments,
        momentsInAll: 12,
        stretches: 1,
        ranges: [{ fromS: 0, toS: moments / 2 }],
      },
      looks: 6,
      verdict: null,
      reasons: ['no-face'],
      faces: [],
      scores: faces.flatMap((trackId, face) =>
        [0, 1, 2, 3, 4, 5].map((timeS) => ({ trackId, timeS, score: (timeS + face) / 10 })),
      ),
      provenance: { state: 'read', facts },
    },
  };
}

const address = 'https://pictures.example/face.jpg';
let checked: string[];
let jobs: CheckJob[];
/** What the next files are found to be; else a video that was looked at whole. */
let found: ((file: File, job: CheckJob) => Promise<CheckedFile | null>) | null;
let asked: string[];
let saved: unknown[];
let answer: Awaited<ReturnType<CheckPageProps['readAddress']>>;

async function open(): Promise<void> {
  const props: CheckPageProps = {
    figures: new Map(),
    check: (file, job) => {
      checked.push(file.name);
      jobs.push(job);
      return found === null ? checkedOf(file) : found(file, job);
    },
    reported: () => undefined,
    readAddress: (text) => {
      asked.push(text);
      return Promise.resolve(answer);
    },
    save: (result, statement) => {
      saved.push([result.file.name, statement]);
      return Promise.resolve();
    },
    lists: {
      read: () => Promise.resolve([]),
      add: () => Promise.resolve(null),
      remove: () => Promise.resolve([]),
      restore: () => Promise.resolve([]),
    },
  };
  await act(() => render(<CheckPage {...props} />, document.body));
  await settle();
}
/** Until no file is in work, twice in a row: between two files the page is idle for a moment. */
async function settle(): Promise<void> {
  for (let idle = 0; idle < 3;) {
    await act(() => new Promise((done) => setTimeout(done, 10)));
    idle = document.querySelector('.work[aria-busy="true"]') === null ? idle + 1 : 0;
  }
}

beforeEach(() => {
  browser.language = 'en';
  [checked, jobs, asked, saved] = [[], [], [], []];
  found = null;
  answer = { ok: false, why: 'redirected' };
});
afterEach(() => render(null, document.body));

const fileOf = (name: string): File => new File(['x'], name, { type: 'image/png' });
async function send(name: string, more: object, target: EventTarget = document): Promise<Event> {
  const event = Object.assign(new Event(name, { bubbles: true, cancelable: true }), more);
  target.dispatchEvent(event);
  await settle();
  return event;
}
const field = () => document.querySelector<HTMLInputElement>('form.address input')!;
const press = async (button: HTMLElement): Promise<void> => {
  button.click();
  await settle();
};
const buttonNamed = (name: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;

describe('files come in', () => {
  test('dropped anywhere on the page, one after the other', async () => {
    await open();
    const over = await send('dragover', {});
    expect(over.defaultPrevented).toBe(true);
    expect(document.querySelector('.drop.over')).not.toBeNull();
    const files = [fileOf('one.png'), fileOf('two.png')];
    const dropped = await send('drop', { dataTransfer: { files } });
    // Else the browser would leave the page for the file.
    expect(dropped.defaultPrevented).toBe(true);
    await settle();
    expect(checked).toEqual(['one.png', 'two.png']);
    expect(document.querySelectorAll('.reports > li')).toHaveLength(2);
  });

  test('pasted', async () => {
    await open();
    await send('paste', { clipboardData: { files: [fileOf('pasted.png')] } });
    expect(checked).toEqual(['pasted.png']);
  });

  test('chosen, the same one again too', async () => {
    await open();
    const picker = document.querySelector<HTMLInputElement>('.drop input[type=file]')!;
    Object.defineProperty(picker, 'files', { value: [fileOf('chosen.png')] });
    await send('change', {}, picker);
    await send('change', {}, picker);
    expect(checked).toEqual(['chosen.png', 'chosen.png']);
  });
});

describe('an address', () => {
  test.each([
    ['pasted', 'paste', { clipboardData: { files: [], getData: () => address } }],
    ['dropped', 'drop', { dataTransfer: { files: [], getData: () => address } }],
  ])('that is %s is written into its field and read on a click alone', async (_, name, more) => {
    await open();
    await send(name, more);
    expect(field().value).toBe(address);
    expect(asked).toEqual([]);
    answer = { ok: true, file: fileOf('face.jpg') };
    await press(buttonNamed(say('check_url_read')));
    expect(asked).toEqual([address]);
    expect(checked).toEqual(['face.jpg']);
    expect(field().value).toBe('');
  });

  test('that is none is said to be none, and a refusal is named', async () => {
    await open();
    await send('paste', { clipboardData: { files: [], getData: () => 'no address' } });
    await press(buttonNamed(say('check_url_read')));
    expect(asked).toEqual([]);
    expect(document.body.textContent).toContain(say('check_url_wrong'));
    await send('paste', { clipboardData: { files: [], getData: () => address } });
    await press(buttonNamed(say('check_url_read')));
    expect(document.body.textContent).toContain(say('unread_redirected'));
    expect(checked).toEqual([]);
  });
});

describe.each(languages)('a result in %s', (language) => {
  beforeEach(() => (browser.language = language));

  test('shows three lines, the course of each face, and every mark with its place', async () => {
    await open();
    await send('drop', { dataTransfer: { files: [fileOf('a.mp4')] } });
    const card = document.querySelector('.reports > li')!;
    for (const line of ['line_detector', 'line_provenance', 'line_platform']) {
      expect(say(line), line).not.toBe('');
      expect(card.textContent).toContain(say(line));
    }
    expect(card.querySelectorAll('.chart > svg path[d^="M"]').length).toBeGreaterThanOrEqual(2);
    expect(card.querySelectorAll('.chart tbody tr')).toHaveLength(6);
    const rows = [...card.querySelectorAll('.marks tbody tr')].map(
      ({ textContent }) => textContent,
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain(aigcFields.ProduceID);
    expect(rows[0]).toContain('tEXt/AIGC');
    expect(rows[1]).toContain('Midjourney <b>bold</b>');
    expect(card.querySelector('b')).toBeNull();
  });

  test('is copied as a sentence that can stand alone, and saved with it', async () => {
    const writeText = vi.fn((_text: string) => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    await open();
    await send('drop', { dataTransfer: { files: [fileOf('a.mp4')] } });
    await press(buttonNamed(say('copy_button')));
    const said = writeText.mock.calls[0]![0];
    expect(said).toContain('a.mp4');
    expect(said).toContain(say('origin_says_ai'));
    expect(said).toContain(say('check_looked_whole', 12, '0:06'));
    expect(said).toContain(say('check_not_checked_video'));
    expect(document.body.textContent).toContain(say('copy_done'));
    await press(buttonNamed(say('check_export')));
    expect(saved).toEqual([['a.mp4', said]]);
  });
});

describe('a video that was looked at in part', () => {
  beforeEach(async () => {
    found = (file) => checkedOf(file, 6);
    await open();
    await send('drop', { dataTransfer: { files: [fileOf('long.mp4')] } });
  });
  const card = (): string => document.querySelector('.reports > li')?.textContent ?? '';

  test.each(languages)(
    'says in %s which part and how many moments, also in the sentence',
    async (language) => {
      browser.language = language;
      await open();
      const words = say('check_looked_part', 6, 12, '0:00', '0:03', '0:06');
      expect(words).toMatch(/6.*12.*0:00.*0:03.*0:06|12.*6.*0:00.*0:03.*0:06/);
      expect(document.querySelector('.coverage')?.textContent).toContain(words);
      expect(document.querySelector('.statement')?.textContent).toContain(words);
      expect(document.querySelector('.chart title')?.textContent).toContain(words);
      expect(document.querySelectorAll('.chart rect.gap')).toHaveLength(1);
      expect(document.querySelector('.chart')?.textContent).toContain(say('check_chart_gaps'));
    },
  );

  test.each([
    ['check_look_more', 'some'],
    ['check_look_rest', 'rest'],
  ] as const)('is looked at further on a click (%s), in its own place', async (label, extent) => {
    found = (file) => checkedOf(file);
    await press(buttonNamed(say(label, 6)));
    expect(jobs.at(-1)).toMatchObject({ extent, before: { report: { lookedAt: { moments: 6 } } } });
    expect(checked).toEqual(['long.mp4', 'long.mp4']);
    expect(document.querySelectorAll('.reports > li')).toHaveLength(1);
    expect(card()).toContain(say('check_looked_whole', 12, '0:06'));
    expect(card()).not.toContain(say('check_look_more'));
  });

  test('is stopped on a click, and the next file has its turn', async () => {
    found = (file, { signal }) =>
      file.name === 'long.mp4'
        ? new Promise((stopped) => {
            signal.addEventListener('abort', () => stopped(null));
          })
        : checkedOf(file);
    buttonNamed(say('check_look_rest', 6)).click();
    const files = [fileOf('next.png')];
    const drop = new Event('drop', { bubbles: true, cancelable: true });
    document.dispatchEvent(Object.assign(drop, { dataTransfer: { files } }));
    await act(() => new Promise((done) => setTimeout(done, 20)));
    expect(checked).toEqual(['long.mp4', 'long.mp4']);
    await press(buttonNamed(say('check_stop')));
    expect(checked).toEqual(['long.mp4', 'long.mp4', 'next.png']);
    expect(document.querySelectorAll('.reports > li')).toHaveLength(2);
    expect(document.querySelector('.reports > li:last-child')?.textContent).toContain(
      say('check_looked_part', 6, 12, '0:00', '0:03', '0:06'),
    );
  });
});

test('a video of which no moment was answered is not said to have been looked at', () => {
  const tried = { moments: 0, momentsInAll: 12, stretches: 1, ranges: [{ fromS: 0, toS: 6 }] };
  expect(coverageSentence(tried, 6)).toBe(say('check_looked_none', '0:06'));
});
