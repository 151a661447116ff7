import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDer, sequence } from '../../../src/evidence/stamp/der.js';
import { buildTimeStampRequest } from '../../../src/evidence/stamp/time-stamp-request.js';
import { openVerifier } from '../../../src/provenance/c2pa/verify.js';
import type { C2paVerification, TrustList } from '../../../src/provenance/c2pa/verification.js';
import { answerVerifications, askVerification } from '../../../src/provenance/c2pa/verify-link.js';
import { foldFacts } from '../../../src/provenance/fold-facts.js';
import type { ContainerKind } from '../../../src/provenance/report.js';
import type { WorkerLike } from '../../../src/provenance/worker-calls.js';
import {
  box,
  fileType,
  fullBox,
  jxlFile,
  pictureFile,
  xmpItem,
} from '../../fixtures/provenance/box-file.js';
import { concat, noise } from '../../fixtures/provenance/bytes.js';
import type { TestCertificate } from '../../fixtures/provenance/certificate.js';
import { makeCertificate } from '../../fixtures/provenance/certificate.js';
import { gifFile } from '../../fixtures/provenance/gif-file.js';
import { jfif, jpegFile } from '../../fixtures/provenance/jpeg-file.js';
import { richFiles } from '../../fixtures/provenance/labelled-files.js';
import { mutate } from '../../fixtures/provenance/mutate.js';
import { pngFile } from '../../fixtures/provenance/png-file.js';
import { aviFile, infoList, wavFile, webpFile } from '../../fixtures/provenance/riff-file.js';
import { ofKind, scan } from '../../fixtures/provenance/scan.js';
import { tiffFile } from '../../fixtures/provenance/tiff-file.js';
import { MemoryBlob, readBinary, signC2pa } from '../../fixtures/provenance/sign-c2pa.js';
import { hasOpenssl, makeAuthority } from '../evidence/stamp-authority.js';

const root = makeCertificate({ common: 'Seam Test Root' });
const leaf = makeCertificate({ common: 'Seam Test Camera', issuer: root });
const unknownRoot = makeCertificate({ common: 'Unknown Root' });
const stranger = makeCertificate({ common: 'Somebody Else', issuer: unknownRoot });
const expired = makeCertificate({
  common: 'Old Camera',
  issuer: root,
  validFrom: new Date('2019-01-01'),
  validTo: new Date('2020-01-01'),
});
const listOf = (certificate: TestCertificate, isLegacy = false): TrustList => ({
  name: 'test list',
  dated: '2026-11-23',
  sha256: '',
  isLegacy,
  pem: certificate.pem,
});
const lists = [listOf(root)];

let loads = 0;
const verifyFile = openVerifier(() => {
  loads += 1;
  return Promise.resolve(readBinary());
});
const verify = (
  bytes: Uint8Array,
  container: ContainerKind = 'jpeg',
  trusted: readonly TrustList[] = lists,
): Promise<C2paVerification> => verifyFile(new MemoryBlob(bytes, ''), container, trusted);
/** The library reads every box, so there is no made-up track in here. */
const filmOf = (brand: string): Uint8Array =>
  concat(
    fileType(brand, brand),
    box('moov', fullBox('mvhd', new Uint8Array(96))),
    box('mdat', noise(400)),
  );
const picture = jpegFile([jfif], 3000);
const sign = (chain: readonly [TestCertificate], file = picture): Promise<Uint8Array> =>
  signC2pa({ file, mediaType: 'image/jpeg', chain });

/** Every request that anything in this process makes while the tests run. */
const requests: unknown[] = [];
const realFetch = globalThis.fetch;
beforeAll(() => {
  globalThis.fetch = (input) => {
    requests.push(input);
    return Promise.reject(new Error('no network'));
  };
});
afterAll(() => {
  globalThis.fetch = realFetch;
});

