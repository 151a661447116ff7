/** The page that checks local files: wiring only. `?seconds=` and `?rate=` bound the looks at a video. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import rawCatalog from '../../models/catalog.json';
import { checkFile } from '../check/check-file.js';
import { CheckPage } from '../check/check-page.js';
import { EngineClient } from '../sampling/engine-client.js';
import type { FileReport } from '../shared/file-report.js';
import { createPixelSource } from '../frames/pixel-source.js';
import { pixelPortName } from '../protocol/pixel-port.js';
import { requestBackground } from '../protocol/request.js';
import { readFile } from '../provenance/read-file.js';
import { startBytesWorker, startCredentialWorker } from '../provenance/start-workers.js';
import { parseCatalog } from '../shared/catalog.js';
import { limits } from '../shared/limits.js';
import { openPage } from '../ui/open-page.js';
import { readTestFigures, type FiguresByModel } from '../ui/verdict/test-figures.js';
import { say } from '../ui/words.js';

const query = new URLSearchParams(location.search);
const options = {
  samplesPerSecond: positive(query.get('rate')) ?? limits.checkSamplesPerSecond,
  maxSeconds: positive(query.get('seconds')) ?? limits.checkMaxSeconds,
};
const engine = new EngineClient(async () => {
  await requestBackground('engine/ensure', {}, new AbortController().signal);
  return browser.runtime.connect({ name: pixelPortName });
});
const isFirefox = browser.runtime.getURL('').startsWith('moz-extension:');
const pixels = createPixelSource(!isFirefox);
const workers = { startScan: startBytesWorker, startVerify: startCredentialWorker };
const readOrigin = (file: File) =>
  readFile(workers, { file, fileName: file.name, mediaType: file.type }, []);
const figures: FiguresByModel = new Map(
  parseCatalog(rawCatalog).models.map(({ id, measured }) => [id, readTestFigures(measured)]),
);

/** Read by `npm run score`, which drives this page from outside. */
const reports: FileReport[] = [];
Object.assign(globalThis, { seamReports: reports });

const draw = (): void =>
  render(
    <CheckPage
      figures={figures}
      check={(file, place, progress) =>
        checkFile(file, options, { engine, pixels, place, progress, readOrigin })
      }
      reported={(report) => reports.push(report)}
    />,
    document.body,
  );
void openPage(() => say('check_title'), draw);

function positive(text: string | null): number | null {
  const value = Number(text);
  return text !== null && Number.isFinite(value) && value > 0 ? value : null;
}
