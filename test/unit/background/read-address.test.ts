import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readAddress, type AddressBytes } from '../../../src/background/read-address.js';
import { limits } from '../../../src/shared/limits.js';
import { jfif, jpegFile } from '../../fixtures/provenance/jpeg-file.js';
import { refusedAddresses } from '../../fixtures/refused-addresses.js';

const picture = jpegFile([jfif], 3000) as Uint8Array<ArrayBuffer>;

/** A server on loopback: it answers as the test says, and whoever reaches it unasked is a failure. */
let port = 0;
let serve: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
const asked: IncomingMessage[] = [];
const server = createServer((request, response) => {
  asked.push(request);
  serve(request, response);
});
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
  serve = (_request, response) => response.end(picture);
});

/** The network with one public name, which leads to the server on loopback. */
const toServer = (address: string, init: RequestInit): Promise<Response> => {
  const url = new URL(address);
  expect(url.hostname).toBe('images.example');
  return fetch(`http://127.0.0.1:${port}${url.pathname}`, init);
};
const read = (address = 'https://images.example/a.jpg', mayRead = true): Promise<AddressBytes> =>
  readAddress(address, { fetch: toServer, mayRead: () => Promise.resolve(mayRead) });

describe('reading an address', () => {
  test('gives the bytes of a picture', async () => {
    const answer = await read();
    expect(answer).toMatchObject({ ok: true });
    expect(answer.ok && (await answer.file.arrayBuffer()).byteLength).toBe(picture.length);
  });

  test('no refused address is asked for: 0 connections to the server on loopback', async () => {
    const fetched = vi.fn(toServer);
    for (const [address, why] of refusedAddresses) {
      const here = address.replace('127.0.0.1/', `127.0.0.1:${port}/`);
      for (const given of new Set([address, here])) {
        const answer = await readAddress(given, {
          fetch: fetched,
          mayRead: () => Promise.resolve(true),
        });
        expect(answer.ok, given).toBe(false);
        if (given === address) expect(answer, given).toEqual({ ok: false, why });
      }
    }
    expect(fetched).not.toHaveBeenCalled();
    expect(asked).toHaveLength(0);
  });

  test('1,000 reads carry no cookie and no referrer, also when the server sets one', async () => {
    serve = (_request, response) => {
      response.setHeader('set-cookie', 'who=you; Path=/');
      response.end(picture);
    };
    for (let count = 0; count < 1000; count += 1) await read();
    expect(asked).toHaveLength(1000);
    for (const { headers, method } of asked) {
      expect(method).toBe('GET');
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
      expect(headers.authorization).toBeUndefined();
    }
  }, 60_000);

  test('asks the browser for no cookies, no referrer and no second address', async () => {
    const seen: RequestInit[] = [];
    await readAddress('https://images.example/a.jpg', {
      fetch: (_address, init) => {
        seen.push(init);
        return Promise.resolve(new Response(picture));
      },
      mayRead: () => Promise.resolve(true),
    });
    expect(seen[0]).toMatchObject({
      method: 'GET',
      credentials: 'omit',
      referrer: '',
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
    });
  });

  test.each([301, 302, 303, 307, 308])(
    'a redirect (%d) is named and not followed',
    async (status) => {
      serve = (_request, response) => {
        response.writeHead(status, { location: `http://127.0.0.1:${port}/second` }).end();
      };
      expect(await read()).toEqual({ ok: false, why: 'redirected' });
      expect(asked.map(({ url }) => url)).toEqual(['/a.jpg']);
    },
  );

  test('a file that is too big is given up, announced or not', async () => {
    serve = (_request, response) => {
      response.writeHead(200, { 'content-length': limits.addressReadBytes + 1 });
      response.flushHeaders();
    };
    expect(await read()).toEqual({ ok: false, why: 'too-big' });
    let sent = 0;
    serve = (_request, response) => {
      response.writeHead(200);
      response.write(picture);
      const pour = (): void => {
        while (!response.destroyed && sent < 4 * limits.addressReadBytes) {
          sent += 1 << 20;
          if (!response.write(Buffer.alloc(1 << 20))) break;
        }
      };
      response.on('drain', pour);
      pour();
    };
    expect(await read()).toEqual({ ok: false, why: 'too-big' });
    expect(sent).toBeLessThan(3 * limits.addressReadBytes);
  }, 60_000);

  test('a page, a script and nothing at all are not kept', async () => {
    for (const body of ['<!doctype html><img>', '{"a":1}', '']) {
      serve = (_request, response) => response.end(body);
      expect(await read()).toEqual({ ok: false, why: 'not-a-picture' });
    }
  });

  test('an error of the server, a lost connection and a missing permission have names', async () => {
    serve = (_request, response) => response.writeHead(404).end(picture);
    expect(await read()).toEqual({ ok: false, why: 'not-loaded' });
    serve = (request) => request.socket.destroy();
    expect(await read()).toEqual({ ok: false, why: 'not-loaded' });
    expect(await read(undefined, false)).toEqual({ ok: false, why: 'host-not-allowed' });
  });

  test('a server that never ends is given up in time', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockImplementationOnce(() => {
      const ending = new AbortController();
      setTimeout(() => ending.abort(new DOMException('late', 'TimeoutError')), 100);
      return ending.signal;
    });
    serve = (_request, response) => {
      response.writeHead(200);
      response.write(picture);
    };
    expect(await read()).toEqual({ ok: false, why: 'too-slow' });
  });
});
