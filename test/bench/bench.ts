/**
 * `npm run bench`: what Seam costs, in one run, against the bars of the project; prints a table and
 * writes `out/bench.json`. Chromium on Linux. Other load on the machine shows: trust the ratios.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openBrowser } from '../../src/cli/browsers/open-browser.js';
import type { DrivenBrowser, DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { buildAll } from '../../src/cli/build.js';
import { watchItem } from '../../src/cli/gallery/watch-item.js';
import { closeWelcome, copyWithOrigins, watchOrigins } from '../../src/cli/grant-origins.js';
import { tableLines } from '../../src/cli/print-table.js';
import { make1080pClip, serveBenchSite } from './bench-site.js';
import { measureEngine } from './measure-engine.js';
import { measureFreeze } from './measure-freeze.js';
import { measurePackage } from './measure-package.js';
import { measureNotice } from './measure-notice.js';
import { measurePopup } from './measure-popup.js';
import { measureScans } from './measure-scans.js';
import { measureWatching, type WatchingCost } from './measure-watching.js';
import { nativeClassifierMs } from './native-classifier.js';
import { extensionResidentBytes, totalCpuMs } from './processes.js';

interface Row {
  readonly what: string;
  readonly value: string;
  readonly bar: string;
  readonly holds: boolean | null;
}
const rows: Row[] = [];
const add = (what: string, value: string, bar: string, holds: boolean | null): void => {
  rows.push({ what, value, bar, holds });
  console.log(`${what}: ${value}`);
};
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
/** Fresh browsers per figure; medians over them. */
const rounds = Math.max(1, Number(options.rounds));
const engineRuns = 40;
/** Opens of the popup, and verdicts shown. */
const interfaceRuns = 9;
const quietTabs = 10;
const quietMs = 10_000;

const { chromeDir, firefoxDir } = await buildAll();
for (const [name, dir] of [
  ['Chromium', chromeDir],
  ['Firefox', firefoxDir],
] as const) {
  const { zippedBytes, provenanceBytes } = await measurePackage(dir);
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
  add(`Package ${name}, zipped`, mb(zippedBytes), '<= 16 MB', zippedBytes <= 16e6);
  add(`Package ${name}, of which for marks and credentials`, mb(provenanceBytes), '', null);
}

for (const { name, medianMs, readBytes, sizeBytes, barMs } of await measureScans()) {
  const kb = (count: number): string => `${Math.round(count / 1000)} kB`;
  add(
    `Byte scan, ${name}`,
    `${medianMs.toFixed(2)} ms, read ${kb(readBytes)} of ${kb(sizeBytes)}`,
    barMs === null ? '' : `<= ${barMs} ms`,
    barMs === null ? null : medianMs <= barMs,
  );
}

// What a person waits for: the popup with its answer, and the notice after a verdict.
const [popupMs = []] = await measurePopup([chromeDir], interfaceRuns);
const noticeMs = await measureNotice(interfaceRuns);
for (const [what, timesMs] of [
  ['Popup open to first content', popupMs],
  ['Notice changed after a verdict', noticeMs],
] as const) {
  add(what, `${median(timesMs).toFixed(0)} ms`, '<= 100 ms', median(timesMs) <= 100);
}

const clip = make1080pClip();
if (clip === null) console.log('ffmpeg is missing: the 1080p rows are skipped.');
const site = await serveBenchSite(clip ?? resolve('public/demo/astronaut-forged-blend.mp4'));
const copy = await copyWithOrigins(chromeDir, [site.origin]);

async function withBrowser<Result>(
  hasSeam: boolean,
  args: readonly string[],
  use: (browser: DrivenBrowser, extensionPage: DrivenPage | null) => Promise<Result>,
): Promise<Result> {
  const extensionDir = hasSeam ? copy.dir : null;
  const browser = await openBrowser('chromium', { extensionDir, headless: true, args });
  try {
    if (!hasSeam) return await use(browser, null);
    const extensionPage = await browser.openExtensionPage('src/entries/check.html');
    await closeWelcome(extensionPage);
    await watchOrigins(extensionPage, [site.origin]);
    return await use(browser, extensionPage);
  } finally {
    await browser.close();
  }
}

