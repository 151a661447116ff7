// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Answer, CaseVerification } from '../../../src/evidence/verify/verify-case.js';
import type { Verification } from '../../../src/evidence/verify/verify.js';
import { speak } from '../../../src/ui/words.js';
import { VerifyAnswer } from '../../../src/ui/verify/verify-answer.js';
import { languages, readMessages } from './fake-browser.js';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const intact: Verification = {
  outcome: 'intact',
  faults: [],
  proven: ['unchanged-since-signed'],
  notProven: ['who-signed'],
  fingerprint: 'ab'.repeat(32),
  sealedAt: '2026-11-20T08:31:00.000Z',
  stamp: null,
  content: {
    address: 'https://www.example.org/v/1',
    title: 'A \u202etitle <b>x</b>',
    seenAt: '2026-11-20T08:30:00.000Z',
    files: [
      { path: 'media/frame-0001.png', sha256: 'cd'.repeat(32), mediaTimeS: 1.46, wallClockMs: 0 },
      { path: 'media/tab.png', sha256: 'ef'.repeat(32), mediaTimeS: null, wallClockMs: 0 },
    ],
  },
  fileCount: 16,
  recordCount: 6,
  skipped: [],
};
const repacked: Verification = {
  ...intact,
  outcome: 'repacked',
  faults: [{ code: 'entry-compressed', where: 'README.txt' }],
  notProven: ['who-signed', 'zip-remade'],
  skipped: ['a', 'b', 'c', 'd', 'e', '\u202eexe.gnp'],
};
const altered: Verification = {
  ...intact,
  outcome: 'altered',
  faults: [{ code: 'file-altered', where: 'media/frame-0001.png' }],
  proven: [],
  content: null,
};

afterEach(() => act(() => render(null, document.body)));

function shown(answer: Answer, language: (typeof languages)[number] = 'en'): string {
  speak(readMessages(language));
  void act(() => render(<VerifyAnswer answer={answer} />, document.body));
  return document.body.textContent;
}

describe('the answer about a package', () => {
  test('that was zipped anew says both halves in every language, and does not look intact', () => {
    const said = {
      en: [
        'are unchanged since they were signed',
        'the SHA-256 of the zip that was noted will not fit',
      ],
      zh_CN: ['签名后未被改动', '与当初记下的 zip 的 SHA-256 不符'],
      zh_TW: ['簽章後未被更動', '與當初記下的 zip 的 SHA-256 不符'],
    };
    for (const language of languages) {
      const text = shown(repacked, language);
      for (const words of said[language]) expect(text).toContain(words);
      expect(text).toContain('entry-compressed README.txt');
      expect(document.querySelector('.answer-box')!.className).toBe('answer-box repacked');
    }
  });

  test('says what an unchanged package is about and which files it holds, and nothing of an altered one', () => {
    const text = shown(intact);
    for (const said of ['https://www.example.org/v/1', 'A title <b>x</b>', '2026-11-20T08:30']) {
      expect(text).toContain(said);
    }
    const [frame, tab] = [...document.querySelectorAll('.frozen-files li')].map(
      ({ textContent }) => textContent,
    );
    expect(frame).toBe(`media/frame-0001.png 0:01.4 · 1970-01-01T00:00:00.000Z${'cd'.repeat(32)}`);
    expect(tab).toBe(`media/tab.png 1970-01-01T00:00:00.000Z${'ef'.repeat(32)}`);
    shown(altered);
    expect(document.querySelector('.frozen-files')).toBeNull();
  });

  test('that could not be read says so, beside what went wrong', () => {
    const where = 'RangeError: no memory';
    const text = shown({ ...altered, faults: [{ code: 'unreadable', where }] });
    expect(text).toContain('Something does not fit: nothing is proven');
    expect(text).toContain('The file could not be read to its end');
    expect(text).toContain(`unreadable ${where}`);
  });

  test('names what a system added, the first few, without marks that turn letters around', () => {
    expect(shown(repacked)).toContain('not looked into: a b c d e And 1 more.');
    expect(shown({ ...repacked, skipped: ['\u202eexe.gnp'] })).not.toContain('\u202e');
  });
});

describe('the answer about a whole case', () => {
  const answer: CaseVerification = {
    outcome: 'altered',
    packages: [intact, repacked, altered].map((verification, at) => ({
      path: `packages/item-${at}.zip`,
      verification,
    })),
    unsigned: ['case.json', 'reports.csv'],
    notProven: ['case-unsigned'],
  };

  test('lists each package with its outcome, and opens the one that does not fit', () => {
    const text = shown(answer);
    expect(text).toContain('something does not fit in at least one package');
    expect(text).toContain('Signed by nobody: case.json reports.csv');
    expect(text).toContain('that no package was left out: nobody signed them');
    const boxes = [...document.querySelectorAll<HTMLDetailsElement>('details.answer-box')];
    expect(boxes.map(({ open }) => open)).toEqual([false, false, true]);
    expect(boxes.map((box) => box.querySelector('summary')!.textContent)).toEqual([
      'Unchanged since it was signed packages/item-0.zip',
      'The files in it are unchanged since they were signed; the zip around them was made anew packages/item-1.zip',
      'Something does not fit: nothing is proven packages/item-2.zip',
    ]);
  });

  test('has a headline for every outcome in every language', () => {
    for (const language of languages) {
      const heads = (['intact', 'repacked', 'altered'] as const).map((outcome) => {
        shown({ ...answer, outcome }, language);
        return document.querySelector('h2')!.textContent;
      });
      expect(new Set(heads).size).toBe(3);
      expect(heads).not.toContain('');
    }
  });
});
