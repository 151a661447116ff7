import 'fake-indexeddb/auto';
import { Blob as CloneableBlob } from 'node:buffer';
import { encodePng } from '../../../src/evidence/pictures/encode-png.js';
import {
  openEvidenceStore,
  type EvidenceStore,
} from '../../../src/evidence/capture/evidence-store.js';
import {
  freezeCase,
  type Capture,
  type CapturedItem,
} from '../../../src/evidence/capture/freeze.js';
import type { Captured } from '../../../src/evidence/log/capture-record.js';
import type { Dossier } from '../../../src/evidence/package/dossier.js';
import { pixelHash } from '../../../src/evidence/pictures/pixel-hash.js';
import { sealPackage, type SealInput } from '../../../src/evidence/package/seal-package.js';
import type { Signer } from '../../../src/evidence/log/signing-key.js';
import { joinBytes, sha256Hex, type Bytes } from '../../../src/evidence/bytes.js';
import type { MediaFacts } from '../../../src/protocol/freeze-messages.js';
import type { RgbaPicture } from '../../../src/shared/picture.js';

export const caseId = 'case-0001';
export const seenAtMs = Date.UTC(2026, 10, 20, 8, 30);
let stores = 0;
// Files lie in the store as blobs, and that of happy-dom cannot be cloned into one.
Object.assign(globalThis, { Blob: CloneableBlob });

/** A store of its own, so that tests do not meet. */
export function newStore(): Promise<EvidenceStore> {
  stores += 1;
  return openEvidenceStore(`evidence-test-${stores}`);
}

