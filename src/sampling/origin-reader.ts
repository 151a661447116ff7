import { limits } from '../shared/limits.js';
import { notRead, type FileProvenance } from '../shared/provenance.js';
import type { Clock } from './clock.js';
import type { MediaSession } from './media-session.js';

/** Asks the background for line two of one image, by the address that it shows. */
export type ReadProvenance = (mediaId: string, address: string) => Promise<FileProvenance>;

/** The record must be in the background before its picture may be asked for. */
const settleMs = 2 * limits.recordFlushIntervalMs;
const maxTries = 4;

/** Line two of the images of one document. Whether anything may be read is decided in the background. */
export class OriginReader {
  readonly #read: ReadProvenance;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  /** Hosts that nobody switched on: not asked about again for each of hundreds of pictures. */
  readonly #quietHosts = new Set<string>();

  constructor(read: ReadProvenance, clock: Clock, signal: AbortSignal) {
    this.#read = read;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** A person pointed at this image: it is said that its file is being read. */
  point(session: MediaSession): void {
    if (session.kind !== 'image') return;
    session.tellProvenance({ state: 'reading' });
    this.#after(session, 1, (found) => session.tellProvenance(found));
  }

  /** An image came into view on a site that is watched. Silent unless its host was switched on. */
  wonder(session: MediaSession): void {
    if (session.kind !== 'image') return;
    const host = hostOf(session.source);
    if (host === null || this.#quietHosts.has(host)) return;
    this.#after(session, 1, (found) => {
      if (found.state === 'read') session.tellProvenance(found);
      if (found.state === 'not-read') this.#quietHosts.add(host);
    });
  }

  /** The mode or the permissions changed: ask again. */
  forget(): void {
    this.#quietHosts.clear();
  }

  #after(session: MediaSession, tries: number, tell: (found: FileProvenance) => void): void {
    const { source } = session;
    this.#clock.after(settleMs, this.#signal, () => {
      if (session.isClosed || session.source !== source) return;
      const host = hostOf(source);
      if (tries === 1 && host !== null && this.#quietHosts.has(host) && !session.isReading) return;
      void this.#read(session.mediaId, source).then((found) => {
        if (session.isClosed || session.source !== source) return;
        const isEarly = found.state === 'not-readable' && found.why === 'not-reported';
        if (isEarly && tries < maxTries) this.#after(session, tries + 1, tell);
        else tell(isEarly ? notRead : found);
      });
    });
  }
}

/** Host of an address on the web; null for pictures that are written into the page. */
function hostOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host } = new URL(address);
  return protocol === 'https:' ? host : null;
}
