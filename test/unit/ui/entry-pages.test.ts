import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const entries = join(import.meta.dirname, '../../../src/entries');
/** The engine's page has nothing to type into. */
const pages = readdirSync(entries).filter((name) => /^(?!engine\b).*\.html$/.test(name));

test('there are pages', () => expect(pages.length).toBeGreaterThan(6));

/** Chromium fetches a dictionary for the first text that it checks, and may be set to send the text to a server. */
test.each(pages)('%s lets no browser check the spelling of what is typed', (name) => {
  expect(readFileSync(join(entries, name), 'utf8')).toMatch(/^<html spellcheck="false">$/m);
});
