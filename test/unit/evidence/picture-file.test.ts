import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { i420ToRgba } from '../../../src/engine/pixels/i420-to-rgba.js';
import { joinBytes, sha256Hex } from '../../../src/evidence/bytes.js';
import { plainCoder, type PictureCoder } from '../../../src/evidence/pictures/code-picture.js';
import { encodePng } from '../../../src/evidence/pictures/encode-png.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import {
  leavesWith,
  PictureCalls,
  type PictureWorker,
} from '../../../src/evidence/pictures/picture-calls.js';
import { PictureFiles } from '../../../src/evidence/pictures/picture-file.js';
import { pixelHash } from '../../../src/evidence/pictures/pixel-hash.js';
import { isBmp, readBmp } from '../../../src/evidence/pictures/read-bmp.js';
import { toRgbaWith } from '../../../src/evidence/pictures/to-rgba.js';
import type { HandedPicture } from '../../../src/protocol/freeze-messages.js';
import { bmpOf, smallPicture } from './sample-case.js';

const picture = smallPicture(3, 16);
const handed: HandedPicture = {
  format: 'RGBA',
  widthPx: 16,
  heightPx: 16,
  pixels: new Blob([picture.data]),
};
const coder = plainCoder(toRgbaWith(i420ToRgba));
const files = () => new PictureFiles(coder);
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('a file of a handed frame', () => {
  it('holds exactly the pixels, also of a part, and names them by their hash', async () => {
    const all = files();
    const whole = await all.file({ key: 'a', picture: handed, region: null });
    expect(whole?.pixelSha256).toBe(await pixelHash(picture));
    expect(await bytesOf(whole!.png)).toEqual(encodePng(picture));
    expect(whole?.pngSha256).toBe(await sha256Hex(encodePng(picture)));
    const region = { xPx: 3, yPx: 5, widthPx: 4, heightPx: 2 };
    const part = await all.file({ key: 'a', picture: handed, region });
    const rows = [5, 6].flatMap((y) => [
      ...picture.data.subarray((y * 16 + 3) * 4, (y * 16 + 7) * 4),
    ]);
    const cut = { format: 'RGBA', widthPx: 4, heightPx: 2, data: Uint8Array.from(rows) } as const;
    expect(part?.pixelSha256).toBe(await pixelHash(cut));
  });

  it('lets those go first who wait for its pixels: a look takes longer than a file', async () => {
    const order: string[] = [];
    const code: PictureCoder['code'] = (...of) => {
      order.push('encoded');
      return coder.code(...of);
    };
    const all = new PictureFiles({ ...coder, code });
    const told = all.pixels('a', handed).then(async () => {
      // The hops on the way out of a worker.
      for (let hop = 0; hop < 5; hop += 1) await Promise.resolve();
      order.push('pixels told');
    });
    await Promise.all([told, all.file({ key: 'a', picture: handed, region: null })]);
    expect(order).toEqual(['pixels told', 'encoded']);
  });

  it('lets pixels leave a worker without a copy, and can make the file all the same', async () => {
    const all = files();
    const answer = await all.pixels('a', handed);
    const [left] = leavesWith({ id: 1, answer });
    structuredClone(answer, { transfer: [left!] });
    const whole = await all.file({ key: 'a', picture: handed, region: null });
    expect(whole?.pixelSha256).toBe(await pixelHash(picture));
    expect(leavesWith({ id: 1, answer: whole })).toEqual([]);
  });

  it('is refused for a part outside, and for a file that is no picture of that size', async () => {
    const outside = { xPx: 10, yPx: 0, widthPx: 7, heightPx: 1 };
    expect(await files().file({ key: 'a', picture: handed, region: outside })).toBeNull();
    for (const pixels of [new Blob(['GIF89a']), new Blob([encodePng(picture)])]) {
      const file = { ...handed, format: 'BMP' as const, pixels };
      expect(await files().file({ key: 'a', picture: file, region: null })).toBeNull();
    }
  });

  it('keeps so many frames and no more', async () => {
    let read = 0;
    const pixels = new Blob([picture.data]);
    pixels.arrayBuffer = () => {
      read += 1;
      return handed.pixels.arrayBuffer();
    };
    const all = files();
    const once = { ...handed, pixels };
    const ask = (at: number) => all.file({ key: `${at}`, picture: once, region: null });
    for (let at = 0; at <= evidenceLimits.maxKeptFrames; at += 1) await ask(at);
    expect(read).toBe(evidenceLimits.maxKeptFrames + 1);
    await ask(evidenceLimits.maxKeptFrames);
    expect(read).toBe(evidenceLimits.maxKeptFrames + 1);
    // One that was let go is read again from what was handed over.
    expect(await ask(0)).not.toBeNull();
    expect(read).toBe(evidenceLimits.maxKeptFrames + 2);
  });
});

describe('a BMP that came from a page', () => {
  const size = { widthPx: 5, heightPx: 3 };
  const pixels = Array.from({ length: 15 }, (_, at) => [at, 100 + at, 200 + at, 255]);
  const bmp = bmpOf(pixels, 5);

  it('is read from its lowest line up, without what fills the lines', async () => {
    expect(isBmp(bmp, size)).toBe(true);
    expect(readBmp(bmp, size).data).toEqual(Uint8Array.from(pixels.flat()));
    const file = { ...size, format: 'BMP' as const, pixels: new Blob([bmp]) };
    const made = await files().file({ key: 'a', picture: file, region: null });
    const same = { ...size, format: 'RGBA' as const, data: Uint8Array.from(pixels.flat()) };
    expect(await bytesOf(made!.png)).toEqual(encodePng(same));
  });

  it('is refused when it is cut, longer, packed, turned, of another size or depth', () => {
    // Kind, start of the pixels, length of the header, width, height, depth, packing.
    for (const at of [0, 10, 14, 18, 22, 28, 30]) {
      const bytes = Uint8Array.from(bmp);
      bytes[at]! ^= 1;
      expect(isBmp(bytes, size), `byte ${at}`).toBe(false);
    }
    const turned = Uint8Array.from(bmp);
    new DataView(turned.buffer).setInt32(22, -3, true);
    for (const bytes of [bmp.subarray(0, -1), joinBytes(bmp, Uint8Array.of(0)), turned]) {
      expect(isBmp(bytes, size)).toBe(false);
    }
    expect(isBmp(bmp, { widthPx: 3, heightPx: 5 })).toBe(false);
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

  it('lets pixels wait for one file at most, and makes every file', async () => {
    const order: string[] = [];
    const calls = new PictureCalls(() => {
      const worker: PictureWorker = {
        onmessage: null,
        onerror: null,
        // In the order of asking, each after a while: as the real one.
        postMessage: ({ id, ask }) =>
          void setTimeout(() => {
            order.push(ask);
            worker.onmessage?.({ data: { id, answer: null } } as never);
          }, 5),
        terminate: () => undefined,
      };
      return worker;
    }, 10);
    const job = { key: 'a', picture: handed, region: null };
    const made = [calls.file(job), calls.file(job), calls.file(job)];
    await Promise.resolve();
    await calls.pixels('b', handed);
    expect(order).toEqual(['file', 'pixels']);
    await Promise.all(made);
    expect(order).toEqual(['file', 'pixels', 'file', 'file']);
  });
});
