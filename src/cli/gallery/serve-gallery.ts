import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { galleryPage, itemPage } from './gallery-page.js';
import { galleryDir, readGallery, type GalleryItem } from './read-gallery.js';

export interface GalleryServer {
  readonly origin: string;
  readonly items: readonly GalleryItem[];
  /** Page that shows one item alone. */
  readonly itemUrl: (item: GalleryItem) => string;
  readonly stop: () => Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};

/** Serves the demo gallery on this machine alone (127.0.0.1), on a free port. */
export async function serveGallery(): Promise<GalleryServer> {
  const items = await readGallery();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const item = items.find(({ file }) => path === `/demo/${file}` || path === `/item/${file}`);
    if (path === '/') sendPage(response, galleryPage(items));
    else if (item === undefined) response.writeHead(404).end();
    else if (path.startsWith('/item/')) sendPage(response, itemPage(item));
    else void sendMedia(response, item.file, request.headers.range);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    items,
    itemUrl: ({ file }) => `${origin}/item/${encodeURIComponent(file)}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function sendPage(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
}

/** Browsers ask for clips by range, so that they can seek. */
async function sendMedia(
  response: ServerResponse,
  file: string,
  range: string | undefined,
): Promise<void> {
  const body = await readFile(join(galleryDir, file)).catch(() => null);
  if (body === null) {
    response.writeHead(404).end();
    return;
  }
  const headers = { 'content-type': types[extname(file)] ?? '', 'accept-ranges': 'bytes' };
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  const first = Number(asked?.[1] ?? 0);
  const last = Math.min(asked?.[2] ? Number(asked[2]) : Infinity, body.length - 1);
  const piece = body.subarray(first, last + 1);
  response
    .writeHead(asked === null ? 200 : 206, {
      ...headers,
      'content-length': piece.length,
      ...(asked === null ? {} : { 'content-range': `bytes ${first}-${last}/${body.length}` }),
    })
    .end(piece);
}
