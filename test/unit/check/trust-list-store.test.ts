import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { makeCertificate } from '../../fixtures/provenance/certificate.js';

const storage = vi.hoisted((): { content: Record<string, unknown> } => ({ content: {} }));
/** What the package holds under the address of the bundled list; null: nothing. */
const bundle = vi.hoisted((): { pem: string | null } => ({ pem: null }));
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: { getURL: (path: string) => `chrome-extension://seam/${path}` },
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
vi.stubGlobal('fetch', (address: string) =>
  address === 'chrome-extension://seam/trust/c2pa-roots.pem' && bundle.pem !== null
    ? Promise.resolve(new Response(bundle.pem))
    : Promise.reject(new Error('nothing there')),
);
const bundledPem = readFileSync(resolve('public/trust/c2pa-roots.pem'), 'utf8');

/** A store that has not read the package yet. */
async function open(pem: string | null) {
  bundle.pem = pem;
  vi.resetModules();
  return import('../../../src/provenance/c2pa/trust-list-store.js');
}
const { addTrustList, readTrustLists, removeTrustList, trustListOf } = await open(null);
const { maxLists } = await import('../../../src/shared/trust-list.js');

const now = new Date('2026-11-25T10:00:00Z');
const { pem } = makeCertificate({ common: 'Root' });

beforeEach(() => {
  storage.content = {};
});

describe('trust lists', () => {
  test('are none from the start where the package holds none', async () => {
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
    expect(names).toHaveLength(maxLists - 1);
    expect(names.at(-1)).toBe(`${maxLists + 2}.pem`);
  });

  test('that somebody else wrote into the storage do not count', async () => {
    storage.content = { 'trust-lists': [{ name: 'x', pem }] };
    expect(await readTrustLists()).toEqual([]);
  });
});

describe('the list that Seam brings', () => {
  test('is there from the start, with its date and the hash of its file', async () => {
    const { readTrustLists } = await open(bundledPem);
    const [list, ...others] = await readTrustLists();
    expect(others).toEqual([]);
    expect(list).toMatchObject({ name: 'C2PA trust list', isLegacy: false, pem: bundledPem });
  });

  test('counts as absent when one byte of it changed', async () => {
    const { readTrustLists } = await open(bundledPem.replace('Google', 'Goggle'));
    expect(await readTrustLists()).toEqual([]);
  });

  test('is put away and taken back, beside lists of the person’s own', async () => {
    const store = await open(bundledPem);
    const own = await store.trustListOf(new File([pem], 'own.pem'), now);
    const both = await store.addTrustList(own!);
    expect(both.map(({ name }) => name)).toEqual(['C2PA trust list', 'own.pem']);
    expect(await store.removeTrustList(both[0]!.sha256)).toEqual([own]);
    expect(await store.readTrustLists()).toEqual([own]);
    expect(await store.restoreBundledTrustList()).toEqual(both);
    const again = await store.trustListOf(new File([bundledPem], 'same.pem'), now);
    expect(await store.addTrustList(again!)).toEqual(both);
  });

  test('leaves room for itself among as many lists as may be sent', async () => {
    const store = await open(bundledPem);
    for (let count = 0; count < maxLists + 3; count += 1) {
      await store.addTrustList(
        (await store.trustListOf(new File([pem, ' '.repeat(count)], 'x.pem'), now))!,
      );
    }
    expect(await store.readTrustLists()).toHaveLength(maxLists);
  });

  test('holds authorities alone, none of them expired on the day that it bears', async () => {
    const certificates = bundledPem
      .match(/-----BEGIN[\s\S]+?END CERTIFICATE-----/gu)!
      .map((one) => new X509Certificate(one));
    expect(certificates).toHaveLength(9);
    for (const certificate of certificates) {
      expect(certificate.ca, certificate.subject).toBe(true);
      expect(new Date(certificate.validTo) > now, certificate.subject).toBe(true);
    }
    // All but Adobe's issuing authority sign themselves.
    const roots = certificates.filter((one) => one.verify(one.publicKey));
    expect(roots).toHaveLength(8);
  });
});
