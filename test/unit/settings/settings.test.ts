import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { maxExchangeBytes, readExchange, writeExchange } from '../../../src/settings/exchange.js';
import { defaultSettings, readSettingsFrom } from '../../../src/settings/settings.js';
import { modeFor, uploaderRulesFrom, withRule } from '../../../src/shared/uploader-rules.js';
import { siteSettingsFrom } from '../../../src/settings/site-modes.js';
import { siteModes } from '../../../src/shared/site-mode.js';
import { aRecord } from '../ui/records.js';
import { fakeArea } from '../ui/fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

const rule = { site: 'youtube', uploaderId: 'UC1', name: 'A', mode: 'off' } as const;

describe('settings', () => {
  test('are the defaults, field by field, where storage holds nonsense', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        expect(Object.keys(readSettingsFrom(stored))).toEqual(Object.keys(defaultSettings));
      }),
    );
    expect(readSettingsFrom({ language: 'zh_TW', noticeFrom: 'loud', largeText: 1 })).toEqual({
      ...defaultSettings,
      language: 'zh_TW',
    });
  });

  test('of sites and uploaders drop what is broken and keep the rest', () => {
    expect(
      siteSettingsFrom({ 'https://a.example': 'loud', 'https://b.example': 'manual' }),
    ).toEqual([{ origin: 'https://b.example', mode: 'manual' }]);
    expect(uploaderRulesFrom([rule, { ...rule, mode: 'x' }, null, 7])).toEqual([rule]);
    for (const broken of [undefined, null, 'x', 7, []])
      expect(siteSettingsFrom(broken)).toEqual([]);
    for (const broken of [undefined, null, 'x', 7, {}])
      expect(uploaderRulesFrom(broken)).toEqual([]);
  });
});

describe('the rule of an uploader', () => {
  test('goes before the mode of the site, for that uploader on that site alone', () => {
    for (const siteMode of siteModes) {
      for (const mode of siteModes) {
        const rules = [{ ...rule, mode }];
        expect(modeFor(siteMode, rules, { site: 'youtube', uploaderId: 'UC1' })).toBe(
          siteMode === 'off' ? 'off' : mode,
        );
        expect(modeFor(siteMode, rules, { site: 'youtube', uploaderId: 'UC2' })).toBe(siteMode);
        expect(modeFor(siteMode, rules, { site: 'bilibili', uploaderId: 'UC1' })).toBe(siteMode);
        expect(modeFor(siteMode, rules, null)).toBe(siteMode);
      }
    }
  });

  test('is replaced by a new one and taken away by none', () => {
    const other = { ...rule, uploaderId: 'UC2' };
    const changed = withRule([rule, other], rule, 'auto');
    expect(changed).toEqual([other, { ...rule, mode: 'auto' }]);
    expect(withRule(changed, rule, null)).toEqual([other]);
  });
});

describe('a file of sites and uploaders', () => {
  const whole = {
    sites: [{ origin: 'https://a.example', mode: 'off' }],
    uploaders: [rule],
  } as const;

  test('comes back as it was written', () => {
    expect(readExchange(writeExchange(whole))).toEqual(whole);
  });

  test.each([
    ['no JSON', '{', 'not-json'],
    [
      'another format',
      JSON.stringify({ format: 'x', version: 1, sites: [], uploaders: [] }),
      'not-ours',
    ],
    ['a later version', writeExchange(whole).replace('"version": 1', '"version": 2'), 'not-ours'],
    ['a field nobody knows', writeExchange(whole).replace('{', '{"run": "x",'), 'not-ours'],
    ['an address that is no site', writeExchange(whole).replace('https:', 'file:'), 'not-ours'],
    ['a mode nobody knows', writeExchange(whole).replace('"off"', '"loud"'), 'not-ours'],
    ['an empty uploader', writeExchange(whole).replace('"UC1"', '""'), 'not-ours'],
    ['too much', ' '.repeat(maxExchangeBytes + 1), 'too-large'],
  ])('is refused whole: %s', (_what, text, fault) => {
    expect(readExchange(text)).toBe(fault);
  });

  test('never throws, whatever is in it', () => {
    fc.assert(fc.property(fc.string(), (text) => void readExchange(text)));
    fc.assert(fc.property(fc.json(), (text) => void readExchange(text)));
  });
});

describe('recent answers', () => {
  let session: ReturnType<typeof fakeArea>;
  beforeEach(() => {
    vi.resetModules();
    session = fakeArea();
    fake.browser = { storage: { session: session.area, local: fakeArea().area } };
  });

  test('hold each media once, the newest first, and only so many', async () => {
    const { addRecent, maxRecentVerdicts, readRecent, recentFrom } =
      await import('../../../src/settings/recent-verdicts.js');
    const video = (id: number, level: 'weak' | 'strong') =>
      recentFrom([aRecord(level, { site: 'youtube', contentId: `v${id}` })], 'v.example', id);
    for (let id = 0; id < maxRecentVerdicts + 5; id += 1) await addRecent(video(id, 'weak'));
    await addRecent(video(20, 'strong'));
    const list = await readRecent();
    expect(list).toHaveLength(maxRecentVerdicts);
    expect(list[0]).toMatchObject({ key: 'youtube:v20', level: 'strong' });
    expect(new Set(list.map(({ key }) => key)).size).toBe(list.length);
    const writes = session.written.length;
    await addRecent(video(20, 'strong'));
    expect(session.written).toHaveLength(writes);
  });

  test('leave out what is no answer, and quiet pictures', async () => {
    const { recentFrom } = await import('../../../src/settings/recent-verdicts.js');
    const of = (record: ReturnType<typeof aRecord>): number => recentFrom([record], null, 1).length;
    expect(of(aRecord(null))).toBe(0);
    expect(of(aRecord('cannot-tell'))).toBe(0);
    expect(of(aRecord('none-found'))).toBe(1);
    expect(of(aRecord('none-found', { kind: 'image' }))).toBe(0);
    expect(of(aRecord('weak', { kind: 'image' }))).toBe(1);
  });
});

describe('the list of requests', () => {
  test('loses none of those written at the same time, and is bounded', async () => {
    vi.resetModules();
    const local = fakeArea();
    fake.browser = { storage: { local: local.area, session: fakeArea().area } };
    const { maxLedgerEntries, readLedger, recordRequest } =
      await import('../../../src/settings/request-ledger.js');
    const entry = (atMs: number) =>
      ({ atMs, purpose: 'time-stamp', host: 'tsa.example', sentBytes: 59 }) as const;
    await Promise.all(
      Array.from({ length: maxLedgerEntries + 3 }, (_, atMs) => recordRequest(entry(atMs))),
    );
    const list = await readLedger();
    expect(list).toHaveLength(maxLedgerEntries);
    expect(list[0]?.atMs).toBe(3);
  });
});
