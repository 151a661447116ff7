/**
 * `npm run score -- PATH... --out scores.csv`: files or folders of pictures and videos through the
 * real engine in a headless browser. One row per face of a picture or face track of a video.
 */
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.js';
import { openBrowser } from './browsers/open-browser.js';
import { openCheckPage } from './score/check-page-driver.js';
import { collectFiles } from './score/collect-files.js';
import { csvLine } from './score/csv.js';
import { scoreColumns, scoreRows } from './score/score-rows.js';

const usage = `npm run score -- PATH... [--out scores.csv] [--seconds 60] [--rate 2] [--firefox] [--no-build]
  PATH       pictures, videos, or folders of them
  --seconds  of each video, spread over a longer one; twelve looks at least
  --rate     looks per second of video; up to ten where a short one would get fewer than twelve looks
Exit: 0 all files read, 1 some could not be read, 2 wrong use.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    out: { type: 'string', default: 'scores.csv' },
    seconds: { type: 'string' },
    rate: { type: 'string' },
    firefox: { type: 'boolean', default: false },
    build: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || positionals.length === 0) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

// npm runs scripts in the project's folder; paths belong to where the person stands.
const here = process.env['INIT_CWD'] ?? process.cwd();
let files: readonly string[];
try {
  files = await collectFiles(positionals.map((path) => resolve(here, path)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
if (files.length === 0) {
  console.error('No pictures or videos in the paths given.');
  process.exit(2);
}

if (values.build) await buildAll([values.firefox ? 'firefox' : 'chrome']);
const root = resolve(import.meta.dirname, '../..');
const browser = await openBrowser(values.firefox ? 'firefox' : 'chromium', {
  extensionDir: resolve(root, 'dist', values.firefox ? 'firefox' : 'chrome'),
  headless: true,
});
let unread = 0;
const out = createWriteStream(resolve(here, values.out));
try {
  const page = await openCheckPage(browser, {
    ...(values.rate === undefined ? {} : { samplesPerSecond: Number(values.rate) }),
    ...(values.seconds === undefined ? {} : { maxSeconds: Number(values.seconds) }),
  });
  out.write(csvLine(scoreColumns));
  for (const [index, file] of files.entries()) {
    const report = await page.check(file);
    for (const row of scoreRows(file, report)) out.write(csvLine(row));
    if (report.looks === 0) unread += 1;
    const answer =
      report.looks === 0 ? `not read (${report.reasons.join(', ')})` : report.verdict?.level;
    console.log(`${index + 1}/${files.length} ${report.fileName}: ${answer}`);
  }
} finally {
  await browser.close();
  await new Promise<void>((done) => out.end(done));
}
console.log(`${values.out}: ${files.length} files, ${unread} could not be read`);
process.exitCode = unread === 0 ? 0 : 1;
