import { beforeEach, describe, expect, test, vi } from 'vitest';
import { makeCertificate } from '../../fixtures/provenance/certificate.js';

const storage = vi.hoisted((): { content: Record<string, unknown> } => ({ content: {} }));
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      local: {
        get: (key: string) => Promise.resolve({ [key]: storage.content[key] }),
        set: (changed: Record<string, unknown>) => {
          Object.assign(storage.content, structuredClone(changed));
          return Promise.resolve();
        },
      },
    },
  },
}));
const { addTrustList, readTrustLists, removeTrustList, trustListOf } =
  await import('../../../src/provenance/c2pa/trust-list-store.js');
const { maxLists } = await import('../../../src/shared/trust-list.js');

const now = new Date('2026-11-25T10:00:00Z');
const { pem } = makeCertificate({ common: 'Root' });

beforeEach(() => {
  storage.content = {};
});

describe('trust lists', () => {
  test('are none from the start', async () => {
    expect(await readTrustLists()).toEqual([]);
  });

  test('carry the day they were taken and the hash of their file', async () => {
    const list = await trustListOf(new File([pem], 'roots.pem'), now);
    expect(list).toMatchObject({ name: 'roots.pem', dated: '2026-11-25', isLegacy: false, pem });
    expect(list?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await addTrustList(list!)).toEqual([list]);
    expect(await readTrustLists()).toEqual([list]);
    expect(await removeTrustList(list!.sha256)).toEqual([]);
  });

  test('without a certificate, or far too large, are refused', async () => {
    for (const content of ['', 'hello', '-----BEGIN CERTIFICATE-----']) {
      expect(await trustListOf(new File([content], 'x.pem'), now)).toBeNull();
    }
    const large = new File([pem, ' '.repeat(1 << 20)], 'x.pem');
    expect(await trustListOf(large, now)).toBeNull();
  });

  test('are kept up to a number, each once, the newest', async () => {
    for (let count = 0; count < maxLists + 3; count += 1) {
      const list = await trustListOf(new File([pem, ' '.repeat(count)], `${count}.pem`), now);
      await addTrustList(list!);
      await addTrustList(list!);
    }
    const names = (await readTrustLists()).map(({ name }) => name);
    expect(names).toHaveLength(maxLists);
    expect(names.at(-1)).toBe(`${maxLists + 2}.pem`);
  });

  test('that somebody else wrote into the storage do not count', async () => {
    storage.content = { 'trust-lists': [{ name: 'x', pem }] };
    expect(await readTrustLists()).toEqual([]);
  });
});
