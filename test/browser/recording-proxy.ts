import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pageFetchHeader, type FixtureAnswer, type FixtureSite } from '../fixtures/fixture-site.js';
import { makeCertificate } from './proxy-certificate.js';

/** One thing that the browser asked the network for. */
export interface RecordedRequest {
  readonly host: string;
  /** Null when a tunnel was opened to an unknown host and nothing was asked in it (yet). */
  readonly url: string | null;
  readonly method: string;
  /** Null: a fixture page asks for this. Else why it does not. */
  readonly unexpected: string | null;
}

export interface RecordingProxy {
  readonly address: { readonly host: string; readonly port: number };
  readonly requests: readonly RecordedRequest[];
  /** Requests that no fixture page makes: the extension's, or the browser's own chatter. */
  readonly unexpected: () => readonly RecordedRequest[];
  /** Requests to fixture pages since the last call, as `METHOD url`. */
  readonly takeExpected: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/**
 * A proxy that ends TLS itself, serves the fixture hosts and writes down everything that is asked
 * for. The browser has no other way out, so an empty `unexpected()` is the proof that the
 * extension sends nothing. Hosts that no fixture names are recorded and refused.
 */
export async function startRecordingProxy(
  sites: Readonly<Record<string, FixtureSite>>,
): Promise<RecordingProxy> {
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Duplex>();
  let taken = 0;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = askedUrl(request);
    void answerRequest(sites[url.host], url, request).then(({ found, unexpected }) => {
      requests.push({ host: url.host, url: url.href, method: request.method ?? '', unexpected });
      if (found === null) response.writeHead(403).end();
      else if (found.isDropped === true) request.socket.destroy();
      else sendAnswer(request, response, found);
    });
  };

  const secure = createHttpsServer(await makeCertificate(Object.keys(sites)), answer);
  const plain = createHttpServer(answer);
  // Browsers close sockets in the middle of a handshake; that is no failure of a test.
  secure.on('tlsClientError', () => undefined);
  for (const server of [secure, plain]) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      const url = askedUrl(request);
      requests.push({ host: url.host, url: url.href, method: 'UPGRADE', unexpected: 'socket' });
      socket.destroy();
    });
  }
  plain.on('connect', (request: IncomingMessage, socket: Socket) => {
    const host = (request.url ?? '').replace(/:443$/, '');
    if (sites[host] === undefined) {
      requests.push({ host, url: null, method: 'CONNECT', unexpected: 'unknown host' });
    }
    keep(sockets, socket);
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    secure.emit('connection', socket);
  });
  plain.on('connection', (socket: Socket) => {
    keep(sockets, socket);
  });

  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  return {
    address: { host: '127.0.0.1', port: (plain.address() as AddressInfo).port },
    requests,
    unexpected: () => requests.filter((request) => request.unexpected !== null),
    takeExpected: () => {
      const fresh = requests.slice(taken);
      taken = requests.length;
      return fresh
        .filter((request) => request.unexpected === null)
        .map((request) => `${request.method} ${request.url ?? ''}`);
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        plain.close(() => {
          resolve();
        });
      });
    },
  };
}

function keep(sockets: Set<Duplex>, socket: Duplex): void {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
}

/** Plain requests to a proxy carry the whole URL, requests inside a tunnel only path and `Host`. */
function askedUrl(request: IncomingMessage): URL {
  const target = request.url ?? '/';
  if (target.startsWith('http://')) return new URL(target);
  return new URL(target, `https://${request.headers.host ?? 'unknown.invalid'}`);
}

async function answerRequest(
  site: FixtureSite | undefined,
  url: URL,
  request: IncomingMessage,
): Promise<{ found: FixtureAnswer | null; unexpected: string | null }> {
  if (site === undefined) return { found: null, unexpected: 'unknown host' };
  const pieces: Buffer[] = [];
  // A browser that is ended in the middle of a request takes its connection along.
  try {
    for await (const piece of request) pieces.push(piece as Buffer);
  } catch {
    return { found: null, unexpected: 'broken off' };
  }
  const { method = 'GET', headers } = request;
  const found = await site({ url, method, headers, body: Buffer.concat(pieces) });
  if (found === null) return { found, unexpected: 'no fixture page asks for this' };
  return { found, unexpected: whyUnexpected(found, request) };
}

function whyUnexpected(answer: FixtureAnswer, request: IncomingMessage): string | null {
  const { headers } = request;
  if (/^(chrome|moz)-extension:/.test(headers.origin ?? '')) return 'asked by an extension';
  const askedAs = headers['sec-fetch-dest']?.toString() ?? 'none';
  if (!answer.askedAs.includes(askedAs)) return `asked as "${askedAs}"`;
  if (askedAs === 'empty' && headers[pageFetchHeader] === undefined) {
    return 'fetched, but not by the page';
  }
  return null;
}

function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: FixtureAnswer,
): void {
  const body = Buffer.from(answer.body);
  const headers = {
    'content-type': answer.contentType,
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
    ...answer.headers,
  };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (range === null) {
    const status = answer.status ?? 200;
    response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
    return;
  }
  const first = Number(range[1]);
  const last = range[2] === '' ? body.length - 1 : Math.min(Number(range[2]), body.length - 1);
  if (first > last) {
    response.writeHead(416, { 'content-range': `bytes */${String(body.length)}` }).end();
    return;
  }
  const piece = body.subarray(first, last + 1);
  response
    .writeHead(206, {
      ...headers,
      'content-length': piece.length,
      'content-range': `bytes ${String(first)}-${String(last)}/${String(body.length)}`,
    })
    .end(piece);
}
