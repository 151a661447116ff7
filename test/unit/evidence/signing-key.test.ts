import { describe, expect, it } from 'vitest';
import { fromHex, joinBytes, utf8 } from '../../../src/evidence/bytes.js';
import {
  lowerS,
  signatureFromDer,
  signatureToDer,
} from '../../../src/evidence/log/ecdsa-signature.js';
import {
  createKeyPair,
  isSignedBy,
  publicKeyPem,
  readPublicKeyPem,
  signerOf,
} from '../../../src/evidence/log/signing-key.js';
import { newStore } from './sample-case.js';

describe('the signing key', () => {
  it('cannot be exported in any format', async () => {
    const { privateKey } = await createKeyPair();
    for (const format of ['pkcs8', 'jwk', 'raw', 'spki'] as const) {
      await expect(crypto.subtle.exportKey(format, privateKey)).rejects.toThrow();
    }
    const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, [
      'wrapKey',
    ]);
    const wrapped = crypto.subtle.wrapKey('pkcs8', privateKey, wrapping, {
      name: 'AES-GCM',
      iv: new Uint8Array(12),
    });
    await expect(wrapped).rejects.toThrow();
  });

  it('is one per installation, also when two pages ask at once, and survives in storage', async () => {
    const store = await newStore();
    const [a, b] = await Promise.all([store.signer(), store.signer()]);
    expect(a.fingerprint).toBe(b.fingerprint);
    expect((await store.signer()).fingerprint).toBe(a.fingerprint);
    expect((await (await newStore()).signer()).fingerprint).not.toBe(a.fingerprint);
    const signature = await (await store.signer()).sign(utf8('text'));
    expect(await isSignedBy(a.spki, utf8('text'), signature)).toBe(true);
  });

  it('signs what was signed and nothing else', async () => {
    const signer = await signerOf(await createKeyPair());
    const stranger = await signerOf(await createKeyPair());
    const signature = await signer.sign(utf8('text'));
    expect(await isSignedBy(signer.spki, utf8('text'), signature)).toBe(true);
    expect(await isSignedBy(signer.spki, utf8('texT'), signature)).toBe(false);
    expect(await isSignedBy(stranger.spki, utf8('text'), signature)).toBe(false);
    expect(await isSignedBy(utf8('no key'), utf8('text'), signature)).toBe(false);
    expect(await isSignedBy(signer.spki, utf8('text'), new Uint8Array(0))).toBe(false);
  });

  it('has one text for one signature: the twin with the higher s is refused', async () => {
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const signer = await signerOf(await createKeyPair());
    for (let round = 0; round < 40; round += 1) {
      const message = utf8(`text ${round}`);
      const signature = await signer.sign(message);
      const raw = signatureFromDer(signature)!;
      const s = BigInt(`0x${Buffer.from(raw.subarray(32)).toString('hex')}`);
      expect(s <= order / 2n).toBe(true);
      const twin = raw.slice();
      twin.set(fromHex((order - s).toString(16).padStart(64, '0')), 32);
      expect(lowerS(twin)).toEqual(raw);
      // WebCrypto itself would take the twin; we do not.
      expect(await isSignedBy(signer.spki, message, signatureToDer(twin))).toBe(false);
      expect(await isSignedBy(signer.spki, message, signature)).toBe(true);
    }
  });

  it('refuses numbers that are no signature at all', async () => {
    const { spki } = await signerOf(await createKeyPair());
    for (const byte of [0x00, 0xff]) {
      const signature = signatureToDer(new Uint8Array(64).fill(byte));
      expect(await isSignedBy(spki, utf8('text'), signature)).toBe(false);
    }
  });

  it('has one text for one key: the same point compressed is refused', async () => {
    const signer = await signerOf(await createKeyPair());
    const signature = await signer.sign(utf8('text'));
    const [x, lastOfY] = [signer.spki.subarray(27, 59), signer.spki[90]!];
    const head = fromHex('3039301306072a8648ce3d020106082a8648ce3d030107032200');
    const compressed = joinBytes(head, Uint8Array.of(2 + (lastOfY & 1)), x);
    // WebCrypto itself takes it, and it is the same key.
    const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('spki', compressed, ecdsa, true, ['verify']);
    expect(new Uint8Array(await crypto.subtle.exportKey('spki', key))).toEqual(signer.spki);
    expect(await isSignedBy(compressed, utf8('text'), signature)).toBe(false);
    expect(await isSignedBy(signer.spki, utf8('text'), signature)).toBe(true);
  });

  it('reads its own PEM and no other spelling of it', async () => {
    const { spki } = await signerOf(await createKeyPair());
    const pem = publicKeyPem(spki);
    expect(readPublicKeyPem(pem)).toEqual(spki);
    for (const other of [`${pem}\n`, pem.trim(), pem.replaceAll('\n', '\r\n'), ` ${pem}`, '']) {
      expect(readPublicKeyPem(other)).toBeNull();
    }
  });
});
