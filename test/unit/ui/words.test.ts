import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test, vi } from 'vitest';
import { levels, type Level } from '../../../src/shared/level.js';
import { reasons } from '../../../src/shared/reason.js';
import { siteModes } from '../../../src/shared/site-mode.js';
import {
  clockTime,
  levelLabel,
  levelSentence,
  modeLabel,
  modeSentence,
  reasonSentence,
  recordHeadline,
  recordLabel,
  recordMeaning,
  recordSentence,
  stateLabel,
  stateSentence,
  wordsLanguage,
} from '../../../src/ui/words.js';
import {
  fakeBrowser,
  languages,
  projectRoot,
  readMessages,
  type Language,
} from './fake-browser.js';
import { aRecord, aVerdict } from './records.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const browser = fakeBrowser();
fake.browser = browser;

const states = ['checking', 'judged', 'waiting', 'blocked'] as const;
/** Every source that people read words from, or may: all but the programs that run in Node. */
const sources = listFiles(resolve(projectRoot, 'src')).filter(
  (file) => !file.startsWith(resolve(projectRoot, 'src/cli')),
);

describe.each(languages)('the words in %s', (language) => {
  const messages = readMessages(language);
  const english = readMessages('en');

  test('has every message of the others, with the same placeholders', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
    for (const [key, { message, placeholders = {} }] of Object.entries(messages)) {
      expect(message.trim() === '' && key !== 'sentence_separator', key).toBe(false);
      expect(placeholders, key).toEqual(english[key]?.placeholders ?? {});
      const used = [...message.matchAll(/\$([A-Z_]+)\$/g)].map(([, name]) => name?.toLowerCase());
      expect([...new Set(used)].sort(), key).toEqual(Object.keys(placeholders).sort());
    }
  });

  test('has a sentence for every level, reason, state and mode', () => {
    browser.language = language;
    for (const level of levels) {
      expect(levelLabel(level), level).not.toBe('');
      expect(levelSentence(level).length, level).toBeGreaterThan(levelLabel(level).length);
    }
    for (const reason of reasons) expect(reasonSentence(reason), reason).toMatch(/[.。]$/);
    for (const state of states) {
      expect(stateLabel(state), state).not.toBe('');
      expect(stateSentence(state), state).toMatch(/[.。]$/);
    }
    for (const mode of siteModes) {
      expect(modeLabel(mode), mode).not.toBe('');
      expect(modeSentence(mode), mode).toMatch(/[.。]$/);
    }
  });

  test('has words for every record that can come', () => {
    browser.language = language;
    for (const state of states) {
      for (const reason of [null, ...reasons]) {
        for (const level of [null, ...levels]) {
          const record = aRecord(null, {
            state,
            reasons: reason === null ? [] : [reason],
            verdict: level === null ? null : aVerdict(level),
          });
          const words = [recordLabel, recordHeadline, recordMeaning, recordSentence];
          for (const say of words) {
            const said = say(record);
            expect(said, `${state} ${reason} ${level}`).not.toBe('');
            expect(said, `${state} ${reason} ${level}`).not.toMatch(/\$|undefined|null/);
          }
        }
      }
    }
  });

  test('never calls anything real or fake', () => {
    for (const [key, { message }] of Object.entries(messages)) {
      // The Chinese name of the extension holds one of the characters.
      const text = message.replaceAll('辨真', '');
      expect(text, key).not.toMatch(/\b(real|really|genuine|authentic|true|fakes?|faked)\b/i);
      expect(text, key).not.toMatch(/真|假|可信|属实|屬實|正品|原版/);
    }
  });

  test('speaks of forging only with a doubt beside it', () => {
    const doubt = /may be|can be wrong|rule|neither|signs? of|疑似|可能|排除|出错|出錯|迹象|跡象/;
    const isCount = /^(options_|detail_)/;
    for (const [key, { message }] of Object.entries(messages)) {
      if (isCount.test(key)) continue;
      if (/forge|swapped|synthetic|伪造|偽造|换脸|換臉|合成/i.test(message)) {
        expect(message, key).toMatch(key === 'caveat_synthetic' ? /not mean|不等[于於]/ : doubt);
      }
    }
  });

  test('gives every verdict its caveat', () => {
    browser.language = language;
    const caveats: Readonly<Record<Level, RegExp>> = {
      strong: /can be wrong|可能出[错錯]/,
      moderate: /can be wrong|可能出[错錯]/,
      weak: /too little|依据不足|依據不足/,
      'none-found': /rule out|ruled out|排除/,
      'cannot-tell': /neither for nor against|既不/,
    };
    for (const level of levels) {
      expect(levelSentence(level), level).toMatch(caveats[level]);
      expect(recordSentence(aRecord(level)), level).toMatch(caveats[level]);
      expect(recordMeaning(aRecord(level)), level).toMatch(caveats[level]);
    }
    // The line on the player stands alone until somebody clicks it.
    expect(recordHeadline(aRecord('none-found'))).toMatch(caveats['none-found']);
    for (const level of ['weak', 'moderate', 'strong'] as const) {
      expect(recordHeadline(aRecord(level))).toMatch(/may be|疑似/);
    }
  });

  test('shows no percentage and no number in a verdict', () => {
    for (const [key, { message }] of Object.entries(messages)) {
      expect(message, key).not.toMatch(/[%％]|percent|百分/);
      if (/^(level|headline|meaning|state|badge)_/.test(key))
        expect(message, key).not.toMatch(/\d/);
    }
  });

  test('names its own language for screen readers and line breaks', () => {
    browser.language = language;
    expect(wordsLanguage()).toBe({ en: 'en', zh_CN: 'zh-CN', zh_TW: 'zh-TW' }[language]);
  });

  test('fits where it stands', () => {
    const room = { label: language === 'en' ? 22 : 9, headline: language === 'en' ? 40 : 18 };
    for (const [key, { message }] of Object.entries(messages)) {
      if (key.startsWith('level_')) expect(message.length, key).toBeLessThanOrEqual(room.label);
      if (key.startsWith('headline_'))
        expect(message.length, key).toBeLessThanOrEqual(room.headline);
    }
    expect(messages['extensionDescription']!.message.length).toBeLessThanOrEqual(132);
    expect(messages['extensionName']!.message.length).toBeLessThanOrEqual(12);
  });
});