/** Small enough to be sealed in a test; its bytes are its own, as in a message. */
export function smallPicture(
  seed: number,
  sidePx = 6,
): RgbaPicture & { readonly data: Uint8Array<ArrayBuffer> } {
  const data = Uint8Array.from({ length: sidePx * sidePx * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : (at * 31 + seed * 17) % 256,
  );
  return { format: 'RGBA', widthPx: sidePx, heightPx: sidePx, data };
}

/** As Firefox writes it: blue before green before red, lines from below, filled up with zeros. */
export function bmpOf(
  pixels: readonly (readonly number[])[],
  widthPx: number,
): Uint8Array<ArrayBuffer> {
  const heightPx = pixels.length / widthPx;
  const lines = Array.from({ length: heightPx }, (_, y) => {
    const line = pixels.slice((heightPx - 1 - y) * widthPx, (heightPx - y) * widthPx);
    const bytes = line.flatMap(([red, green, blue]) => [blue!, green!, red!]);
    return [...bytes, ...Array<number>(-bytes.length & 3).fill(0)];
  }).flat();
  const bytes = joinBytes(new Uint8Array(54), Uint8Array.from(lines));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, widthPx, true);
  view.setInt32(22, heightPx, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  return bytes;
}

export function capturedBase(at: number): CapturedItem['captured'] {
  const base: Omit<Captured, 'path' | 'encodedSha256' | 'encodedBytes'> = {
    kind: 'frame',
    pixelSha256: null,
    pdq: null,
    mediaUrl: 'https://cdn.example.org/v/1.mp4',
    mediaTimeS: at * 0.5,
    region: null,
    wallClockMs: seenAtMs + at * 500,
    monotonicMs: 1000 + at * 500,
    session: 'session-1',
    extensionVersion: '0.1.0',
    modelSha256: 'ab'.repeat(32),
    backend: 'wasm',
    scores: { composite: 1.25, synthetic: -0.5 },
    note: null,
  };
  return base;
}

/** A case with `frames` frames, each a picture and a crop of it. */
export async function sampleCapture(frames = 2, id = caseId): Promise<Capture> {
  const items: CapturedItem[] = [];
  for (let at = 0; at < frames; at += 1) {
    const number = String(at + 1).padStart(4, '0');
    for (const [kind, sidePx] of [
      ['frame', 6],
      ['crop', 3],
    ] as const) {
      const picture = smallPicture(at, sidePx);
      items.push({
        captured: { ...capturedBase(at), kind, pixelSha256: await pixelHash(picture) },
        file: { path: `media/${kind}-${number}.png`, bytes: encodePng(picture) },
      });
    }
  }
  return {
    caseId: id,
    openedAtMs: seenAtMs,
    pageMeta: {
      userAgent: 'Test/1.0',
      labelPath: null,
      address: 'https://www.example.org/watch?v=1',
    },
    items,
  };
}

export const sampleDossier: Dossier = {
  version: 1,
  caseId,
  contentUrl: {
    canonical: 'https://www.bilibili.com/video/BV1xx411c7mD',
    asSeen: 'https://www.bilibili.com/video/BV1xx411c7mD?p=2&spm_id_from=333',
  },
  platform: 'bilibili',
  contentId: 'BV1xx411c7mD',
  partId: '170001',
  uploader: { name: '某用户', id: '12345', url: 'https://space.bilibili.com/12345' },
  title: '一段视频 <script>alert(1)</script>',
  publishedAt: '2026-11-19 20:00:00',
  seenAt: new Date(seenAtMs).toISOString(),
  zone: 'Asia/Shanghai',
  mediaType: 'video',
  claims: [
    {
      id: 'claim-1',
      kind: 'face-swap',
      text: '人脸边缘错位',
      time: { startS: 1.5, endS: 3 },
      region: { x: 0.1, y: 0.2, width: 0.25, height: 0.5 },
      frame: 'media/frame-0001.png',
    },
  ],
  detector: {
    modelId: 'seam-b0',
    modelVersion: '1',
    modelSha256: 'ab'.repeat(32),
    extensionVersion: '0.1.0',
    backend: 'wasm',
    level: 'strong',
    reasons: [],
    score: 0.93,
    framesGood: 12,
    calibration: 'Platt, 2026-11',
    knownErrorRate: '0.1 % of genuine tracks',
    onDevice: true,
  },
  platformLabel: null,
  fileProvenance: null,
  hashes: [],
  grounds: ['own-likeness', 'label-missing'],
  whyIllegal: '未经本人同意，使用深度合成技术替换人脸，且未作显著标识。',
  depictedPerson: 'self',
  consentStatement: true,
  goodFaithStatement: true,
  reporter: { name: '张三', email: 'zhangsan@example.org', phone: '+86 138 0000 0000' },
  suspectedMinor: false,
  sexualContent: false,
  language: 'zh-CN',
  priorReports: [],
};

/** Signs each message once and then repeats itself, so that two sealings can be compared. */
export function repeatingSigner(signer: Signer): Signer {
  const known = new Map<string, Bytes>();
  return {
    ...signer,
    async sign(message) {
      const name = await sha256Hex(message);
      const signature = known.get(name) ?? (await signer.sign(message));
      known.set(name, signature);
      return signature;
    },
  };
}

export interface SampleOptions {
  readonly frames?: number;
  readonly dossier?: Dossier;
  readonly withhold?: readonly string[];
  readonly stamp?: SealInput['stamp'];
  readonly change?: (capture: Capture) => Capture;
}

/** Freezes and seals the sample case in a fresh installation. */
export async function samplePackage(
  options: SampleOptions = {},
): Promise<{ zip: Bytes; signer: Signer; input: SealInput }> {
  const store = await newStore();
  const capture = await sampleCapture(options.frames);
  const changed = options.change?.(capture) ?? capture;
  const frozen = await freezeCase(changed, { store, estimate: null });
  const read = await store.read(caseId);
  if (!frozen.ok || read === null) throw new Error('the sample case was not frozen');
  const input: SealInput = {
    frozen: read,
    dossier: options.dossier ?? sampleDossier,
    withhold: options.withhold ?? [],
    sealedAtMs: seenAtMs + 60_000,
    software: 'Seam 0.1.0',
    stamp: options.stamp ?? null,
  };
  const signer = repeatingSigner(await store.signer());
  const sealed = await sealPackage(input, signer);
  if (!sealed.ok) throw new Error(`not sealed: ${sealed.reason}`);
  store.close();
  return { zip: sealed.zip, signer, input };
}

/** What a page says about a small video. */
export const sampleFacts: MediaFacts = {
  kind: 'video',
  url: 'https://www.bilibili.com/video/BV1xx411c7mD/',
  pageUrl: 'https://www.bilibili.com/video/BV1xx411c7mD/',
  canonicalUrl: null,
  mediaUrl: 'blob:https://www.bilibili.com/1',
  site: 'bilibili',
  contentId: 'BV1xx411c7mD',
  partId: null,
  title: 'A title',
  uploader: null,
  uploaderId: null,
  publishedAt: null,
  widthPx: 32,
  heightPx: 32,
  mediaTimeS: 0,
  isPlaying: true,
};
