import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const languages = ['en', 'zh_CN', 'zh_TW'] as const;
export type Language = (typeof languages)[number];

export interface Message {
  readonly message: string;
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}
export type Messages = Readonly<Record<string, Message>>;

export const projectRoot = resolve(import.meta.dirname, '../../..');

const read = new Map<Language, Messages>();

export function readMessages(language: Language): Messages {
  const known = read.get(language);
  if (known !== undefined) return known;
  const file = resolve(projectRoot, 'public/_locales', language, 'messages.json');
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Messages;
  read.set(language, messages);
  return messages;
}

/** `i18n.getMessage` as browsers do it: named placeholders, then `$1` to `$9`; unknown keys give ''. */
export function getMessageFrom(
  messages: Messages,
): (key: string, values?: string | string[]) => string {
  return (key, values = []) => {
    const entry = Object.hasOwn(messages, key) ? messages[key] : undefined;
    if (entry === undefined) return '';
    const list = typeof values === 'string' ? [values] : values;
    return entry.message
      .replace(/\$([A-Za-z_]+)\$/g, (_all, name: string) => {
        const content = entry.placeholders?.[name.toLowerCase()]?.content ?? '';
        return content.replace(
          /\$(\d)/g,
          (_digits, digit: string) => list[Number(digit) - 1] ?? '',
        );
      })
      .replaceAll('$$', '$');
  };
}

/** A `webextension-polyfill` that knows the real messages; tests set `language` and add what they need. */
export function fakeBrowser(): {
  language: Language;
  i18n: { getMessage: (key: string, values?: string | string[]) => string };
} {
  const fake = {
    language: 'en' as Language,
    i18n: {
      getMessage: (key: string, values?: string | string[]): string =>
        getMessageFrom(readMessages(fake.language))(key, values),
    },
  };
  return fake;
}