test('the two kinds of Chinese do not mix', () => {
  const joined = (language: Language): string =>
    Object.values(readMessages(language))
      .map(({ message }) => message)
      .join('');
  expect(joined('zh_TW')).not.toMatch(
    /[这没发现换脸检测视频页扩权许为与时开关错误设备网结显标识读载]/,
  );
  expect(joined('zh_TW')).not.toMatch(/視頻|網絡|屏幕|軟件|擴展程序/);
  expect(joined('zh_CN')).not.toMatch(
    /[這沒發換臉檢測視頻頁擴權許為與時開關錯誤設備網結顯標識讀載]/,
  );
});

test('a blocked media says why before anything else', () => {
  browser.language = 'en';
  const record = aRecord(null, { state: 'blocked', reasons: ['protected'] });
  expect(recordMeaning(record).startsWith(reasonSentence('protected'))).toBe(true);
  expect(recordHeadline(record)).toBe(stateLabel('blocked'));
});

test('a moment is told in hours, minutes and seconds', () => {
  expect(clockTime(0)).toBe('0:00');
  expect(clockTime(75.9)).toBe('1:15');
  expect(clockTime(3661)).toBe('1:01:01');
  expect(clockTime(Number.NaN)).toBe('0:00');
  expect(clockTime(-5)).toBe('0:00');
});

test('every message that the code names exists, and none is left over', () => {
  const known = new Set(Object.keys(readMessages('en')));
  const named = new Set<string>();
  const prefixes: string[] = [];
  for (const file of sources) {
    const text = readFileSync(file, 'utf8');
    for (const [, key] of text.matchAll(/(?:say|getMessage)\(\s*'([a-zA-Z_]+)'/g)) {
      expect(known, `${key} in ${file}`).toContain(key);
      named.add(key!);
    }
    for (const [, key] of text.matchAll(/'([a-z]+(?:_[a-z]+)+)'/g)) {
      if (known.has(key!)) named.add(key!);
    }
    for (const [, prefix] of text.matchAll(/say\(\s*`([a-z_]+)\$\{/g)) prefixes.push(prefix!);
  }
  for (const [, key] of readFileSync(resolve(projectRoot, 'manifest.json'), 'utf8').matchAll(
    /__MSG_(\w+)__/g,
  )) {
    named.add(key!);
  }
  const left = [...known].filter(
    (key) => !named.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  expect(left).toEqual([]);
});

test('no visible word stands in the code', () => {
  const found = sources
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => visibleText(file).map((text) => `${file}: ${text}`));
  expect(found).toEqual([]);
});

test('the search for visible words finds them', () => {
  const planted = `const A = () => <p title="Hello" class="big">Hello <b>{'there'}</b>{ok ? 'yes' : say('x')}</p>;`;
  expect(visibleTextIn(planted)).toEqual(['Hello', 'Hello', 'there', 'yes']);
});

function listFiles(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(dir, name));
}

function visibleText(file: string): readonly string[] {
  return visibleTextIn(readFileSync(file, 'utf8'));
}

/** Text between tags, strings drawn as children, and attributes that are read to people. */
function visibleTextIn(source: string): readonly string[] {
  const readAloud = new Set(['title', 'alt', 'placeholder', 'aria-label', 'label', 'content']);
  const found: string[] = [];
  const keep = (text: string): void => {
    if (/\p{L}/u.test(text)) found.push(text.trim());
  };
  const strings = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isArrowFunction(node) || isElement(node)) return;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.PlusToken) {
      // In `a === 'x' && <p/>` only what is drawn counts.
      strings(node.right);
      return;
    }
    if (ts.isConditionalExpression(node)) {
      strings(node.whenTrue);
      strings(node.whenFalse);
      return;
    }
    if (ts.isStringLiteralLike(node)) keep(node.text);
    else if (ts.isTemplateExpression(node)) {
      keep(node.head.text);
      for (const { literal } of node.templateSpans) keep(literal.text);
    } else ts.forEachChild(node, strings);
  };
  const isElement = (node: ts.Node): boolean =>
    ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
  const walk = (node: ts.Node): void => {
    if (ts.isJsxText(node)) keep(node.text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) ts.forEachChild(node, strings);
    if (ts.isJsxAttribute(node) && readAloud.has(node.name.getText()) && node.initializer) {
      strings(node.initializer);
    }
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile('x.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

test('what a model of the person says is marked as that, in every wording', () => {
  for (const language of languages) {
    browser.language = language;
    const ours = aRecord('strong');
    const own = { ...ours, verdict: { ...ours.verdict!, modelId: 'own:mine' } };
    for (const words of [recordLabel, recordHeadline, recordSentence]) {
      expect(words(own)).toMatch(/your own model|自[备備]模型/);
      expect(words(ours)).not.toMatch(/your own model|自[备備]模型/);
    }
  }
});
