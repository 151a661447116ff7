import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const outDir = resolve(root, 'out/bench');

/** A 1080p30 clip with one face, made by ffmpeg from the demo clip; null without ffmpeg. */
export function make1080pClip(): string | null {
  const path = resolve(outDir, 'clip-1080p30.mp4');
  if (existsSync(path)) return path;
  mkdirSync(outDir, { recursive: true });
  try {
    execFileSync('ffmpeg', [
      ...['-v', 'error', '-y', '-stream_loop', '4'],
      ...['-i', resolve(root, 'public/demo/astronaut-forged-blend.mp4')],
      ...['-vf', 'scale=1920:1080:flags=bicubic', '-r', '30', '-t', '40'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p'],
      ...['-movflags', '+faststart', '-an', path],
    ]);
    return path;
  } catch {
    return null;
  }
}

export interface BenchSite {
  readonly origin: string;
  readonly stop: () => void;
}

/** `/watch`: one 1280x720 video of 1080p; `/empty`: text only. On this machine alone. */
export async function serveBenchSite(clipPath: string): Promise<BenchSite> {
  const clip = readFileSync(clipPath);
  const server = createServer((request, response) => {
    if (request.url === '/clip.mp4') {
      const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
      const from = Number(range?.[1] ?? 0);
      const to = Math.min(clip.length - 1, range?.[2] ? Number(range[2]) : clip.length - 1);
      response.writeHead(range === null ? 200 : 206, {
        'content-type': 'video/mp4',
        'accept-ranges': 'bytes',
        'content-length': to - from + 1,
        ...(range === null ? {} : { 'content-range': `bytes ${from}-${to}/${clip.length}` }),
      });
      response.end(clip.subarray(from, to + 1));
      return;
    }
    response.setHeader('content-type', 'text/html');
    response.end(
      request.url === '/watch'
        ? `<!doctype html><link rel="icon" href="data:,"><title>Watch</title>
<script>
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) longTasks.push(task.duration);
  }).observe({ entryTypes: ['longtask'] });
</script>
<video src="/clip.mp4" width="1280" height="720" autoplay muted loop></video>`
        : '<!doctype html><link rel="icon" href="data:,"><title>Empty</title><p>Text only.</p>',
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
