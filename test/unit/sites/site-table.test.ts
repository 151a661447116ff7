// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { siteNames } from '../../../src/shared/site-names.js';
import { siteTableSchema } from '../../../src/sites/site-table-schema.js';
import { definitions } from '../../fixtures/all-sites.js';

const dir = resolve(import.meta.dirname, '../../../src/sites');
const [first, more] = ['site-table.json', 'site-table-more.json'].map((file) =>
  v.parse(siteTableSchema, JSON.parse(readFileSync(resolve(dir, file), 'utf8'))),
);
const table = { ...first!, sites: { ...first!.sites, ...more!.sites } };

describe('the table of selectors', () => {
  it('has a row for every site, each in one of its two files', () => {
    const names = [first!, more!].flatMap(({ sites }) => Object.keys(sites));
    expect(names.toSorted()).toEqual([...siteNames].toSorted());
    expect(definitions.map(({ site }) => site).toSorted()).toEqual(names.toSorted());
  });

  it('is refused with a list that is missing, misspelled or holds something else', () => {
    const broken = (change: object): boolean => {
      const sites = { ...table.sites, youtube: { ...table.sites.youtube, ...change } };
      return v.safeParse(siteTableSchema, { ...table, sites }).success;
    };
    expect(broken({})).toBe(true);
    expect(broken({ title: undefined })).toBe(false);
    expect(broken({ tittle: [] })).toBe(false);
    expect(broken({ title: [''] })).toBe(false);
    expect(broken({ card: [] })).toBe(false);
    expect(broken({ labelTexts: [{ text: 'AI', level: 'certain' }] })).toBe(false);
  });

  it.each(Object.entries(table.sites))(
    'of %s holds selectors that a browser understands',
    (_site, lists) => {
      const selectors = Object.entries(lists).flatMap(([name, list]) =>
        name === 'labelTexts'
          ? []
          : list.map((entry) =>
              typeof entry === 'string' ? entry : (entry as { selector: string }).selector,
            ),
      );
      for (const selector of selectors) {
        expect(() => document.querySelector(selector), selector).not.toThrow();
      }
      expect(lists.mainVideo.length).toBeGreaterThan(0);
      expect(lists.player.length).toBeGreaterThan(0);
      // A place for free text without the exact sentences would read nothing.
      if (lists.labelArea.length > 0) expect(lists.labelTexts.length).toBeGreaterThan(0);
    },
  );

  it('says honestly that it was not checked on live pages', () => {
    expect(table.isLive).toBe(false);
  });
});
