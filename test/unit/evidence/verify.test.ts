import * as v from 'valibot';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64, utf8, type Bytes } from '../../../src/evidence/bytes.js';
import { canonicalJson } from '../../../src/evidence/canonical-json.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { appendToLog, recordLine } from '../../../src/evidence/log/capture-log.js';
import type { CaptureRecord } from '../../../src/evidence/log/capture-record.js';
import { headStatement, type Signer } from '../../../src/evidence/log/signing-key.js';
import {
  addSignatures,
  afterDataPackage,
  layout,
  type DataPackageFacts,
} from '../../../src/evidence/package/package-layout.js';
import { writePackageZip, type PackageFiles } from '../../../src/evidence/package/package-zip.js';
import { readPackageZip } from '../../../src/evidence/verify/read-package-zip.js';
import { systemFileTest } from '../../../src/evidence/verify/system-files.js';
import { verifyZip } from '../../../src/evidence/verify/verify-case.js';
import { verifyFiles } from '../../../src/evidence/verify/verify.js';
import { caseId, sampleDossier, samplePackage } from './sample-case.js';

/** Packages of somebody who holds the key: whatever is in them, list, sums and signatures fit it. */
const trust = { expectedKey: null, authorities: [] };
const picture = 'media/frame-0001.png';
let zip: Bytes;
let signer: Signer;
let content: PackageFiles;
let facts: DataPackageFacts;
let records: readonly CaptureRecord[];

beforeAll(async () => {
  const sample = await samplePackage();
  ({ zip, signer } = sample);
  records = sample.input.frozen.records;
  const { seq, hash, signature } = sample.input.frozen.head;
  facts = {
    caseId,
    key: signer.fingerprint,
    created: '2026-11-20T08:31:00.000Z',
    software: 'Seam 0.1.0',
    log: { seq, hash, signature },
    timeStamp: null,
    withheld: [],
  };
  const read = readPackageZip(zip);
  if (!read.ok) throw new Error(read.fault);
  content = new Map([...read.files].filter(([path]) => !afterDataPackage.has(path)));
});
afterEach(() => {
  vi.restoreAllMocks();
  v.deleteGlobalMessage();
});

/** The sample with other files and facts, signed. A file that is null is left out. */
function signed(
  files: Readonly<Record<string, Bytes | null>>,
  changed: Partial<DataPackageFacts> = {},
): Promise<Map<string, Bytes>> {
  const all = [...Object.entries(Object.fromEntries(content)), ...Object.entries(files)];
  const kept = Object.entries(Object.fromEntries(all)).flatMap(([path, bytes]) =>
    bytes === null ? [] : [[path, bytes] as const],
  );
  return addSignatures(new Map(kept), { ...facts, ...changed }, signer);
}

/** The same with a log of these records: numbered, chained and its head signed. */
async function signedWithLog(
  captured: readonly CaptureRecord[],
  files: Readonly<Record<string, Bytes | null>> = {},
): Promise<Map<string, Bytes>> {
  const { records: chained, tail } = await appendToLog(
    { caseId, key: signer.fingerprint },
    null,
    captured,
  );
  const log = utf8(chained.map((record) => `${recordLine(record)}\n`).join(''));
  const signature = toBase64(await signer.sign(headStatement(caseId, tail.head)));
  return signed({ ...files, [layout.log]: log }, { log: { ...tail.head, signature } });
}

/** The same with another text of `SHA256SUMS`, signed as it is. */
async function signedSums(text: string): Promise<Map<string, Bytes>> {
  const files = await signed({});
  files.set(layout.sums, utf8(text));
  return files.set(layout.sumsSignature, await signer.sign(utf8(text)));
}

async function faultsOf(files: PackageFiles): Promise<string[]> {
  const { faults } = await verifyFiles(files, trust);
  return faults.map(({ code, where }) => `${code} ${where}`);
}

/** How often bytes of this length are hashed while `work` runs. */
async function hashesOf(lengthBytes: number, work: () => Promise<unknown>): Promise<number> {
  const digest = vi.spyOn(crypto.subtle, 'digest');
  await work();
  const { calls } = digest.mock;
  digest.mockRestore();
  return calls.filter(([, data]) => data.byteLength === lengthBytes).length;
}

describe('a package whose signatures fit', () => {
  it('is intact with the facts of the sample', async () => {
    expect(await faultsOf(await signed({}))).toEqual([]);
    expect(await faultsOf(await signedWithLog(records))).toEqual([]);
  });

  it('is altered by the report of another case', async () => {
    const report = utf8(canonicalJson({ ...sampleDossier, caseId: 'case-0002' }));
    expect(await faultsOf(await signed({ [layout.report]: report }))).toEqual([
      'report-unreadable report.json',
    ]);
  });

  it('is altered by a log that names no facts of the page', async () => {
    const others = records.filter(({ path }) => path !== layout.pageMeta);
    expect(others).toHaveLength(records.length - 1);
    expect(await faultsOf(await signedWithLog(others, { [layout.pageMeta]: null }))).toEqual([
      'file-missing page/meta.json',
    ]);
  });

  it('is altered by a log that gives a file another length, though its hash is right', async () => {
    const longer = records.map((record) =>
      record.path === picture
        ? { ...record, encodedBytes: (record.encodedBytes ?? 0) + 1 }
        : record,
    );
    expect(await faultsOf(await signedWithLog(longer))).toEqual([`log-file ${picture}`]);
  });

  it('is altered by a log that names a file twice', async () => {
    const twice = records.flatMap((record) =>
      record.path === picture ? [record, record] : [record],
    );
    expect(await faultsOf(await signedWithLog(twice))).toEqual([`log-file ${picture}`]);
  });
});