// Time to the first answer, each in a fresh browser: the engine starts cold.
const toState: number[] = [];
const toLevel: number[] = [];
for (let round = 0; round < rounds; round++) {
  await withBrowser(true, [], async (browser, extensionPage) => {
    if (extensionPage === null) return;
    const item = await watchItem(browser, extensionPage, `${site.origin}/watch`, 30_000, (record) =>
      (record.verdict?.tracks ?? []).some(({ framesGood }) => framesGood >= 9),
    );
    toState.push(item.toStateMs ?? Number.POSITIVE_INFINITY);
    toLevel.push(item.toLevelMs ?? Number.POSITIVE_INFINITY);
  });
}
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
add('Checking state shown', seconds(median(toState)), '<= 1 s', median(toState) <= 1000);
add('First level, engine cold', seconds(median(toLevel)), '<= 5 s', median(toLevel) <= 5000);

// A 1080p video with and without Seam, in turns.
if (clip !== null) {
  const base: WatchingCost[] = [];
  const seam: WatchingCost[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const hasSeam of [false, true]) {
      const cost = await withBrowser(hasSeam, [], (browser, extensionPage) =>
        measureWatching(browser, extensionPage, `${site.origin}/watch`),
      );
      (hasSeam ? seam : base).push(cost);
    }
  }
  const of = (costs: readonly WatchingCost[], pick: (cost: WatchingCost) => number): number =>
    median(costs.map(pick));
  const baseCpu = of(base, (cost) => cost.cpuMsPerS);
  const seamCpu = of(seam, (cost) => cost.cpuMsPerS);
  const rate = of(seam, (cost) => cost.samplesPerS);
  const perSample = (seamCpu - baseCpu) / rate;
  const mainMs = of(seam, (cost) => cost.mainThreadMsMedian ?? Number.NaN);
  add('Page main thread per sample, 1080p', `${mainMs.toFixed(1)} ms`, '<= 4 ms', mainMs <= 4);
  const longTasks = of(seam, (cost) => cost.longTasks) - of(base, (cost) => cost.longTasks);
  add('Long tasks over 50 ms beyond the base', `${longTasks}`, '0', longTasks <= 0);
  add(
    'Extra CPU, 1080p30',
    `${(seamCpu - baseCpu).toFixed(0)} ms/s at ${rate.toFixed(2)} samples/s (${baseCpu.toFixed(0)} -> ${seamCpu.toFixed(0)}, x${(seamCpu / baseCpu).toFixed(2)})`,
    '',
    null,
  );
  add(
    'Extra CPU at 2 samples/s',
    `${(2 * perSample).toFixed(0)} ms/s`,
    '<= 90 ms/s',
    2 * perSample <= 90,
  );
  const dropped = of(seam, (cost) => cost.droppedShare) - of(base, (cost) => cost.droppedShare);
  add(
    'Dropped frames beyond the base',
    `${(100 * dropped).toFixed(2)} %`,
    '<= 1 %',
    dropped <= 0.01,
  );
  const roundTrip = of(seam, (cost) => cost.roundTripMsMedian ?? Number.NaN);
  add('Round trip of a sample', `${roundTrip.toFixed(0)} ms`, '', null);
}

// Freezing ten frames of the playing 1080p video, in both browsers.
if (clip !== null) {
  for (const [name, dir] of [
    ['chromium', chromeDir],
    ['firefox', firefoxDir],
  ] as const) {
    try {
      const costs = await measureFreeze(name, dir, `${site.origin}/watch`, rounds);
      const tookMs = median(costs.map((cost) => cost.tookMs));
      const threadMs = median(costs.map((cost) => cost.pageThreadMs));
      const dropped = median(costs.map((cost) => cost.dropped));
      const what = `Freeze of 10 frames, 1080p, ${name}`;
      add(what, seconds(tookMs), '<= 1.5 s', tookMs <= 1500);
      add(`${what}: page main thread`, `${threadMs.toFixed(0)} ms`, '<= 100 ms', threadMs <= 100);
      add(`${what}: frames dropped`, `${dropped}`, '0', dropped <= 0);
    } catch (error) {
      add(`Freeze of 10 frames, 1080p, ${name}`, String(error), '<= 1.5 s', false);
    }
  }
}

