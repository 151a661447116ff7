import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256Hex, utf8 } from '../../../src/evidence/bytes.js';
import type { Dossier } from '../../../src/evidence/package/dossier.js';
import { collectorReport } from '../../../src/report/collector-report.js';
import { fullDossier, personal } from './sample.js';

interface Schema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}
const contract = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../src/report/collector.openapi.json'), 'utf8'),
) as { components: { schemas: { Report: Schema } } };
const schema = contract.components.schemas.Report;
const key = 'cd'.repeat(32);
const claim: Dossier['claims'][number] = {
  id: 'c1',
  kind: 'face-swap',
  text: 'The edge of the face.',
  time: { startS: 1, endS: 2.5 },
  region: null,
  frame: 'media/frame-0001.png',
};
const dossier: Dossier = {
  ...fullDossier,
  claims: [claim],
  hashes: [{ path: 'media/frame-0001.png', sha256: 'ab'.repeat(32), pdq: '9c'.repeat(32) }],
};

describe('a report to a collector', () => {
  it('has the fields of the contract and no other', async () => {
    const report = JSON.parse((await collectorReport(dossier, key)).body) as object;
    for (const field of schema.required) expect(report).toHaveProperty(field);
    for (const field of Object.keys(report)) expect(schema.properties).toHaveProperty(field);
    expect(report).toMatchObject({
      version: 1,
      key,
      urlOnly: false,
      evidenceSha256: null,
      pdq: ['9c'.repeat(32)],
      claims: [{ kind: 'face-swap', text: claim.text, fragment: 't=1,2.5' }],
    });
  });

  it('says nothing about the reporter', async () => {
    const { body } = await collectorReport(dossier, key);
    for (const said of Object.values(personal)) expect(body).not.toContain(said);
  });

  it.each(['suspectedMinor', 'sexualContent'] as const)(
    'holds the address alone where it is %s',
    async (what) => {
      const { body } = await collectorReport({ ...dossier, [what]: true }, key);
      expect(JSON.parse(body)).toEqual({
        version: 1,
        platform: dossier.platform,
        contentUrl: dossier.contentUrl.canonical ?? dossier.contentUrl.asSeen,
        contentId: null,
        partId: null,
        claims: [],
        urlOnly: true,
        evidenceSha256: null,
        pdq: [],
        key,
      });
    },
  );

  it('leaves the account out of an address as seen, and keeps what may name the content', async () => {
    const asSeen = 'https://me:secret@videos.example/watch?v=7#session=9';
    const unknown = { ...dossier, contentUrl: { canonical: null, asSeen } };
    const { body } = await collectorReport(unknown, key);
    expect(JSON.parse(body)).toMatchObject({ contentUrl: 'https://videos.example/watch?v=7' });
  });

  it('leaves out an id that is longer than the contract takes', async () => {
    const { body } = await collectorReport({ ...dossier, contentId: 'x'.repeat(201) }, key);
    expect(JSON.parse(body)).toMatchObject({ contentId: null });
  });

  it('is the same report while its words are, under the hash of its bytes', async () => {
    const one = await collectorReport(dossier, key);
    expect(one).toEqual(await collectorReport(structuredClone(dossier), key));
    expect(one.sha256).toBe(await sha256Hex(utf8(one.body)));
    const other = { ...dossier, claims: [{ ...claim, text: 'Something else.' }] };
    expect((await collectorReport(other, key)).sha256).not.toBe(one.sha256);
  });
});
