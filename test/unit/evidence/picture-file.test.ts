import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { i420ToRgba } from '../../../src/engine/pixels/i420-to-rgba.js';
import { joinBytes, utf8 } from '../../../src/evidence/bytes.js';
import { encodePng } from '../../../src/evidence/encode-png.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { PictureCalls, type PictureWorker } from '../../../src/evidence/picture-calls.js';
import { PictureFiles } from '../../../src/evidence/picture-file.js';
import { pixelHash } from '../../../src/evidence/pixel-hash.js';
import { plainPng } from '../../../src/evidence/plain-png.js';
import { toRgbaWith } from '../../../src/evidence/to-rgba.js';
import type { HandedPicture } from '../../../src/protocol/freeze-messages.js';
import type { Picture, RgbaPicture } from '../../../src/shared/picture.js';
import { smallPicture } from './sample-case.js';

const picture = smallPicture(3, 16);
const handed: HandedPicture = {
  format: 'RGBA',
  widthPx: 16,
  heightPx: 16,
  pixels: new Blob([picture.data]),
};
const files = () => new PictureFiles({ toRgba: toRgbaWith(i420ToRgba) });
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** A chunk with any checksum: who reads files must not depend on it. */
function chunk(type: string, body: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, body.length);
  return joinBytes(length, utf8(type), body, new Uint8Array(4));
}

describe('a file of a handed frame', () => {
  it('holds exactly the pixels, also of a part, and names them by their hash', async () => {
    const all = files();
    const whole = await all.file({ key: 'a', picture: handed, region: null });
    expect(whole?.pixelSha256).toBe(await pixelHash(picture));
    expect(await bytesOf(whole!.png)).toEqual(encodePng(picture));
    const region = { xPx: 3, yPx: 5, widthPx: 4, heightPx: 2 };
    const part = await all.file({ key: 'a', picture: handed, region });
    const rows = [5, 6].flatMap((y) => [
      ...picture.data.subarray((y * 16 + 3) * 4, (y * 16 + 7) * 4),
    ]);
    const cut = { format: 'RGBA', widthPx: 4, heightPx: 2, data: Uint8Array.from(rows) } as const;
    expect(part?.pixelSha256).toBe(await pixelHash(cut));
  });

  it('is refused for a part outside, and for a file that is no picture of that size', async () => {
    const outside = { xPx: 10, yPx: 0, widthPx: 7, heightPx: 1 };
    expect(await files().file({ key: 'a', picture: handed, region: outside })).toBeNull();
    for (const pixels of [new Blob(['GIF89a']), new Blob([encodePng(smallPicture(1, 15))])]) {
      const file = { ...handed, format: 'PNG' as const, pixels };
      expect(await files().file({ key: 'a', picture: file, region: null })).toBeNull();
    }
  });

  it('keeps the pixels of so many frames and no more', async () => {
    let read = 0;
    const toRgba = (one: Picture): RgbaPicture => {
      read += 1;
      return toRgbaWith(i420ToRgba)(one);
    };
    const all = new PictureFiles({ toRgba });
    const ask = (at: number) => all.file({ key: `${at}`, picture: handed, region: null });
    for (let at = 0; at <= evidenceLimits.maxKeptFrames; at += 1) await ask(at);
    expect(read).toBe(evidenceLimits.maxKeptFrames + 1);
    await ask(evidenceLimits.maxKeptFrames);
    expect(read).toBe(evidenceLimits.maxKeptFrames + 1);
    // One that was let go is read again from what was handed over.
    expect(await ask(0)).not.toBeNull();
    expect(read).toBe(evidenceLimits.maxKeptFrames + 2);
  });
});

describe('a PNG that came from a page', () => {
  const png = encodePng(picture);
  const size = { widthPx: 16, heightPx: 16 };
  const head = png.subarray(0, 33);
  const rest = png.subarray(33);

  it('loses everything but header, pixels and end', () => {
    const marked = joinBytes(head, chunk('deBG', utf8('name')), chunk('tEXt', utf8('x')), rest);
    expect(plainPng(marked, size)).toEqual(png);
    expect(plainPng(png, size)).toEqual(png);
  });

  it('is refused when it is cut, longer, of another size, depth or order', () => {
    const depth = Uint8Array.from(png);
    depth[24] = 16;
    const bad = [
      png.subarray(0, -1),
      joinBytes(png, Uint8Array.of(0)),
      joinBytes(png.subarray(0, 8), rest, head.subarray(8)),
      joinBytes(png, png.subarray(8)),
      depth,
    ];
    for (const bytes of bad) expect(plainPng(bytes, size)).toBeNull();
    expect(plainPng(png, { widthPx: 16, heightPx: 15 })).toBeNull();
  });
});

describe('an encoded PNG', () => {
  it('decodes to its pixels with an independent inflate, with and without transparency', () => {
    for (const alpha of [255, 9]) {
      const data = Uint8Array.from(picture.data, (byte, at) => (at % 4 === 3 ? alpha : byte));
      const png = encodePng({ ...picture, data });
      const length = new DataView(png.buffer).getUint32(33);
      const lines = new Uint8Array(inflateSync(png.subarray(41, 41 + length)));
      const channels = alpha === 255 ? 3 : 4;
      expect(lines.length).toBe(16 * (1 + 16 * channels));
      const read: number[] = [];
      for (let y = 0; y < 16; y += 1) {
        const line = lines.subarray(y * (1 + 16 * channels));
        expect(line[0]).toBe(1);
        const last = [0, 0, 0, 0];
        for (let at = 1; at <= 16 * channels; at += 1) {
          const channel = (at - 1) % channels;
          last[channel] = (last[channel]! + line[at]!) & 255;
          if (channel === channels - 1) read.push(...last.slice(0, 3), alpha);
        }
      }
      expect(Uint8Array.from(read)).toEqual(data);
    }
  });
});

describe('a worker that makes files', () => {
  it('answers nobody with silence: a dead one gives null, the next call a new one', async () => {
    let started = 0;
    const calls = new PictureCalls(() => {
      started += 1;
      const dies = started === 1;
      const worker: PictureWorker = {
        onmessage: null,
        onerror: null,
        postMessage: ({ id }) =>
          queueMicrotask(() => {
            if (dies) worker.onerror?.({} as ErrorEvent);
            else worker.onmessage?.({ data: { id, answer: null } } as never);
          }),
        terminate: () => undefined,
      };
      return worker;
    }, 10);
    const job = { key: 'a', picture: handed, region: null };
    expect(await Promise.all([calls.file(job), calls.pixels('a', handed)])).toEqual([null, null]);
    expect(await calls.file(job)).toBeNull();
    expect(started).toBe(2);
  });
});
