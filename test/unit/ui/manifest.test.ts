import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { limits } from '../../../src/shared/limits.js';
import { languages, projectRoot, readMessages } from './fake-browser.js';

interface Manifest {
  readonly commands: Readonly<
    Record<string, { suggested_key?: { default: string }; description?: string }>
  >;
  readonly permissions: readonly string[];
  readonly optional_permissions?: readonly string[];
  readonly host_permissions: readonly string[];
  readonly web_accessible_resources?: unknown;
  readonly externally_connectable?: unknown;
  readonly browser_specific_settings: {
    readonly gecko: {
      readonly data_collection_permissions: { readonly required: readonly string[] };
    };
  };
}

const manifest = JSON.parse(
  readFileSync(resolve(projectRoot, 'manifest.json'), 'utf8'),
) as Manifest;

test('suggests at most four commands, each with a key that no other has and with words', () => {
  const commands = Object.entries(manifest.commands);
  expect(commands.length).toBeLessThanOrEqual(4);
  const keys = commands.map(([, { suggested_key: key }]) => key?.default);
  expect(new Set(keys).size).toBe(commands.length);
  // Two modifiers: no site uses them for its player, and no menu of a browser.
  for (const key of keys) expect(key).toMatch(/^Alt\+Shift\+[A-Z]$/);
  for (const [name, { description }] of commands) {
    // The settings find the words by the name of the command, in the language that was chosen there.
    if (description !== undefined) {
      expect(description).toBe(`__MSG_command_${name.replaceAll('-', '_')}__`);
    }
    if (name === '_execute_action') continue;
    const message = /^__MSG_(\w+)__$/.exec(description ?? '')?.[1] ?? '';
    for (const language of languages) expect(readMessages(language), name).toHaveProperty(message);
  }
});

test('asks for nothing that the store page does not explain, and collects nothing', () => {
  const reasons = readFileSync(resolve(projectRoot, '.github/store/permissions.md'), 'utf8');
  const { permissions, optional_permissions: optional = [], host_permissions: hosts } = manifest;
  for (const name of [...permissions, ...optional, ...hosts, '*://*/*']) {
    expect(reasons).toContain(`\`${name}\``);
  }
  expect(permissions).not.toContain('tabs');
  expect(manifest.browser_specific_settings.gecko.data_collection_permissions).toMatchObject({
    required: ['none'],
  });
  expect(manifest).not.toHaveProperty('web_accessible_resources');
  expect(manifest).not.toHaveProperty('externally_connectable');
});

test('no script of ours in a page listens for a key of the page', () => {
  const rooms = ['sites', 'sampling', 'frames'].map((room) => resolve(projectRoot, 'src', room));
  const files = [
    resolve(projectRoot, 'src/entries/content.ts'),
    ...rooms.flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(room, name)),
    ),
  ];
  for (const file of files) {
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/['"](keydown|keyup|keypress)['"]/);
  }
});

test('the texts of the stores stay within what stores take', () => {
  for (const language of languages) {
    const text = readFileSync(resolve(projectRoot, `.github/store/listing-${language}.md`), 'utf8');
    const summary = /## (?:Summary|摘要)\n\n(.+)\n/.exec(text)?.[1] ?? '';
    expect(summary.length).toBeGreaterThan(20);
    // The shorter of both stores: Chromium's 132 characters.
    expect(summary.length).toBeLessThanOrEqual(132);
    expect(text).not.toMatch(/\b(best|most accurate|perfect|100 ?%|guarantee)/i);
    expect(text).not.toMatch(/最(好|准|準|佳)|百分之百|保[证證]/);
  }
});

/** What is on the disk and what is asked for unasked, as it must stand wherever a person may read of it. */
const admissions = {
  en: [/up to 400 media/, /switch(ed)? on/],
  zh_CN: [/最多 400 项媒体的记忆/, /开启/],
  zh_TW: [/最多 400 項媒體的記憶/, /開啟/],
} as const;

test('the privacy policy, in every language, and the pages name what stays on the disk and what is asked for', () => {
  const policy = readFileSync(resolve(projectRoot, '.github/store/privacy-policy.md'), 'utf8');
  const parts = policy.split(/^# /m).slice(1);
  expect(parts).toHaveLength(languages.length);
  for (const [index, language] of languages.entries()) {
    const messages = readMessages(language);
    const [memory, switched] = admissions[language];
    expect(parts[index]).toMatch(memory);
    expect(parts[index]).toMatch(switched);
    expect(messages['options_data_explain']?.message).toMatch(memory);
    expect(messages['welcome_data_disk']?.message).toMatch(memory);
    for (const key of ['options_data_list', 'options_data_requests']) {
      expect(messages[key]?.message).toMatch(switched);
    }
  }
  expect(limits.maxRememberedMedia).toBe(400);
});
