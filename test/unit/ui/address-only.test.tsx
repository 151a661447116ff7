// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { captureAddress } from '../../../src/evidence/capture/capture-address.js';
import { freezeCase } from '../../../src/evidence/capture/freeze.js';
import { readPackageZip } from '../../../src/evidence/verify/read-package-zip.js';
import { verifyPackage } from '../../../src/evidence/verify/verify.js';
import { openReportStore } from '../../../src/report/report-store.js';
import { safetyAnswer } from '../../../src/report/safety.js';
import { safetyAnswers, type SafetyAnswer } from '../../../src/shared/safety-answer.js';
import { readItem } from '../../../src/ui/evidence/use-frozen.js';
import { caseId, newStore } from '../evidence/sample-case.js';
import { sampleMeta } from '../report/sample.js';
import { fakeExtension } from './fake-extension.js';
import { showPage } from './show-page.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeExtension();
const { sealItem } = await import('../../../src/ui/evidence/seal-item.js');
const { ItemPage } = await import('../../../src/ui/evidence/item-page.js');
const { ReviewPage } = await import('../../../src/ui/report/review-page.js');
const { SendPage } = await import('../../../src/ui/report/send-page.js');

let opened = 0;

async function keptAddress(addressOnly: SafetyAnswer) {
  opened += 1;
  const evidence = await newStore();
  const reports = await openReportStore(`address-only-${opened}`);
  const base = {
    mediaUrl: null,
    session: 's',
    extensionVersion: '0.1.0',
    modelSha256: 'ab'.repeat(32),
    backend: 'wasm' as const,
  };
  const meta = {
    ...sampleMeta,
    version: 1 as const,
    mediaType: 'video' as const,
  };
  const clocks = { nowMs: () => 1_800_000_000_000, monotonicMs: () => 5 };
  const capture = captureAddress(caseId, base, { ...meta, addressOnly }, clocks);
  expect(await freezeCase(capture, { store: evidence, estimate: null })).toEqual({ ok: true });
  return { evidence, reports };
}

describe.each(safetyAnswers)('evidence of the address only, said to be: %s', (said) => {
  afterEach(() => act(() => render(null, document.body)));

  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];

  test('opens, and its review starts with what was said before the freeze', async () => {
    const stores = await keptAddress(said);
    const item = await readItem(stores.evidence, stores.reports, caseId);
    expect(item && safetyAnswer(item.review)).toBe(said);
    await showPage(<ItemPage stores={stores} id={caseId} />);
    expect(document.body.textContent).toContain('No pictures are kept.');
    await showPage(<ReviewPage stores={stores} id={caseId} />);
    const radios = all('input[name=safety]') as HTMLInputElement[];
    expect(radios.map(({ checked }) => checked)).toEqual(
      safetyAnswers.map((answer) => answer === said),
    );
    expect(all('a.button.main')).toHaveLength(1);
    expect(all('.include, .region, button.danger')).toEqual([]);
  });

  test('makes drafts at once, of hotlines where pixels are forbidden', async () => {
    const stores = await keptAddress(said);
    await showPage(<SendPage stores={stores} id={caseId} />);
    expect(all('.destination').length).toBeGreaterThan(0);
    const names = document.body.textContent;
    expect(names).toContain('12377');
    expect(names.includes('NCMEC')).toBe(said === 'minor');
    expect(all('.destination textarea').length).toBeGreaterThan(0);
  });

  test('never asks for the pictures that may not go', async () => {
    const stores = await keptAddress(said);
    await showPage(<SendPage stores={stores} id={caseId} />);
    const asked = all('.checklist li').filter(({ textContent }) => textContent.startsWith('截图'));
    expect(asked.length).toBeGreaterThan(0);
    const isKept = said !== 'no';
    for (const { textContent } of asked) {
      expect(textContent.includes('kept back on purpose')).toBe(isKept);
      expect(textContent.includes('to be given by you')).toBe(!isKept);
    }
  });

  test('is sealed to a package without media that the verifier accepts', async () => {
    const stores = await keptAddress(said);
    const item = await readItem(stores.evidence, stores.reports, caseId);
    const sealed = await sealItem(stores, item!.frozen.opened.caseId);
    if (!sealed.ok) throw new Error(sealed.reason);
    expect(await verifyPackage(sealed.zip, { expectedKey: null, authorities: [] })).toMatchObject({
      outcome: 'intact',
      faults: [],
    });
    const read = readPackageZip(sealed.zip);
    const files = read.ok ? [...read.files.keys()] : [];
    expect(files).toContain('page/meta.json');
    expect(files.filter((path) => path.startsWith('media/'))).toEqual([]);
  });
});
