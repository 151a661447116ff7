import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot, readMessages } from './fake-browser.js';

interface Glossary {
  readonly terms: readonly {
    readonly en: string;
    readonly zh_CN: readonly string[];
    readonly zh_TW: readonly string[];
  }[];
  readonly avoid: Readonly<Record<'zh_CN' | 'zh_TW', readonly string[]>>;
}

const glossary = JSON.parse(
  readFileSync(resolve(projectRoot, 'src/ui/glossary.json'), 'utf8'),
) as Glossary;
const english = readMessages('en');

describe.each(['zh_CN', 'zh_TW'] as const)('the glossary in %s', (language) => {
  const messages = readMessages(language);

  test.each(glossary.terms)('is kept for "$en"', (term) => {
    const pattern = new RegExp(`\\b${term.en}\\b`, 'i');
    const uses = Object.entries(english).filter(([, { message }]) => pattern.test(message));
    expect(uses.length, 'a term that nobody uses').toBeGreaterThan(0);
    const strays = uses
      .map(([key]) => `${key}: ${messages[key]?.message ?? ''}`)
      .filter((text) => !term[language].some((word) => text.includes(word)));
    expect(strays).toEqual([]);
  });

  test('words to avoid are not used', () => {
    for (const [key, { message }] of Object.entries(messages)) {
      for (const word of glossary.avoid[language]) expect(message, key).not.toContain(word);
    }
  });
});