describe('C2PA verification with the real library', () => {
  it.each<[ContainerKind, string, Uint8Array]>([
    ['jpeg', 'image/jpeg', picture],
    ['png', 'image/png', pngFile([])],
    ['webp', 'image/webp', webpFile([])],
    ['gif', 'image/gif', gifFile([])],
    ['wav', 'audio/wav', wavFile([])],
    ['avi', 'video/x-msvideo', aviFile([infoList({ INAM: 'x' })])],
    ['tiff', 'image/tiff', tiffFile([{ tag: 0x0100, type: 4, value: 16 }])],
    ['jpeg-xl', 'image/jxl', jxlFile([])],
    ['avif', 'image/avif', pictureFile('avif', [xmpItem('<a/>')])],
    ['heif', 'image/heif', pictureFile('heic', [xmpItem('<a/>')])],
    ['mp4', 'video/mp4', filmOf('isom')],
    ['mov', 'video/quicktime', filmOf('qt  ')],
  ])(
    'a %s file signed by a trusted signer is trusted, and our own reader agrees',
    async (container, mediaType, file) => {
      const signed = await signC2pa({ file, mediaType, chain: [leaf] });
      expect(await verify(signed, container)).toEqual({
        standing: 'trusted',
        signature: 'valid',
        binding: 'matches',
        assertions: 'match',
        signerName: 'Seam Test Camera',
        signerOrganisation: 'Seam Test',
        validity: 'inside',
        trust: 'on-list',
        timeStamp: 'none',
        signedAt: null,
        ingredients: 'no-fault',
        failureCodes: [],
      });
      const report = await scan(signed);
      expect(ofKind(report, 'c2pa')).toMatchObject([
        {
          claim: {
            generator: 'Seam Test Signer 1.0',
            title: 'signed face',
            signerName: 'Seam Test Camera',
            signerOrganisation: 'Seam Test',
            actions: [{ action: 'c2pa.created', nature: 'ai-made' }],
          },
        },
      ]);
    },
  );

  describe('a file made from another signed file', () => {
    /** `before` opened and saved again, or placed, as the actions say. */
    const from = (
      before: Uint8Array,
      relationship: string,
      actions: readonly string[],
      trustedBySigner: readonly TestCertificate[] = [root],
    ): Promise<Uint8Array> =>
      signC2pa({
        file: picture,
        mediaType: 'image/jpeg',
        chain: [leaf],
        trustedBySigner,
        definition: {
          assertions: [
            {
              label: 'c2pa.actions.v2',
              data: {
                actions: actions.map((action) =>
                  action === 'c2pa.created'
                    ? { action, digitalSourceType: 'http://c2pa.org/digitalsourcetype/empty' }
                    : { action, parameters: { ingredientIds: ['before'] } },
                ),
              },
            },
          ],
        },
        ingredients: [{ file: before, definition: { relationship, label: 'before' } }],
      });
    const naturesOf = async (file: Uint8Array): Promise<unknown> =>
      foldFacts(await scan(file), await verify(file)).credential?.natures;
    const opened = ['c2pa.opened'];

    it('still says that it was generated after one, two and three saves, and is trusted', async () => {
      let file = await sign([leaf]);
      for (let save = 1; save <= 3; save += 1) {
        file = await from(file, 'parentOf', opened);
        expect(await naturesOf(file), `save ${save}`).toEqual(['ai-made']);
        expect(await verify(file)).toMatchObject({ standing: 'trusted', ingredients: 'no-fault' });
      }
    });

    it('says "partly" once it was edited or placed, and after later saves, too', async () => {
      const made = await sign([leaf]);
      const edited = await from(made, 'parentOf', ['c2pa.opened', 'c2pa.edited']);
      expect(await naturesOf(edited)).toEqual(['part-ai']);
      expect(await naturesOf(await from(edited, 'parentOf', opened))).toEqual(['part-ai']);
      const placed = await from(made, 'componentOf', ['c2pa.created', 'c2pa.placed']);
      expect(await naturesOf(placed)).toContain('part-ai');
      expect(await naturesOf(placed)).not.toContain('ai-made');
    });

    it('is intact when only the signer of the other is on no list here, and never trusted', async () => {
      const made = await sign([stranger]);
      const file = await from(made, 'parentOf', opened, [root, unknownRoot]);
      expect(await verify(file)).toMatchObject({
        standing: 'intact-untrusted',
        trust: 'on-list',
        ingredients: 'unlisted-signer',
        failureCodes: [],
      });
      expect(await verify(file, 'jpeg', [listOf(root), listOf(unknownRoot)])).toMatchObject({
        standing: 'trusted',
        ingredients: 'no-fault',
      });
    });

    it('is broken when the manifest of the other was changed', async () => {
      const file = await from(await sign([leaf]), 'parentOf', opened);
      const text = Buffer.from(file).indexOf('trainedAlgorithmicMedia');
      file.set(new TextEncoder().encode('digitalCaptureCaptureXX'), text);
      expect((await verify(file)).standing).toBe('broken');
    });
  });

  it('changed pixels break the binding while the signature stays valid', async () => {
    const signed = await sign([leaf]);
    signed[signed.length - 500] = 0x11;
    expect(await verify(signed)).toMatchObject({
      standing: 'broken',
      signature: 'valid',
      binding: 'changed',
      trust: 'on-list',
      failureCodes: ['assertion.dataHash.mismatch'],
    });
  });

  it('a changed assertion is broken', async () => {
    const signed = await sign([leaf]);
    const text = Buffer.from(signed).indexOf('trainedAlgorithmicMedia');
    signed.set(new TextEncoder().encode('digitalCaptureCaptureXX'), text);
    expect(await verify(signed)).toMatchObject({ standing: 'broken', assertions: 'changed' });
  });

  it('a changed claim breaks the signature', async () => {
    const signed = await sign([leaf]);
    const text = Buffer.from(signed).indexOf('signed face');
    signed.set(new TextEncoder().encode('forged face'), text);
    expect(await verify(signed)).toMatchObject({ standing: 'broken', signature: 'invalid' });
  });

  it('an unknown signer is named so, and never trusted', async () => {
    expect(await verify(await sign([stranger]))).toMatchObject({
      standing: 'intact-untrusted',
      signature: 'valid',
      binding: 'matches',
      trust: 'not-on-list',
      signerName: 'Somebody Else',
    });
  });

  it('without any list nobody is trusted', async () => {
    const found = await verify(await sign([leaf]), 'jpeg', []);
    expect(found).toMatchObject({ standing: 'intact-untrusted', trust: 'no-list' });
  });

  it('an issuing authority on a list counts though its own root is on none', async () => {
    const authority = makeCertificate({ common: 'Issuing CA', issuer: root, isAuthority: true });
    const camera = makeCertificate({ common: 'Camera of it', issuer: authority });
    const signed = await signC2pa({
      file: picture,
      mediaType: 'image/jpeg',
      chain: [camera, authority],
    });
    const found = await verify(signed, 'jpeg', [listOf(authority)]);
    expect(found).toMatchObject({ standing: 'trusted', trust: 'on-list' });
  });

  it('on the list that Seam brings there is neither this signer nor an error', async () => {
    const bundled = readFileSync(resolve('public/trust/c2pa-roots.pem'), 'utf8');
    const found = await verify(await sign([leaf]), 'jpeg', [{ ...listOf(root), pem: bundled }]);
    expect(found).toMatchObject({ standing: 'intact-untrusted', trust: 'not-on-list' });
    const both = `${bundled}\n${root.pem}`;
    const added = await verify(await sign([leaf]), 'jpeg', [{ ...listOf(root), pem: both }]);
    expect(added).toMatchObject({ standing: 'trusted', trust: 'on-list' });
  });

  it('a signer of the legacy list is intact, not trusted', async () => {
    const found = await verify(await sign([leaf]), 'jpeg', [listOf(root, true)]);
    expect(found).toMatchObject({ standing: 'intact-untrusted', trust: 'on-legacy-list' });
  });

  it('a certificate out of its time is broken', async () => {
    const found = await verify(await sign([expired]));
    expect(found.standing).toBe('broken');
    expect(found.validity).not.toBe('inside');
  });

  describe.runIf(hasOpenssl())('a time stamp', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seam-stamp-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const authority = makeAuthority(folder, { keys: 'rsa' });
    const authorityPem = readFileSync(authority.rootPem, 'utf8');
    const stamped = (change: (message: Uint8Array<ArrayBuffer>) => void = () => undefined) =>
      signC2pa({
        file: picture,
        mediaType: 'image/jpeg',
        chain: [leaf],
        stamp: async (message) => {
          change(message);
          const { bytes } = await buildTimeStampRequest(message);
          const [, token] = sequence(readDer(authority.answer(bytes)), 'response');
          return token!.bytes;
        },
      });

    it('of an authority on the list is a fact of its own, with the moment of signing', async () => {
      const both = { ...listOf(root), pem: `${root.pem}\n${authorityPem}` };
      const found = await verify(await stamped(), 'jpeg', [both]);
      expect(found).toMatchObject({ standing: 'trusted', trust: 'on-list', timeStamp: 'trusted' });
      expect(Math.abs(Date.parse(found.signedAt ?? '') - Date.now())).toBeLessThan(600_000);
    });

    it('of an authority on no list is named so, beside a signer who is on one', async () => {
      expect(await verify(await stamped())).toMatchObject({
        signature: 'valid',
        trust: 'on-list',
        timeStamp: 'untrusted',
      });
    });

    it('over something else is invalid, and the credential with it', async () => {
      const other = await stamped((message) => message.set([1], message.length - 1));
      expect(await verify(other)).toMatchObject({ standing: 'broken', timeStamp: 'invalid' });
    });
  });

  it('a remote manifest and addresses in the file ask for nothing', async () => {
    const signed = await signC2pa({
      file: picture,
      mediaType: 'image/jpeg',
      chain: [leaf],
      remoteUrl: 'https://tracker.example/manifest.c2pa',
    });
    await verify(signed);
    const onlyRemote = jpegFile([jfif]);
    await verify(onlyRemote);
    expect(requests).toEqual([]);
  });

  it.each(['jpeg', 'png', 'mp4', 'gif', 'webp'] as const)(
    'a %s file with a store of our own making or without one is unreadable or broken, never good',
    async (container) => {
      for (const bytes of [richFiles[container]!, new Uint8Array(0), new Uint8Array(300)]) {
        expect(['unreadable', 'broken']).toContain((await verify(bytes, container)).standing);
      }
    },
  );

  it('300 mutated signed files: what is trusted has the pixels and the claims that were signed', async () => {
    const signed = await sign([leaf]);
    const whatCounts = async (bytes: Uint8Array): Promise<unknown> => [
      Buffer.from(withoutManifest(bytes)).toString('hex'),
      ofKind(await scan(bytes), 'c2pa').map((mark) => mark.claim),
    ];
    const original = await whatCounts(signed);
    let refused = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const mutated = mutate(signed, seed);
      const { standing } = await verify(mutated);
      // The padding of the signature is nobody's statement: changing it changes nothing.
      if (standing === 'trusted')
        expect(await whatCounts(mutated), `seed ${seed}`).toEqual(original);
      else refused += 1;
    }
    expect(refused).toBeGreaterThan(150);
  });
});

