import { describe, expect, it, vi } from 'vitest';
import { readUtf8, sameBytes, utf8, type Bytes } from '../../../src/evidence/bytes.js';
import { encodePng } from '../../../src/evidence/pictures/encode-png.js';
import { escapeHtml } from '../../../src/evidence/plain-text.js';
import {
  addSignatures,
  afterDataPackage,
  layout,
  type DataPackageFacts,
} from '../../../src/evidence/package/package-layout.js';
import { writePackageZip } from '../../../src/evidence/package/package-zip.js';
import { readPackageZip } from '../../../src/evidence/verify/read-package-zip.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { previewPackage, sealPackage } from '../../../src/evidence/package/seal-package.js';
import { createKeyPair, signerOf } from '../../../src/evidence/log/signing-key.js';
import { verifyFiles, verifyPackage } from '../../../src/evidence/verify/verify.js';
import { rawZip } from '../../contract/evidence/edits.js';
import { sampleMeta } from '../report/sample.js';
import { sampleDossier, samplePackage, smallPicture } from './sample-case.js';

const trust = { expectedKey: null, authorities: [] };
const filesOf = (zip: Bytes) => {
  const read = readPackageZip(zip);
  if (!read.ok) throw new Error(read.fault);
  return read.files;
};

describe('a package', () => {
  it('has the files of the layout and is intact', async () => {
    const { zip, signer } = await samplePackage();
    const files = filesOf(zip);
    expect([...files.keys()]).toEqual([
      'README.txt',
      'SHA256SUMS',
      'annotations.jsonl',
      'datapackage-digest.json',
      'datapackage.json',
      'log.jsonl',
      'media/crop-0001.png',
      'media/crop-0002.png',
      'media/frame-0001.png',
      'media/frame-0002.png',
      'page/meta.json',
      'pages/pages.jsonl',
      'report.html',
      'report.json',
      'signature/SHA256SUMS.sig',
      'signature/public-key.pem',
    ]);
    const answer = await verifyPackage(zip, { ...trust, expectedKey: signer.fingerprint });
    expect(answer).toMatchObject({ outcome: 'intact', faults: [], fileCount: 16, recordCount: 6 });
    expect(answer.proven).toEqual(['unchanged-since-signed', 'log-complete', 'expected-key']);
    expect(answer.notProven).toContain('who-signed');
  });

  it('is told by the verifier with its content, and not a word of it once a byte is another', async () => {
    const { zip, input } = await samplePackage({ withhold: ['media/crop-0001.png'] });
    const { content } = await verifyPackage(zip, trust);
    const { canonical } = input.dossier.contentUrl;
    const { title, seenAt } = input.dossier;
    expect(content).toMatchObject({ address: canonical, title, seenAt });
    // As the log names them, without the one that was left out.
    const frozen = input.frozen.records.filter(
      ({ kind, path }) => (kind === 'frame' || kind === 'crop') && path !== 'media/crop-0001.png',
    );
    expect(content?.files).toEqual(
      frozen.map(({ path, encodedSha256, mediaTimeS, wallClockMs }) => ({
        path,
        sha256: encodedSha256,
        mediaTimeS,
        wallClockMs,
      })),
    );
    for (const at of [200, Math.floor(zip.length / 2), zip.length - 200]) {
      const changed = zip.slice();
      changed[at] = changed[at]! ^ 1;
      expect((await verifyPackage(changed, trust)).content).toBeNull();
    }
  });

  it('has the same bytes for the same input, in any time zone, on any day', async () => {
    const { zip, input, signer } = await samplePackage();
    const zone = process.env['TZ'];
    vi.useFakeTimers({ now: Date.UTC(2031, 1, 2), toFake: ['Date'] });
    process.env['TZ'] = 'Pacific/Auckland';
    const again = await sealPackage(input, signer);
    vi.useRealTimers();
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(again.ok && sameBytes(again.zip, zip)).toBe(true);
  });

  it('holds the report and the pictures that were shown before it was signed', async () => {
    const { zip, input, signer } = await samplePackage({ withhold: ['media/frame-0002.png'] });
    const { html, media } = previewPackage(input, signer.fingerprint);
    const files = filesOf(zip);
    expect(new TextDecoder().decode(files.get('report.html'))).toBe(html);
    expect(media.map(({ path }) => path).toSorted()).toEqual(
      [...files.keys()].filter((path) => path.startsWith('media/')).toSorted(),
    );
  });

  it('is not made where no verifier would read it', async () => {
    const { input, signer } = await samplePackage();
    const [first, ...others] = input.frozen.media;
    const large = new Uint8Array(0);
    Object.defineProperty(large, 'length', { value: evidenceLimits.maxPackageBytes });
    const media = [{ ...first!, bytes: large }, ...others];
    const frozen = { ...input.frozen, media };
    expect(await sealPackage({ ...input, frozen }, signer)).toEqual({
      ok: false,
      reason: 'too-large',
    });
    const withhold = [first!.path];
    expect(await sealPackage({ ...input, frozen, withhold }, signer)).toMatchObject({ ok: true });
  });

  it('names what it withholds, and the log keeps the hash', async () => {
    const withhold = ['media/frame-0002.png'];
    const { zip } = await samplePackage({ withhold });
    expect(filesOf(zip).has('media/frame-0002.png')).toBe(false);
    const answer = await verifyPackage(zip, trust);
    expect(answer).toMatchObject({ outcome: 'intact' });
    expect(answer.notProven).toContain('files-withheld');
  });

  it('with a minor or sexual content holds no pixels, or is not made at all', async () => {
    for (const flags of [{ suspectedMinor: true }, { sexualContent: true }]) {
      const dossier = { ...sampleDossier, ...flags };
      await expect(samplePackage({ dossier })).rejects.toThrow('pixels-forbidden');
      const { input, signer } = await samplePackage();
      const bare = { ...input, dossier, frozen: { ...input.frozen, media: [] } };
      const sealed = await sealPackage(bare, signer);
      if (!sealed.ok) throw new Error(sealed.reason);
      expect([...filesOf(sealed.zip).keys()].some((path) => path.startsWith('media/'))).toBe(false);
      expect((await verifyPackage(sealed.zip, trust)).outcome).toBe('intact');
    }
  });

  it('is made without a file that is gone, and says why it is not there', async () => {
    const { input, signer } = await samplePackage({ withhold: ['media/crop-0002.png'] });
    const media = input.frozen.media.filter(({ path }) => path !== 'media/frame-0001.png');
    const sealed = await sealPackage({ ...input, frozen: { ...input.frozen, media } }, signer);
    if (!sealed.ok) throw new Error(sealed.reason);
    expect(await verifyPackage(sealed.zip, trust)).toMatchObject({ outcome: 'intact', faults: [] });
    const files = new Map(filesOf(sealed.zip));
    const { seam } = JSON.parse(readUtf8(files.get(layout.dataPackage)!)!);
    expect(seam.withheld).toEqual(['media/crop-0002.png', 'media/frame-0001.png']);
    expect(seam.withheldWhy).toEqual({ 'media/frame-0001.png': 'not-kept' });
    const html = readUtf8(files.get(layout.reportPage)!)!;
    expect(html).toContain('media/frame-0001.png: kept no more on the device');
    expect(html).toContain('media/crop-0002.png: left out of this package on purpose');
  });

  it('leaves out page facts whose address names who looked, and is whole without them', async () => {
    const named = { ...sampleMeta, urlAsSeen: `${sampleMeta.urlCanonical}?vd_source=VIEWER` };
    const { zip } = await samplePackage({
      change: (capture) => ({ ...capture, pageMeta: named }),
    });
    expect(await verifyPackage(zip, trust)).toMatchObject({ outcome: 'intact', faults: [] });
    const files = filesOf(zip);
    expect(files.has(layout.pageMeta)).toBe(false);
    for (const [path, bytes] of files) expect(readUtf8(bytes) ?? '', path).not.toContain('VIEWER');
    const bare = await samplePackage({
      change: (capture) => ({
        ...capture,
        pageMeta: { ...named, urlAsSeen: sampleMeta.urlCanonical },
      }),
    });
    expect(filesOf(bare.zip).has(layout.pageMeta)).toBe(true);

    // Taken out by somebody else it is missed.
    const taken = new Map(filesOf(bare.zip));
    taken.delete(layout.pageMeta);
    expect((await verifyFiles(taken, trust)).outcome).toBe('altered');
  });

  it('is never sealed over a broken log or with another key', async () => {
    const { input, signer } = await samplePackage();
    const { frozen } = input;
    const seal = async (changed: typeof frozen) =>
      sealPackage({ ...input, frozen: changed }, signer);
    expect(await seal({ ...frozen, records: frozen.records.slice(0, -1) })).toMatchObject({
      reason: 'log-broken',
    });
    const stranger = await signerOf(await createKeyPair());
    expect(await sealPackage(input, stranger)).toMatchObject({ reason: 'other-key' });
  });

  it('tells the reader when the clock was set back by an hour while it was captured', async () => {
    const { zip } = await samplePackage({
      change: (capture) => ({
        ...capture,
        items: capture.items.map(({ captured, file }, at) => {
          const wallClockMs = captured.wallClockMs - (at > 1 ? 3_600_000 : 0);
          return { captured: { ...captured, wallClockMs }, file };
        }),
      }),
    });
    const answer = await verifyPackage(zip, trust);
    expect(answer.outcome).toBe('intact');
    expect(answer.notProven).toContain('clock-moved');
    const steady = await verifyPackage((await samplePackage()).zip, trust);
    expect(steady.notProven).not.toContain('clock-moved');
  });

  it('says its time and what it withholds in the one form they have, or is altered', async () => {
    const { zip, signer } = await samplePackage({ withhold: ['media/frame-0002.png'] });
    const files = new Map(filesOf(zip));
    const listed = JSON.parse(readUtf8(files.get(layout.dataPackage)!)!);
    const { version: _, ...seam } = listed.seam;
    const facts: DataPackageFacts = { ...seam, created: listed.created, software: listed.software };
    const content = new Map([...files].filter(([path]) => !afterDataPackage.has(path)));
    const faultsWith = async (changed: Partial<DataPackageFacts>) => {
      const signed = await addSignatures(content, { ...facts, ...changed }, signer);
      return (await verifyPackage(writePackageZip(signed), trust)).faults.map(({ code }) => code);
    };
    expect(await faultsWith({})).toEqual([]);
    // What a terminal would obey, and other ways to write a time.
    for (const created of ['\u001b[7A\u001b[J INTACT', 'now', '2026-11-20', '']) {
      expect(await faultsWith({ created })).toContain('list-altered');
    }
    const withheld = [...facts.withheld, 'media/\u001b[8m.png'];
    expect(await faultsWith({ withheld })).toContain('list-altered');
    // A reason for a file that is not left out.
    const withheldWhy = { 'media/frame-0001.png': 'not-kept' } as const;
    expect(await faultsWith({ withheldWhy })).toContain('list-altered');
  });

  it('tells in its report what could not be collected, as it was frozen', async () => {
    const model = { id: 'm', version: '1', sha256: 'ab'.repeat(32), backend: null };
    const texts = {
      zone: 'UTC',
      userAgent: 'x',
      extensionVersion: '0.1.0',
      urlAsSeen: 'https://a.example/',
    };
    const unknown = ['urlCanonical', 'urlClaimed', 'mediaUrl', 'contentId', 'partId', 'title'];
    const nulls = [
      ...unknown,
      'uploader',
      'uploaderId',
      'publishedAt',
      'extensionSha256',
      'record',
    ];
    const pageMeta = {
      ...{ version: 1, site: '', mediaType: 'video', widthPx: 1, heightPx: 1, frozenAtMs: 1 },
      ...{ ...texts, ...Object.fromEntries(nulls.map((name) => [name, null])) },
      model: { ...model, calibration: '', knownErrorRate: '' },
      missing: ['frames: 3 of 10'],
    };
    const { zip } = await samplePackage({ change: (capture) => ({ ...capture, pageMeta }) });
    const html = readUtf8(filesOf(zip).get(layout.reportPage)!)!;
    expect(html).toContain('pictures: 3 of 10 were taken');
  });

  it('shows hostile page text as text', async () => {
    const title = '"><img src=x onerror=alert(1)><script>alert(1)</script>\u202egnp.exe';
    const { zip } = await samplePackage({ dossier: { ...sampleDossier, title } });
    const html = readUtf8(filesOf(zip).get(layout.reportPage)!)!;
    expect(html).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toMatch(/<script|<img src=x|\u202e|javascript:|<a /);
    // Every tag there is comes from our own list.
    const known = new Set(
      'html head meta title style body h1 h2 h3 p div table thead tbody tr th td ul li br figure img figcaption code'.split(
        ' ',
      ),
    );
    for (const [, tag = ''] of html.matchAll(/<\/?([a-z0-9]+)/gi)) expect(known).toContain(tag);
    expect(escapeHtml(`<>&"'\``)).toBe('&lt;&gt;&amp;&quot;&#39;&#96;');
  });

  it('says in two languages how to check it and what it does not prove', async () => {
    const { zip, signer } = await samplePackage();
    const readme = readUtf8(filesOf(zip).get(layout.readme)!)!;
    expect(readme).toContain(signer.fingerprint);
    for (const word of ['openssl dgst', 'sha256sum -c', 'Who signed', '不能证明签名人']) {
      expect(readme).toContain(word);
    }
  });
});

