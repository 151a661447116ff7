import { describe, expect, it, vi } from 'vitest';
import { statements } from '../../../src/evidence/statements.js';
import { chooseLanguage } from '../../../src/ui/verify/offline-words.js';
import { readMessages } from '../ui/fake-browser.js';

vi.mock('webextension-polyfill', () => ({ default: {} }));

describe('the words of the verifier', () => {
  it('has a sentence for everything that a package proves or does not, in every language', () => {
    for (const language of ['en', 'zh_CN', 'zh_TW'] as const) {
      const messages = readMessages(language);
      for (const statement of Object.keys(statements)) {
        const key = `verify_statement_${statement.replaceAll('-', '_')}`;
        expect(messages[key]?.message, `${language} ${key}`).toMatch(/[.。]$/);
      }
    }
  });

  it('says on its pages the very sentences of a package, in the two languages of one', () => {
    const ofPages = (language: 'en' | 'zh_CN') => {
      const messages = Object.entries(readMessages(language));
      return messages.flatMap(([key, { message }]) =>
        key.startsWith('verify_statement_') ? [[key, message] as const] : [],
      );
    };
    const ofPackages = (language: 'en' | 'zh') =>
      Object.entries(statements).map(
        ([name, said]) =>
          [`verify_statement_${name.replaceAll('-', '_')}`, said[language]] as const,
      );
    expect(Object.fromEntries(ofPages('en'))).toEqual(Object.fromEntries(ofPackages('en')));
    expect(Object.fromEntries(ofPages('zh_CN'))).toEqual(Object.fromEntries(ofPackages('zh')));
  });

  it('speaks the first language of the reader that it knows', () => {
    expect(chooseLanguage(['fr', 'zh-Hant-HK', 'en'])).toBe('zh_TW');
    expect(chooseLanguage(['zh-CN'])).toBe('zh_CN');
    expect(chooseLanguage(['de'])).toBe('en');
    expect(chooseLanguage([])).toBe('en');
  });
});
