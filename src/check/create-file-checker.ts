import browser from 'webextension-polyfill';
import { createPixelSource } from '../frames/pixel-source.js';
import { pixelPortName } from '../protocol/pixel-port.js';
import { requestBackground } from '../protocol/request.js';
import { readTrustLists } from '../provenance/c2pa/trust-list-store.js';
import { readFile } from '../provenance/read-file.js';
import { startBytesWorker, startCredentialWorker } from '../provenance/start-workers.js';
import { EngineClient } from '../sampling/engine-client.js';
import {
  checkFile,
  type CheckedFile,
  type CheckJob,
  type CheckOptions,
  type CheckTools,
} from './check-file.js';

/** One pass over one file; null when it was stopped at once. */
export type FileChecker = (file: File, job: CheckJob) => Promise<CheckedFile | null>;

/** The way of a local file through the engine and the readers of marks, as every page of ours goes it. */
export function createFileChecker(options: CheckOptions): FileChecker {
  const engine = new EngineClient(async () => {
    await requestBackground('engine/ensure', {}, new AbortController().signal);
    return browser.runtime.connect({ name: pixelPortName });
  });
  const isFirefox = browser.runtime.getURL('').startsWith('moz-extension:');
  const pixels = createPixelSource(!isFirefox);
  const workers = { startScan: startBytesWorker, startVerify: startCredentialWorker };
  const readOrigin: CheckTools['readOrigin'] = async (file) =>
    readFile(
      workers,
      { file, fileName: file.name, mediaType: file.type },
      // Without a list nobody is trusted; the file is read all the same.
      await readTrustLists().catch(() => []),
    );
  return (file, job) => checkFile(file, job, options, { engine, pixels, readOrigin });
}
