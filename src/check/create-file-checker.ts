import browser from 'webextension-polyfill';
import { createPixelSource } from '../frames/pixel-source.js';
import { pixelPortName } from '../protocol/pixel-port.js';
import { requestBackground } from '../protocol/request.js';
import { readTrustLists } from '../provenance/c2pa/trust-list-store.js';
import { readFile } from '../provenance/read-file.js';
import { startBytesWorker, startCredentialWorker } from '../provenance/start-workers.js';
import { EngineClient } from '../sampling/engine-client.js';
import { checkFile, type CheckedFile, type CheckOptions } from './check-file.js';

/** Looks at one file, drawn under `place` meanwhile. */
export type FileChecker = (
  file: File,
  place: Element,
  progress: (done: number, total: number) => void,
) => Promise<CheckedFile>;

/** The way of a local file through the engine and the readers of marks, as every page of ours goes it. */
export function createFileChecker(options: CheckOptions): FileChecker {
  const engine = new EngineClient(async () => {
    await requestBackground('engine/ensure', {}, new AbortController().signal);
    return browser.runtime.connect({ name: pixelPortName });
  });
  const isFirefox = browser.runtime.getURL('').startsWith('moz-extension:');
  const pixels = createPixelSource(!isFirefox);
  const workers = { startScan: startBytesWorker, startVerify: startCredentialWorker };
  const readOrigin: Parameters<typeof checkFile>[2]['readOrigin'] = async (file) =>
    readFile(
      workers,
      { file, fileName: file.name, mediaType: file.type },
      // Without a list nobody is trusted; the file is read all the same.
      await readTrustLists().catch(() => []),
    );
  return (file, place, progress) =>
    checkFile(file, options, { engine, pixels, place, progress, readOrigin });
}
