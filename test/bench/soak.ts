/**
 * `npm run soak -- --minutes 40`: hours of use in a short time, Chromium on Linux. Rounds of eight playing videos, moves
 * inside a page and the engine's end in the middle of its work; after each, at rest, what memory is still held.
 * Prints a row a round and the slopes after a warm-up of a quarter; writes `out/soak.json`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildAll } from '../../src/cli/build.js';
import { endEngineWorker } from '../browser/control-engine.js';
import {
  isJudged,
  openSeam,
  readCounter,
  type OpenSeam,
  type WatchedTab,
} from '../browser/open-seam.js';
import { hosts, plainUrl } from '../fixtures/sites.js';
import { extensionResidentBytes } from './processes.js';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '40' },
    moves: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '20' },
  },
});
const rounds = Number(options.rounds);
const roundMs = (Number(options.minutes) * 60_000) / rounds;
const movesPerRound = Math.ceil(Number(options.moves) / rounds);
const moveMs = 450;
const restMs = 4000;
/** Of the rounds: caches fill, and the WebAssembly memory grows to the size that it needs. */
const warmUpShare = 0.25;
const clip = 'astronaut-forged-blend';

interface Rest {
  /** Looks since the start. */
  readonly looks: number;
  /** Of the extension's pages, after collections of garbage. */
  readonly heapMb: number;
  /** Of the extension's process: heaps, workers, WebAssembly. */
  readonly residentMb: number;
  readonly framesOpen: number;
}

interface Frames {
  readonly made: number;
  readonly open: number;
}

/** Looks so far of every media of the tab, also of those that have gone since. */
function lookCounter(tab: WatchedTab): () => Promise<number> {
  const most = new Map<string, number>();
  return async () => {
    for (const { mediaId, cost } of (await tab.view()).records) {
      most.set(mediaId, Math.max(most.get(mediaId) ?? 0, cost.samples));
    }
    return [...most.values()].reduce((sum, count) => sum + count, 0);
  };
}

/** Eight videos until `untilMs`; the engine is ended a third of the way, while it has work. */
async function watchVideos(
  seam: OpenSeam,
  untilMs: number,
): Promise<{ looks: number; open: number }> {
  const tab = await seam.watch(plainUrl('many-videos', { clip }));
  await tab.until('a level', isJudged, 60_000);
  await sleep((untilMs - Date.now()) / 3);
  await endEngineWorker(seam);
  await sleep(Math.max(0, untilMs - Date.now()));
  const looks = await lookCounter(tab)();
  await tab.page.evaluate(() =>
    document.querySelectorAll('video').forEach((video) => video.pause()),
  );
  await sleep(2000);
  const { made, open } = await readCounter<Frames>(seam, tab.tabId, 'seamFrames');
  if (made < looks / 2) throw new Error(`${looks} looks, but ${made} frames were counted`);
  await tab.close();
  return { looks, open };
}

async function move(seam: OpenSeam): Promise<number> {
  const tab = await seam.watch(`https://${hosts.youtube}/watch?v=O0000000000&moves=${clip}`);
  const count = lookCounter(tab);
  for (let index = 1; index <= movesPerRound; index += 1) {
    const way = ['push', 'swipe', 'replace', 'renew', 'back'][index % 5];
    const to = { way, id: `F${String(index).padStart(10, '0')}`, clip };
    await tab.page.evaluate(`fixtureMove(${JSON.stringify(to)})`);
    await sleep(moveMs);
    await count();
  }
  const looks = await count();
  await tab.close();
  return looks;
}

/** Of the extension's pages: the least of several collections, for one alone leaves what was used a moment ago. */
async function heapAtRest(seam: OpenSeam): Promise<number> {
  const readings: number[] = [];
  for (let reading = 0; reading < 5; reading += 1) {
    readings.push(
      await seam.extensionPage.evaluate(() => {
        (globalThis as unknown as { gc: () => void }).gc();
        const { memory } = performance as unknown as { memory: { usedJSHeapSize: number } };
        return memory.usedJSHeapSize / 1e6;
      }),
    );
    await sleep(400);
  }
  return Math.min(...readings);
}

/** Least squares: what `of` grows by for each thousand looks. */
function slopePerThousand(rests: readonly Rest[], of: (rest: Rest) => number): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = rests.map(({ looks }) => looks / 1000);
  const y = rests.map(of);
  const [meanX, meanY] = [mean(x), mean(y)];
  const across = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0);
  return across / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}

await buildAll();
const counter = resolve(import.meta.dirname, '../fixtures/count-frames.js');
const seam = await openSeam('chromium', {
  browser: { args: ['--js-flags=--expose-gc', '--enable-precise-memory-info'] },
  tamper: async (dir) => {
    const file = join(dir, 'content.js');
    await writeFile(file, (await readFile(counter, 'utf8')) + (await readFile(file, 'utf8')));
  },
});
const rests: Rest[] = [];
try {
  let looks = 0;
  // tsx names inner functions through a helper that a page does not have.
  await seam.extensionPage.evaluate('globalThis.__name = (inner) => inner');
  for (let round = 1; round <= rounds; round += 1) {
    const startMs = Date.now();
    looks += await move(seam);
    const watched = await watchVideos(seam, startMs + roundMs - restMs);
    looks += watched.looks;
    await sleep(restMs);
    const heapMb = await heapAtRest(seam);
    rests.push({
      looks,
      heapMb,
      residentMb: extensionResidentBytes() / 1e6,
      framesOpen: watched.open,
    });
    const row = rests.at(-1)!;
    console.log(
      `round ${round}: ${row.looks} looks, heap ${row.heapMb.toFixed(2)} MB, process ${row.residentMb.toFixed(0)} MB, ${row.framesOpen} frames open`,
    );
  }
  const warm = rests.slice(Math.floor(rests.length * warmUpShare));
  const heapSlope = slopePerThousand(warm, ({ heapMb }) => heapMb);
  const growth = warm.at(-1)!.residentMb / warm[0]!.residentMb - 1;
  console.log(
    `\n${looks} looks, ${rounds * movesPerRound} moves, ${rounds} ends of the engine, errors: ${seam.browser.errors.length}\n` +
      `heap ${heapSlope.toFixed(3)} MB per 1,000 looks (bar .2), process ${(100 * growth).toFixed(1)} % (bar 15), ` +
      `frames open at rest: ${Math.max(...rests.map(({ framesOpen }) => framesOpen))} (bar 0)`,
  );
  const out = resolve(import.meta.dirname, '../../out');
  await mkdir(out, { recursive: true });
  await writeFile(
    resolve(out, 'soak.json'),
    `${JSON.stringify({ rests, heapSlope, growth, errors: seam.browser.errors }, null, 2)}\n`,
  );
} finally {
  await seam.stop();
}