/** A JPEG less its APP11 segments, which are what a signature cannot cover. */
function withoutManifest(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (bytes[at + 1] !== 0xeb) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return concat(...kept, bytes.subarray(at));
}

describe('loading the library', () => {
  const worker = (started: { count: number }): (() => WorkerLike) => {
    return () => {
      started.count += 1;
      const self: WorkerLike = {
        onmessage: null,
        onerror: null,
        postMessage: (message) =>
          void answerVerifications(verifyFile, (answer) =>
            self.onmessage?.({ data: answer } as MessageEvent<unknown>),
          )(message),
        terminate: () => undefined,
      };
      return self;
    };
  };

  it('no worker starts for a file without a manifest', async () => {
    const started = { count: 0 };
    const file = new MemoryBlob(picture, 'image/jpeg');
    expect(await askVerification(worker(started), file, await scan(picture), lists)).toBeNull();
    expect(started.count).toBe(0);
  });

  it('with one, a worker answers, and the binary is loaded once', async () => {
    const started = { count: 0 };
    const signed = await sign([leaf]);
    const file = new MemoryBlob(signed, 'image/jpeg');
    const found = await askVerification(worker(started), file, await scan(signed), lists);
    expect(found?.standing).toBe('trusted');
    expect(started.count).toBe(1);
    expect(loads).toBe(1);
  });
});
