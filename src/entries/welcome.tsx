/** The page that opens after the installation: wiring only. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import { checkFile } from '../check/check-file.js';
import { EngineClient } from '../check/engine-client.js';
import { recordOfReport } from '../check/record-of-report.js';
import { createPixelSource } from '../frames/pixel-source.js';
import { pixelPortName } from '../protocol/pixel-port.js';
import { requestBackground } from '../protocol/request.js';
import { bundledCatalog } from '../shared/bundled-catalog.js';
import { limits } from '../shared/limits.js';
import { openPage } from '../ui/open-page.js';
import { readTestFigures, type FiguresByModel } from '../ui/verdict/test-figures.js';
import type { TestClipProps } from '../ui/welcome/test-clip.js';
import { Welcome } from '../ui/welcome/welcome.js';
import { say } from '../ui/words.js';

const clipUrl = browser.runtime.getURL('demo/test-clip.mp4');
const engine = new EngineClient(async () => {
  await requestBackground('engine/ensure', {}, new AbortController().signal);
  return browser.runtime.connect({ name: pixelPortName });
});
const pixels = createPixelSource(!clipUrl.startsWith('moz-extension:'));
const options = {
  samplesPerSecond: limits.checkSamplesPerSecond,
  maxSeconds: limits.checkMaxSeconds,
};
const figures: FiguresByModel = new Map(
  bundledCatalog.models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);

const check: TestClipProps['check'] = async (place, progress) => {
  const clip = new File([await (await fetch(clipUrl)).blob()], say('welcome_clip_name'), {
    type: 'video/mp4',
  });
  const report = await checkFile(clip, options, { engine, pixels, place, progress });
  return recordOfReport(report, 1);
};

void openPage(
  () => say('welcome_title'),
  () => render(<Welcome clipUrl={clipUrl} figures={figures} check={check} />, document.body),
);
