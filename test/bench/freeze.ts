/** Cost of freezing alone: `npx tsx test/bench/freeze.ts [chromium|firefox]`. `npm run bench` has the same rows. */
import { resolve } from 'node:path';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { buildAll } from '../../src/cli/build.js';
import { make1080pClip, serveBenchSite } from './bench-site.js';
import { measureFreeze } from './measure-freeze.js';

const clip = make1080pClip();
if (clip === null) throw new Error('ffmpeg is missing');
const { chromeDir, firefoxDir } = await buildAll();
const site = await serveBenchSite(resolve(clip));
for (const name of browserNames.filter((one) => (process.argv[2] ?? one) === one)) {
  const dir = name === 'chromium' ? chromeDir : firefoxDir;
  for (const cost of await measureFreeze(name, dir, `${site.origin}/watch`, 5)) {
    const { tookMs, frames, ownThreadMs, pageThreadMs, dropped } = cost;
    const thread = `${pageThreadMs.toFixed(0)} ms of page thread (own count ${ownThreadMs.toFixed(0)})`;
    console.log(
      `${name}: ${frames} frames, ${tookMs.toFixed(0)} ms, ${thread}, ${dropped} dropped`,
    );
  }
}
site.stop();
