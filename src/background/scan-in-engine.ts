import { requestEngine } from '../protocol/request.js';
import { readTrustLists } from '../provenance/c2pa/trust-list-store.js';
import { readFile, type ProvenanceWorkers } from '../provenance/read-file.js';
import type { FileProvenance } from '../shared/provenance.js';

/** Reads what a file says about itself, where workers can be started. Never rejects. */
export type ScanFile = (file: Blob, mediaType: string) => Promise<FileProvenance>;

/** Chromium: a service worker starts no workers, so the bytes go to the offscreen document. */
export function scanInEnginePage(ensureEngine: () => Promise<void>): ScanFile {
  return async (file, mediaType) => {
    try {
      await ensureEngine();
    } catch {
      return { state: 'not-readable', why: 'unavailable' };
    }
    const lists = [...(await readTrustLists())];
    const reply = await requestEngine(
      'provenance/scan',
      { file, mediaType: mediaType.slice(0, 512), lists },
      new AbortController().signal,
    );
    return reply.ok ? reply.value.provenance : { state: 'not-readable', why: 'unavailable' };
  };
}

/** Firefox: the event page is a page and starts them itself. */
export function scanHere(workers: ProvenanceWorkers): ScanFile {
  return async (file, mediaType) => {
    const { facts } = await readFile(workers, { file, mediaType }, await readTrustLists());
    return { state: 'read', facts };
  };
}
