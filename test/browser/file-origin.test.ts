import { readFileSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import type { DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { checkPageOn, type CheckPageDriver } from '../../src/cli/score/check-page-driver.js';
import type { FileReport } from '../../src/shared/file-report.js';
import type { ProvenanceFacts } from '../../src/shared/provenance.js';
import { box, mp4File } from '../fixtures/provenance/box-file.js';
import { concat, utf8 } from '../fixtures/provenance/bytes.js';
import { makeCertificate } from '../fixtures/provenance/certificate.js';
import { jfif, jpegFile, segment, xmpSegment } from '../fixtures/provenance/jpeg-file.js';
import { aigcFields, aigcJson, sourceTypeXmp } from '../fixtures/provenance/labels.js';
import { richFiles } from '../fixtures/provenance/labelled-files.js';
import { pngFile, textChunk } from '../fixtures/provenance/png-file.js';
import { selfReferringFiles } from '../fixtures/provenance/rings.js';
import { signC2pa } from '../fixtures/provenance/sign-c2pa.js';
import { openSeam, type OpenSeam } from './open-seam.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = makeCertificate({ common: 'Seam Test Root' });
const camera = makeCertificate({ common: 'Seam Test Camera', issuer: root });
const picture = jpegFile([jfif], 3000);
const sign = (sourceType = 'digitalCapture'): Promise<Uint8Array> =>
  signC2pa({ file: picture, mediaType: 'image/jpeg', chain: [camera], sourceType });

/** A label with a value of every field that somebody may write. */
const labelOf = (value: string): string =>
  JSON.stringify({ AIGC: { ...aigcFields, ContentProducer: value, ProduceID: value } });
const comment = (text: string): Uint8Array => segment(0xfe, utf8(text));
const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>';

describe.each(browserNames)('what a file says about itself, on the check page in %s', (name) => {
  let seam: OpenSeam;
  let page: DrivenPage;
  let driver: CheckPageDriver;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seam-origin-'));
    seam = await openSeam(name);
    page = await seam.browser.openExtensionPage('src/entries/check.html?seconds=2');
    driver = checkPageOn(page);
    await page.evaluate(() => {
      const startedWorkers: string[] = [];
      const Own = Worker;
      Object.assign(globalThis, {
        startedWorkers,
        Worker: class extends Own {
          constructor(url: string | URL, options?: WorkerOptions) {
            super(url, options);
            startedWorkers.push(String(url));
          }
        },
      });
    });
  });
  afterAll(async () => {
    await seam.stop();
    await rm(folder, { recursive: true });
  });

  async function check(fileName: string, bytes: Uint8Array): Promise<FileReport> {
    const path = join(folder, fileName);
    await writeFile(path, bytes);
    return driver.check(path);
  }
  function factsOf({ provenance }: FileReport): ProvenanceFacts {
    expect(provenance.state).toBe('read');
    if (provenance.state !== 'read') throw new Error('not read');
    return provenance.facts;
  }
  const checkFacts = async (fileName: string, bytes: Uint8Array): Promise<ProvenanceFacts> =>
    factsOf(await check(fileName, bytes));
  /** The newest card as a person reads it. */
  const card = (): Promise<string> =>
    page.evaluate(() => document.querySelector<HTMLElement>('.reports > li')?.textContent ?? '');
  /** Workers that the page has started, by the name of their file. */
  const started = (part: string): Promise<number> =>
    page.evaluate(
      (asked) =>
        (globalThis as { startedWorkers?: string[] }).startedWorkers?.filter((url) =>
          url.includes(asked),
        ).length ?? -1,
      part,
    );

  test('without a hit neither the verifier nor its binary is loaded', async () => {
    expect((await checkFacts('plain.jpg', picture)).markCount).toBe(0);
    expect(
      (await checkFacts('label.png', pngFile([textChunk('AIGC', aigcJson)]))).labels,
    ).toHaveLength(1);
    expect(await started('bytes.worker')).toBeGreaterThan(0);
    expect(await started('c2pa')).toBe(0);
  });

  test('a signed file is verified; its signer is on no list, and is said to be so', async () => {
    const { credential } = await checkFacts('signed.jpg', await sign());
    expect(credential).toMatchObject({
      standing: 'intact-untrusted',
      signerName: 'Seam Test Camera',
      facts: { signature: 'valid', binding: 'matches', trust: 'not-on-list', timeStamp: 'none' },
    });
    const said = await card();
    expect(said).toContain('Signed, signer not listed');
    expect(said).not.toMatch(/on a trust list held here\.$/m);
    expect(await started('c2pa')).toBeGreaterThan(0);
  });

  test('a tampered file is refused, whatever it claims', async () => {
    const tampered = Uint8Array.from(await sign());
    tampered[tampered.length - 500] = 0x11;
    const { credential } = await checkFacts('tampered.jpg', tampered);
    expect(credential).toMatchObject({ standing: 'broken', facts: { binding: 'changed' } });
    expect(await card()).toContain('Credential does not match');
  });

  test('a list that the person adds makes its signers trusted, and nobody else', async () => {
    const pem = join(folder, 'roots.pem');
    await writeFile(pem, root.pem);
    await page.chooseFiles('input[data-for=trust-list]', [pem]);
    await expect.poll(() => page.evaluate(() => document.body.textContent)).toContain('roots.pem');
    expect((await checkFacts('listed.jpg', await sign())).credential?.standing).toBe('trusted');
    const stranger = makeCertificate({
      common: 'Somebody Else',
      issuer: makeCertificate({ common: 'Unknown Root' }),
    });
    const foreign = await signC2pa({ file: picture, mediaType: 'image/jpeg', chain: [stranger] });
    const { credential } = await checkFacts('foreign.jpg', foreign);
    expect(credential).toMatchObject({
      standing: 'intact-untrusted',
      signerName: 'Somebody Else',
      facts: { trust: 'not-on-list' },
    });
    const remove = () =>
      page.evaluate(() =>
        document.querySelector<HTMLElement>('.lists li:last-child button')?.click(),
      );
    const listCount = () => page.evaluate(() => document.querySelectorAll('.lists li').length);
    expect(await listCount()).toBe(2);
    await remove();
    await expect.poll(listCount).toBe(1);
    const trustNow = async (name: string) =>
      (await checkFacts(name, await sign())).credential?.facts.trust;
    expect(await trustNow('again.jpg')).toBe('not-on-list');
    // Now the list that Seam brings is put away, and taken back.
    await remove();
    await expect.poll(listCount).toBe(0);
    expect(await trustNow('without.jpg')).toBe('no-list');
    await page.evaluate(() => document.querySelector<HTMLElement>('.lists .restore')?.click());
    await expect.poll(listCount).toBe(1);
    expect(await page.evaluate(() => document.querySelector('.lists li')?.textContent)).toContain(
      'C2PA trust list, as of 2025-12-05',
    );
    await writeFile(pem, 'no certificate');
    await page.chooseFiles('input[data-for=trust-list]', [pem]);
    await expect
      .poll(() => page.evaluate(() => document.body.textContent))
      .toContain('no certificate');
  });

  test.each(Object.entries(richFiles))(
    'a %s file with every mark shows where each stands',
    async (kind, bytes) => {
      const facts = await checkFacts(`rich.${kind.replace(/\W/gu, '')}`, bytes);
      expect(facts.markCount).toBeGreaterThan(0);
      const rows = await page.evaluate(
        () => document.querySelectorAll('.reports > li:first-child .marks tbody tr').length,
      );
      expect(rows).toBeGreaterThanOrEqual(facts.markCount);
    },
  );

  test.each<[string, string, Uint8Array, Partial<ProvenanceFacts>]>([
    ['an empty file', 'empty.jpg', new Uint8Array(0), { container: null, notes: ['empty'] }],
    ['a wrong extension', 'really.mp4', richFiles['png']!, { container: 'png' }],
    [
      'a polyglot',
      'poly.jpg',
      concat(picture, [0x50, 0x4b, 3, 4], new Uint8Array(64)),
      { container: 'jpeg' },
    ],
    ['a page', 'page.jpg', utf8('<!doctype html><script>1</script>'), { container: null }],
    ['a cut file', 'cut.png', richFiles['png']!.subarray(0, 120), { container: 'png' }],
    ...Object.entries(selfReferringFiles).map(
      ([what, { bytes, state }]): [string, string, Uint8Array, Partial<ProvenanceFacts>] => [
        `a ring: ${what}`,
        what.startsWith('AVIF') ? 'ring.avif' : what.startsWith('MP4') ? 'ring.mp4' : 'ring.tif',
        bytes,
        { notes: [state] },
      ],
    ),
    [
      'two labels that exclude each other',
      'two.png',
      pngFile([
        textChunk('AIGC', aigcJson),
        textChunk('AIGC', JSON.stringify({ ...aigcFields, Label: '3', ProduceID: 'other' })),
      ]),
      { notes: ['contradicting'] },
    ],
    [
      'a label of more than 64 KiB',
      'long.png',
      pngFile([textChunk('AIGC', labelOf('x'.repeat(70_000)))]),
      { container: 'png' },
    ],
  ])('%s is a named state, and the page goes on', async (_what, fileName, bytes, wanted) => {
    const facts = await checkFacts(fileName, bytes);
    expect(facts).toMatchObject(wanted);
    expect(facts.notes.length + facts.labels.length).toBeGreaterThan(0);
    const said = await card();
    expect(said).not.toMatch(/undefined|null|\$/);
    expect((await checkFacts('after.jpg', picture)).notes).toEqual([]);
  });

  test('a video of a gigabyte is described from its head and tail, in time', async () => {
    const path = join(folder, 'huge.mp4');
    const head = mp4File([box('moov', box('udta', richFiles['mp4']!.subarray(0, 0)))]);
    const file = await open(path, 'w');
    await file.write(head);
    // An `mdat` of one gigabyte, sparse on disk, and an index behind it.
    const sizeBytes = 2 ** 30;
    await file.write(
      Uint8Array.of(0, 0, 0, 1, 0x6d, 0x64, 0x61, 0x74, 0, 0, 0, 0, 0x40, 0, 0, 0x10),
    );
    await file.truncate(head.length + 16 + sizeBytes);
    await file.close();
    const startMs = Date.now();
    const report = await driver.check(path);
    expect(Date.now() - startMs).toBeLessThan(30_000);
    expect(factsOf(report)).toMatchObject({ container: 'mp4', markCount: 0 });
    expect(report.reasons).toEqual(['unsupported-format']);
  });

  test('markup and direction characters in every field are text', async () => {
    const values = [hostile, '\u202Egnp.exe', 'a\u0000b\u0007c', '‮‏x'];
    for (const value of values) {
      const bytes = jpegFile([
        jfif,
        xmpSegment(sourceTypeXmp(`x&lt;b&gt;${value.replace(/[<>&"\u0000-\u001f]/gu, '')}`)),
        comment(labelOf(value)),
        comment(`${value}\nNegative prompt: ${value}\nSteps: 30, Sampler: ${value}, CFG scale: 7`),
      ]);
      await check(`${value.replace(/[/\u0000"<>]/gu, '_')}.jpg`.slice(-60), bytes);
      const seen = await page.evaluate(() => ({
        made: document.querySelectorAll('.reports script, .reports img[src=x], .reports b').length,
        title: document.title,
        text: document.querySelector('.reports > li')?.textContent ?? '',
      }));
      expect(seen.made).toBe(0);
      expect(seen.title).not.toBe('1');
      expect(seen.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u0000-\u0008]/u);
    }
  });

  test('a card with everything open is clean for axe, also at 200 percent text', async () => {
    await checkFacts('open.jpg', await sign());
    await page.evaluate(() => {
      for (const closed of document.querySelectorAll('details')) closed.open = true;
    });
    await page.evaluate(`${axe}; undefined`);
    const broken = await page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as {
        axe: {
          run: () => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
        };
      };
      document.documentElement.style.fontSize = '200%';
      const { violations } = await checker.run();
      document.documentElement.style.fontSize = '';
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`,
      );
    });
    expect(broken).toEqual([]);
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      ),
    ).toBe(true);
  });

  test('a sentence can be copied, and the whole answer saved as JSON', async () => {
    const saved = await page.evaluate(async () => {
      const made: Blob[] = [];
      const before = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob) => {
        made.push(blob as Blob);
        return before(blob);
      };
      const first = document.querySelector('.reports > li');
      const buttons = first?.querySelectorAll<HTMLElement>('.actions button') ?? [];
      buttons[1]?.click();
      while (made.length === 0) await new Promise((done) => setTimeout(done, 20));
      URL.createObjectURL = before;
      return {
        json: await made[0]!.text(),
        statement: first?.querySelector('.statement')?.textContent ?? '',
      };
    });
    const exported = JSON.parse(saved.json) as Record<string, unknown>;
    expect(exported).toMatchObject({
      format: 'seam-check',
      statement: saved.statement,
      file: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      provenance: {
        container: 'jpeg',
        trustLists: [{ name: 'C2PA trust list', dated: '2025-12-05' }],
      },
    });
    expect(saved.statement).toMatch(/Not checked:/);
    expect(saved.json).not.toContain('data:image');
  });

  test('this page itself cannot ask the network, and nothing has', async () => {
    const refused = await page.evaluate(() =>
      fetch('https://plain.example/').then(
        () => 'asked',
        () => 'refused',
      ),
    );
    expect(refused).toBe('refused');
    expect(seam.proxy.requests).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});
