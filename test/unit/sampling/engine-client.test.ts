import { describe, expect, test } from 'vitest';
import { EngineClient, EngineLost, type ClientPort } from '../../../src/sampling/engine-client.js';
import type { RetainedFrame } from '../../../src/frames/retained-frame.js';
import type { FromEngine, SampleOutcome, ToEngine } from '../../../src/protocol/pixel-port.js';
import type { TrackId } from '../../../src/shared/ids.js';
import type { Picture } from '../../../src/shared/picture.js';

const picture: Picture = { format: 'RGBA', widthPx: 2, heightPx: 2, data: new Uint8Array(16) };

class FakePort implements ClientPort {
  readonly sent: ToEngine[] = [];
  readonly #message: ((message: unknown) => void)[] = [];
  readonly #disconnect: (() => void)[] = [];
  readonly onMessage = {
    addListener: (listener: (message: unknown) => void) => void this.#message.push(listener),
  };
  readonly onDisconnect = {
    addListener: (listener: () => void) => void this.#disconnect.push(listener),
  };
  postMessage(message: ToEngine): void {
    this.sent.push(message);
  }
  disconnect(): void {
    for (const listener of this.#disconnect) listener();
  }
  say(message: FromEngine): void {
    for (const listener of this.#message) listener(message);
  }
  last<Type extends ToEngine['type']>(type: Type): Extract<ToEngine, { type: Type }> {
    return this.sent.findLast((message) => message.type === type) as never;
  }
}

function frame(): RetainedFrame & { isClosed: boolean } {
  return {
    isClosed: false,
    widthPx: 100,
    heightPx: 50,
    small: () => picture,
    cut: (rect) => ({ rect, picture }),
    close() {
      this.isClosed = true;
    },
  };
}

const rect = { xPx: 2, yPx: 4, widthPx: 6, heightPx: 8 };
const outcome: SampleOutcome = {
  refused: null,
  verdict: { level: 'none-found', reasons: [], tracks: [], modelId: 'm', backend: 'wasm' },
  follow: [{ key: 't' as TrackId, rect, shrink: 1 }],
  detectNext: false,
  looks: [],
};

describe('EngineClient', () => {
  test('a look is answered from the frame it was taken on and closes it', async () => {
    const port = new FakePort();
    const client = new EngineClient(() => Promise.resolve(port));
    const mediaId = await client.open('video');
    const taken = frame();
    const answer = client.look(mediaId, taken, 1.5, null);
    const { sampleId, small, crops } = port.last('sample');
    expect({ small, crops }).toEqual({ small: picture, crops: [] });
    port.say({ type: 'want', sampleId, small: false, rects: [{ key: 'f', rect, shrink: 1 }] });
    expect(port.last('more').crops).toEqual([{ key: 'f', rect, picture }]);
    expect(taken.isClosed).toBe(false);
    port.say({ type: 'done', mediaId, sampleId, outcome });
    expect(await answer).toBe(outcome);
    expect(taken.isClosed).toBe(true);
  });

  test('only who asks for it has the engine alone, from before its first sample', async () => {
    for (const alone of [false, true]) {
      const port = new FakePort();
      await new EngineClient(() => Promise.resolve(port)).open('video', alone);
      expect(port.sent.map(({ type }) => type)).toEqual(alone ? ['hold', 'open'] : ['open']);
    }
  });

  test('known faces are followed; the whole frame goes again when a detection is due', async () => {
    const port = new FakePort();
    const client = new EngineClient(() => Promise.resolve(port));
    const mediaId = await client.open('video');
    void client.look(mediaId, frame(), 2, outcome);
    expect(port.last('sample').small).toBeNull();
    expect(port.last('sample').crops.map((crop) => crop.key)).toEqual(['t']);
    void client.look(mediaId, frame(), 3, { ...outcome, detectNext: true });
    expect(port.last('sample').small).toBe(picture);
    void client.look(mediaId, frame(), 4, { ...outcome, follow: [] });
    expect(port.last('sample').small).toBe(picture);
  });

  test('a media that is closed gives up its look and frees the frame, and no other', async () => {
    const port = new FakePort();
    const client = new EngineClient(() => Promise.resolve(port));
    const [one, two] = [await client.open('video'), await client.open('video')];
    const frames = [frame(), frame()] as const;
    const looks = [client.look(one, frames[0], 1, null), client.look(two, frames[1], 1, null)];
    client.close(one);
    await expect(looks[0]).rejects.toThrow(EngineLost);
    expect(frames.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    const { sampleId } = port.last('sample');
    port.say({ type: 'done', mediaId: two, sampleId, outcome });
    expect(await looks[1]).toBe(outcome);
  });

  test('when the engine page goes away, open looks fail by name and the next file connects again', async () => {
    const ports = [new FakePort(), new FakePort()];
    let connections = 0;
    const client = new EngineClient(() => Promise.resolve(ports[connections++]!));
    const mediaId = await client.open('video');
    const taken = frame();
    const answer = client.look(mediaId, taken, 1, null);
    ports[0]!.disconnect();
    await expect(answer).rejects.toThrow(EngineLost);
    expect(taken.isClosed).toBe(true);
    await expect(client.look(mediaId, frame(), 2, null)).rejects.toThrow(EngineLost);
    await client.open('image');
    expect(ports[1]!.last('open').kind).toBe('image');
  });
});
