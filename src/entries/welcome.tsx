/** The page that opens after the installation: wiring only. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import { createFileChecker } from '../check/create-file-checker.js';
import { recordOfReport } from '../check/record-of-report.js';
import { bundledCatalog } from '../shared/bundled-catalog.js';
import { limits } from '../shared/limits.js';
import { openPage } from '../ui/open-page.js';
import { readTestFigures, type FiguresByModel } from '../shared/test-figures.js';
import type { TestClipProps } from '../ui/welcome/test-clip.js';
import { Welcome } from '../ui/welcome/welcome.js';
import { say } from '../ui/words.js';

const clipUrl = browser.runtime.getURL('demo/test-clip.mp4');
const checkClip = createFileChecker({
  samplesPerSecond: limits.checkSamplesPerSecond,
  maxLooks: limits.checkMostLooks,
});
const figures: FiguresByModel = new Map(
  bundledCatalog.models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);

const check: TestClipProps['check'] = async (place, progress) => {
  const bytes = await (await fetch(clipUrl)).blob();
  const clip = new File([bytes], say('welcome_clip_name'), { type: 'video/mp4' });
  const whole = { before: null, extent: 'some', signal: new AbortController().signal } as const;
  const checked = await checkClip(clip, { place, progress, ...whole });
  if (checked === null) throw new Error('nobody stops the test clip');
  return recordOfReport(checked.report, 1);
};

void openPage(
  () => say('welcome_title'),
  () => render(<Welcome clipUrl={clipUrl} figures={figures} check={check} />, document.body),
);
