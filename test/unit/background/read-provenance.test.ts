import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import type { AddressBytes } from '../../../src/background/read-address.js';
import {
  createProvenanceReader,
  type PictureRequest,
  type ProvenanceTools,
} from '../../../src/background/read-provenance.js';
import { Lane } from '../../../src/background/lane.js';
import { fileProvenanceSchema } from '../../../src/protocol/provenance-schema.js';
import type { FileProvenance } from '../../../src/shared/provenance.js';

const session = vi.hoisted((): { content: Map<string, unknown> } => ({ content: new Map() }));
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      session: {
        get: (key: string) => Promise.resolve({ [key]: session.content.get(key) }),
        set: (changed: object) => {
          for (const [key, value] of Object.entries(changed)) session.content.set(key, value);
          return Promise.resolve();
        },
        remove: (key: string) => Promise.resolve(session.content.delete(key)),
      },
    },
  },
}));
const { rememberGesture, takeGesture } = await import('../../../src/background/gestures.js');

const request: PictureRequest = {
  tabId: 1,
  frameId: 0,
  documentId: 'd',
  mediaId: 'm',
  address: 'https://images.example/a.jpg',
};
const found = { state: 'read', facts: {} } as FileProvenance;
const bytes: AddressBytes = { ok: true, file: new Blob(['x']), mediaType: 'image/jpeg' };

function reader(changes: Partial<ProvenanceTools> = {}) {
  const tools = {
    isReported: vi.fn(() => Promise.resolve(true)),
    takeGesture: vi.fn(() => Promise.resolve(false)),
    isHostAllowed: vi.fn(() => Promise.resolve(false)),
    readAddress: vi.fn((): Promise<AddressBytes> => Promise.resolve(bytes)),
    scan: vi.fn(() => Promise.resolve(found)),
    ...changes,
  };
  return { tools, read: createProvenanceReader(tools) };
}

describe('the file of a picture on a page', () => {
  test('is not asked for without a gesture or an allowed host', async () => {
    const { tools, read } = reader();
    expect(await read(request)).toEqual({ state: 'not-read' });
    expect(tools.readAddress).not.toHaveBeenCalled();
  });

  test.each(['takeGesture', 'isHostAllowed'] as const)('is read with %s', async (allowed) => {
    const { read } = reader({ [allowed]: () => Promise.resolve(true) });
    expect(await read(request)).toEqual(found);
  });

  test('is not asked for by a document that never showed it, nor at a private address', async () => {
    const unknown = reader({
      isReported: () => Promise.resolve(false),
      takeGesture: () => Promise.resolve(true),
    });
    expect(await unknown.read(request)).toEqual({ state: 'not-readable', why: 'not-reported' });
    const allowed = reader({ takeGesture: () => Promise.resolve(true) });
    const inside = await allowed.read({ ...request, address: 'https://192.168.0.1/a.jpg' });
    expect(inside).toEqual({ state: 'not-readable', why: 'refused-address' });
    expect(unknown.tools.readAddress).not.toHaveBeenCalled();
    expect(allowed.tools.readAddress).not.toHaveBeenCalled();
    expect(allowed.tools.takeGesture).toBeDefined();
  });

  test('on a host that was not allowed is said to lie there, by name', async () => {
    const { read } = reader({
      takeGesture: () => Promise.resolve(true),
      readAddress: () => Promise.resolve({ ok: false, why: 'host-not-allowed' }),
    });
    const found = await read({ ...request, address: 'https://wx1.sinaimg.cn/large/a.jpg' });
    expect(found).toEqual({
      state: 'not-readable',
      why: 'host-not-allowed',
      host: 'wx1.sinaimg.cn',
    });
    expect(v.parse(fileProvenanceSchema, found)).toEqual(found);
  });

  test('is asked for once, however often it is shown; a failure may be tried again', async () => {
    const { tools, read } = reader({ isHostAllowed: () => Promise.resolve(true) });
    await Promise.all([read(request), read(request), read({ ...request, mediaId: 'n' })]);
    expect(tools.readAddress).toHaveBeenCalledTimes(1);
    const failing = reader({
      isHostAllowed: () => Promise.resolve(true),
      readAddress: vi.fn((): Promise<AddressBytes> =>
        Promise.resolve({ ok: false, why: 'not-loaded' }),
      ),
    });
    expect(await failing.read(request)).toEqual({ state: 'not-readable', why: 'not-loaded' });
    await failing.read(request);
    expect(failing.tools.readAddress).toHaveBeenCalledTimes(2);
  });

  test('is one of two at a time, and of 64 that wait', async () => {
    let running = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    const { tools, read } = reader({
      isHostAllowed: () => Promise.resolve(true),
      readAddress: vi.fn(async (): Promise<AddressBytes> => {
        most = Math.max(most, (running += 1));
        await new Promise<void>((go) => gates.push(go));
        running -= 1;
        return bytes;
      }),
    });
    const asked = Array.from({ length: 100 }, (_, at) =>
      read({ ...request, address: `https://images.example/${at}.jpg` }),
    );
    for (let turn = 0; turn < 200; turn += 1) {
      await Promise.resolve();
      await new Promise((go) => setTimeout(go, 0));
      gates.shift()?.();
    }
    const answers = await Promise.all(asked);
    expect(most).toBe(2);
    expect(tools.readAddress).toHaveBeenCalledTimes(66);
    expect(answers.filter(({ state }) => state === 'not-read')).toHaveLength(34);
  });
});

describe('a gesture', () => {
  test('counts once, for the very picture, frame and tab, and not for long', async () => {
    const address = 'https://a.example/x.png';
    await rememberGesture(7, 2, address, 1000);
    expect(await takeGesture(7, 2, 'https://a.example/y.png', 1500)).toBe(false);
    expect(await takeGesture(7, 0, address, 1500)).toBe(false);
    expect(await takeGesture(8, 2, address, 1500)).toBe(false);
    expect(await takeGesture(7, 2, address, 1500)).toBe(true);
    expect(await takeGesture(7, 2, address, 1500)).toBe(false);
    await rememberGesture(7, 2, address, 1000);
    expect(await takeGesture(7, 2, address, 60_000)).toBe(false);
  });
});

test('a lane gives its place on when a task fails', async () => {
  const lane = new Lane(1, 1);
  const failing = lane.run(() => Promise.reject(new Error('x')));
  const next = lane.run(() => Promise.resolve('next'));
  const beyond = lane.run(() => Promise.resolve('beyond'));
  await expect(failing).rejects.toThrow('x');
  expect(await next).toBe('next');
  expect(await beyond).toBeNull();
  expect(await lane.run(() => Promise.resolve('again'))).toBe('again');
});