// Quiet tabs: text only, nothing to look at.
const quiet = async (hasSeam: boolean): Promise<number> =>
  withBrowser(hasSeam, [], async (browser) => {
    const pages: DrivenPage[] = [];
    for (let i = 0; i < quietTabs; i++) pages.push(await browser.openPage(`${site.origin}/empty`));
    await sleep(5000);
    const beforeMs = totalCpuMs();
    await sleep(quietMs);
    return (totalCpuMs() - beforeMs) / (quietMs / 1000);
  });
const [quietBase, quietSeam] = [await quiet(false), await quiet(true)];
add(
  `Idle, ${quietTabs} tabs`,
  `${quietSeam.toFixed(1)} ms/s (without Seam ${quietBase.toFixed(1)})`,
  '< 10 ms/s more',
  quietSeam - quietBase < 10,
);

// Memory of the extension process, before and after the worker holds detector and classifier.
await withBrowser(true, [], async (browser, extensionPage) => {
  if (extensionPage === null) return;
  await extensionPage.evaluate(() =>
    chrome.runtime.sendMessage({ seam: 'engine/ensure', body: {} }),
  );
  await sleep(3000);
  const emptyMb = extensionResidentBytes() / 1e6;
  await watchItem(browser, extensionPage, `${site.origin}/watch`, 30_000, (record) =>
    (record.verdict?.tracks ?? []).some(({ framesGood }) => framesGood >= 12),
  );
  const engineMb = extensionResidentBytes() / 1e6 - emptyMb;
  add(
    'Engine memory above an empty engine page',
    `${engineMb.toFixed(0)} MB (over ${emptyMb.toFixed(0)})`,
    '<= 220 MB',
    engineMb <= 220,
  );
});

// The worker alone, beside native ONNX Runtime in the same minute.
const wasm = await withBrowser(true, [], (_browser, extensionPage) => {
  if (extensionPage === null) throw new Error('no extension page');
  return measureEngine(extensionPage, 'wasm', engineRuns);
});
const nativeMs = await nativeClassifierMs(engineRuns);
add('Engine start, cold', seconds(wasm.startMs), '', null);
add(
  'Detector, 768x768',
  `${wasm.detectMsMedian.toFixed(1)} ms, without a face ${wasm.detectNothingMsMedian.toFixed(1)} ms`,
  '',
  null,
);
add(
  'Classifier per face, WASM 1 thread, crop included',
  `${wasm.classifyMsMedian.toFixed(1)} ms (native ${nativeMs.toFixed(1)}, x${(wasm.classifyMsMedian / nativeMs).toFixed(1)})`,
  '<= 26 ms',
  wasm.classifyMsMedian <= 26,
);
try {
  const webgpu = await withBrowser(true, ['--enable-unsafe-webgpu'], (_browser, extensionPage) => {
    if (extensionPage === null) throw new Error('no extension page');
    return measureEngine(extensionPage, 'webgpu', 2);
  });
  const gap = Math.max(
    ...webgpu.logits.map((logit, i) => Math.abs(logit - (wasm.logits[i] ?? NaN))),
  );
  const isWebgpu = webgpu.backend === 'webgpu';
  add(
    `Logits, ${webgpu.backend} (software) against wasm`,
    gap.toExponential(1),
    '<= 1e-2',
    isWebgpu && gap <= 1e-2,
  );
} catch (error) {
  add('Logits, webgpu against wasm', String(error), '<= 1e-2', false);
}

site.stop();
await copy.remove();
const [load = 0] = loadavg();
console.log(
  `\n${tableLines(
    ['what', 'measured', 'bar', 'holds'],
    rows.map(({ what, value, bar, holds }) => [
      what,
      value,
      bar,
      holds === null ? '' : holds ? 'yes' : 'NO',
    ]),
  ).join(
    '\n',
  )}\n\nLoad of the machine at the end: ${load.toFixed(1)}. Zero network: npm run browsers.`,
);
const out = resolve(import.meta.dirname, '../../out');
await mkdir(out, { recursive: true });
await writeFile(resolve(out, 'bench.json'), `${JSON.stringify({ load, rows }, null, 2)}\n`);
