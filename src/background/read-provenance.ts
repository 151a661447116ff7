import { notRead, type FileProvenance } from '../shared/provenance.js';
import { limits } from '../shared/limits.js';
import { vetAddress } from '../shared/vet-address.js';
import { Lane } from './lane.js';
import type { AddressBytes } from './read-address.js';

/** What a document says of one of its pictures; tab and frame come from the browser. */
export interface PictureRequest {
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string;
  readonly mediaId: string;
  /** What the picture shows now, as its own document reports it. */
  readonly address: string;
}

export interface ProvenanceTools {
  /** Whether that document of that frame has told us about this picture. */
  readonly isReported: (request: PictureRequest) => Promise<boolean>;
  readonly takeGesture: (request: PictureRequest) => Promise<boolean>;
  readonly isHostAllowed: (address: string) => Promise<boolean>;
  readonly readAddress: (address: string) => Promise<AddressBytes>;
  readonly scan: (file: Blob, mediaType: string) => Promise<FileProvenance>;
}

/**
 * Line two for pictures of pages. Asks the network only for the picture that a person pointed at, or for
 * hosts that the person switched on; two at a time, and each address once while this page lives.
 */
export function createProvenanceReader(
  tools: ProvenanceTools,
): (request: PictureRequest) => Promise<FileProvenance> {
  const lane = new Lane(limits.addressReadsAtOnce, limits.maxQueuedSamples);
  const known = new Map<string, Promise<FileProvenance>>();

  async function read(address: string): Promise<FileProvenance> {
    const done = await lane.run(async (): Promise<FileProvenance> => {
      const bytes = await tools.readAddress(address);
      if (bytes.ok) return tools.scan(bytes.file, bytes.mediaType);
      const { why } = bytes;
      return why === 'host-not-allowed'
        ? { state: 'not-readable', why, host: new URL(address).hostname }
        : { state: 'not-readable', why };
    });
    return done ?? notRead;
  }

  return async (request) => {
    const { address } = request;
    const refused = vetAddress(address);
    if (refused !== null) return { state: 'not-readable', why: refused };
    if (!(await tools.isReported(request))) return { state: 'not-readable', why: 'not-reported' };
    const isAsked = await tools.takeGesture(request);
    if (!isAsked && !(await tools.isHostAllowed(address))) return notRead;
    const before = known.get(address);
    if (before !== undefined) return before;
    const reading = read(address);
    known.set(address, reading);
    if (known.size > maxKnown) known.delete(known.keys().next().value ?? '');
    // Only what was read is kept: a failure may pass.
    void reading.then(({ state }) => {
      if (state !== 'read') known.delete(address);
    });
    return reading;
  };
}

const maxKnown = 500;