describe('the container', () => {
  const file = utf8('text');
  const faultOf = (zip: Bytes): string | null => {
    const read = readPackageZip(zip);
    return read.ok ? null : read.fault;
  };

  it.each([
    '../evil',
    '/etc/passwd',
    'a/../b',
    'a//b',
    'a\\b',
    '.hidden',
    'a/.b',
    'C:/x',
    'ä.txt',
    'a b',
    '',
    'x'.repeat(121),
    'con\u0000.txt',
  ])('refuses the name %j', (name) => {
    expect(faultOf(rawZip([[name, file]]))).toBe('entry-name');
  });

  it('refuses doubles, also those that differ in case alone', () => {
    expect(
      faultOf(
        rawZip([
          ['a', file],
          ['a', file],
        ]),
      ),
    ).toBe('entry-twice');
    expect(
      faultOf(
        rawZip([
          ['A', file],
          ['a', file],
        ]),
      ),
    ).toBe('entry-twice');
  });

  it('refuses compression, so there is nothing to inflate', () => {
    const zip = rawZip([['a', file]]);
    zip[8] = 8;
    expect(faultOf(zip)).toBe('entry-compressed');
  });

  it('refuses sizes beyond its own end, too many entries, and what is no zip', () => {
    const zip = writePackageZip(new Map([['a', file]]));
    const long = zip.slice();
    long[22] = 0xff;
    expect(faultOf(long)).toBe('container-cut');
    long[25] = 0xff;
    expect(faultOf(long)).toBe('entry-too-large');
    const many = Array.from({ length: 1001 }, (_, at) => [`f${at}`, file] as const);
    expect(faultOf(rawZip(many))).toBe('too-many-entries');
    expect(faultOf(utf8('<html>'))).toBe('not-a-package');
    expect(faultOf(new Uint8Array(0))).toBe('not-a-package');
  });

  it('refuses every change of every byte of a small container', () => {
    const files = new Map([
      ['a', file],
      ['b/c.txt', utf8('other')],
    ]);
    const zip = writePackageZip(files);
    for (let at = 0; at < zip.length; at += 1) {
      const changed = zip.slice();
      changed[at] = changed[at]! ^ 0x41;
      const read = readPackageZip(changed);
      // Content alone may differ only together with its checksum, which it does not here.
      expect(read.ok, `byte ${at}`).toBe(false);
    }
  });

  it('refuses bytes before, after and between entries, comments and hidden entries', () => {
    const files = new Map([['a', file]]);
    const zip = writePackageZip(files);
    expect(faultOf(new Uint8Array([...zip, 0]))).toBe('container-altered');
    expect(faultOf(new Uint8Array([0, ...zip]))).toBe('not-a-package');
    const two = writePackageZip(
      new Map([
        ['a', file],
        ['b', file],
      ]),
    );
    const directoryOfOne = zip.slice(30 + 1 + file.length);
    const hidden = new Uint8Array([...two.slice(0, 2 * (30 + 1 + file.length)), ...directoryOfOne]);
    expect(faultOf(hidden)).toBe('container-altered');
  });

  it('is judged apart from its files: unpacked ones can be checked alone', async () => {
    const { zip } = await samplePackage();
    const files = new Map(filesOf(zip));
    expect((await verifyFiles(files, trust)).outcome).toBe('intact');
    files.set('media/frame-0001.png', utf8('other'));
    expect((await verifyFiles(files, trust)).faults[0]).toEqual({
      code: 'file-altered',
      where: 'media/frame-0001.png',
    });
    files.set('media/more.png', utf8('more'));
    expect((await verifyFiles(files, trust)).faults).toContainEqual({
      code: 'file-unlisted',
      where: 'media/more.png',
    });
  });
});