describe('a hostile package', () => {
  it('ends at a list of sums that is too long, in lines or in a line', async () => {
    const line = `${'ab'.repeat(32)}  a\n`;
    const most = evidenceLimits.maxTextFileBytes;
    const texts = [
      line.repeat(Math.floor(most / line.length)),
      `${'ab'.repeat(32)}  ${'a'.repeat(most - 67)}\n`,
      '\n'.repeat(most),
      // One more than a package may hold: refused before a single file is looked for.
      Array.from({ length: 1001 }, (_, at) => `${'ab'.repeat(32)}  f${at}\n`).join(''),
    ];
    for (const text of texts) {
      expect(await faultsOf(await signedSums(text))).toEqual(['sums-unreadable SHA256SUMS']);
    }
  });

  it('has each file hashed once, however often its sums or its log name it', async () => {
    const bytes = utf8('x'.repeat(54_321));
    const files = { 'media/large.png': bytes };
    const honest = await signed(files);
    const once = await hashesOf(bytes.length, () => verifyFiles(honest, trust));
    const line = `${'ab'.repeat(32)}  media/large.png\n`;
    const sums = await signedSums(line.repeat(500));
    sums.set('media/large.png', bytes);
    expect(await hashesOf(bytes.length, () => verifyFiles(sums, trust))).toBe(once);

    const large = { path: 'media/large.png', encodedBytes: bytes.length };
    const named = records.flatMap((record) =>
      record.path === picture
        ? [record, ...Array<CaptureRecord>(200).fill({ ...record, ...large })]
        : [record],
    );
    const logged = await signedWithLog(named, files);
    expect(await hashesOf(bytes.length, () => verifyFiles(logged, trust))).toBe(once + 1);
  });

  it('is left at the first reason for a file that it does not withhold', async () => {
    const stray = Array.from({ length: 3000 }, (_, at) => [`media/f${at}`, 'not-kept'] as const);
    const files = await signed({}, { withheldWhy: Object.fromEntries(stray) });
    expect(await faultsOf(files)).toEqual(['list-altered media/f0']);
  });

  it('withholds no more files than a log can name', async () => {
    const most = evidenceLimits.maxLogRecords;
    const withheld = Array.from({ length: most + 1 }, (_, at) => `media/${String(at)}`);
    const beyond = await faultsOf(await signed({}, { withheld }));
    expect(beyond).toContain('list-altered datapackage.json');
    const within = await faultsOf(await signed({}, { withheld: withheld.slice(1) }));
    expect(within).not.toContain('list-altered datapackage.json');
  });

  it('gives paths of megabytes, and they are refused', async () => {
    const path = `${'a/'.repeat(4_000_000)}a`;
    expect(await faultsOf(await signed({}, { withheld: [path] }))).toContain(
      'list-altered datapackage.json',
    );
    const [first] = records;
    const line = canonicalJson({ ...first!, path });
    expect(await faultsOf(await signed({ [layout.log]: utf8(`${line}\n`) }))).toContain(
      'log-record 0',
    );
  });

  it('is left at the first thing of a kind that does not belong there', async () => {
    const wrong = Array<string>(5000).fill('');
    const scores = Object.fromEntries(wrong.map((_, at) => [String(at), 'no number']));
    const line = canonicalJson({ ...records[0]!, scores });
    const hostile = [
      ['list-altered datapackage.json', await signed({}, { withheld: wrong })],
      ['log-record 0', await signed({ [layout.log]: utf8(`${line}\n`) })],
    ] as const;
    let issues = 0;
    v.setGlobalMessage(() => {
      issues += 1;
      return '';
    });
    for (const [fault, files] of hostile) expect(await faultsOf(files)).toContain(fault);
    expect(issues).toBeLessThan(10);
  });

  it('is checked as soon where it lies in a folder of a long name', () => {
    const sums = utf8(Array.from({ length: 4000 }, (_, at) => `${at}\n`).join(''));
    const folder = `${'x'.repeat(60_000)}/`;
    const isSystemFile = systemFileTest(sums, folder);
    expect(isSystemFile(`${folder}.DS_Store`)).toBe(true);
  });

  it('is altered, and called unreadable, where something throws all the same', async () => {
    vi.spyOn(crypto.subtle, 'digest').mockRejectedValue(new RangeError('no memory'));
    const inside = { outcome: 'altered', faults: [{ code: 'unreadable' }], proven: [] };
    expect(await verifyZip(zip, trust)).toMatchObject(inside);
    vi.restoreAllMocks();
    vi.spyOn(DataView.prototype, 'getUint32').mockImplementation(() => {
      throw new RangeError('no memory');
    });
    const where = 'RangeError: no memory';
    expect(await verifyZip(zip, trust)).toMatchObject({
      ...inside,
      faults: [{ code: 'unreadable', where }],
    });
  });

  it('that throws takes no other package of its case with it', async () => {
    const whole = new Map([
      ['case.json', utf8('{}')],
      ['packages/a.zip', zip],
      ['packages/b.zip', zip],
    ]);
    vi.spyOn(crypto.subtle, 'digest').mockRejectedValueOnce(new RangeError('no memory'));
    const answer = await verifyZip(writePackageZip(whole), trust);
    expect(answer).toMatchObject({
      outcome: 'altered',
      packages: [{ verification: { outcome: 'altered' } }, { verification: { outcome: 'intact' } }],
    });
  });
});