describe('a frozen picture', () => {
  it('is a PNG that a browser reads back pixel for pixel', async () => {
    // Checked by hand: signature, header, and the filtered lines after inflating.
    const { unzlibSync } = await import('fflate');
    for (const opaque of [true, false]) {
      const picture = smallPicture(7, 9);
      if (!opaque) picture.data[3] = 10;
      const png = encodePng(picture);
      const view = new DataView(png.buffer);
      expect([view.getUint32(16), view.getUint32(20), png[24], png[25]]).toEqual([
        9,
        9,
        8,
        opaque ? 2 : 6,
      ]);
      const lines = unzlibSync(png.subarray(41, 41 + view.getUint32(33)));
      const channels = opaque ? 3 : 4;
      const back: number[] = [];
      for (let y = 0; y < 9; y += 1) {
        const line = lines.subarray(y * (1 + 9 * channels), (y + 1) * (1 + 9 * channels));
        expect(line[0]).toBe(1);
        for (let at = 0; at < 9 * channels; at += 1) {
          const left = at < channels ? 0 : back[back.length - channels]!;
          back.push((line[1 + at]! + left) & 255);
        }
      }
      const pixels = [...picture.data].filter((_, at) => !opaque || at % 4 !== 3);
      expect(back).toEqual(pixels);
    }
  });
});
