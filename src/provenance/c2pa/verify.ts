import init, { WasmReader } from '@contentauth/c2pa-wasm';
import { caps } from '../caps.js';
import type { ContainerKind } from '../report.js';
import { decideStanding } from './decide-standing.js';
import type { C2paVerification, TrustList } from './verification.js';
import { unreadable } from './verification.js';

/** Names that the library knows the containers by. WebM and Matroska carry no manifests. */
const mediaTypes: Readonly<Partial<Record<ContainerKind, string>>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  tiff: 'image/tiff',
  'jpeg-xl': 'image/jxl',
  avif: 'image/avif',
  heif: 'image/heif',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  avi: 'video/x-msvideo',
  wav: 'audio/wav',
};

export type VerifyFile = (
  file: Blob,
  container: ContainerKind,
  lists: readonly TrustList[],
) => Promise<C2paVerification>;

/**
 * Opens the verifier. Must run in a dedicated worker, because the library reads blobs synchronously.
 *
 * @param loadBinary the 9 MB of WebAssembly, called once, with the first file
 */
export function openVerifier(loadBinary: () => Promise<BufferSource>): VerifyFile {
  let started: Promise<unknown> | null = null;
  return async (file, container, lists) => {
    const mediaType = mediaTypes[container];
    if (mediaType === undefined) return unreadable;
    try {
      started ??= loadBinary().then((binary) => init({ module_or_path: binary }));
      await started;
      const settings = JSON.stringify(settingsFor(lists));
      const reader = await WasmReader.fromBlob(mediaType, file, settings);
      try {
        const json = reader.json();
        return json.length > caps.manifestBytes
          ? unreadable
          : decideStanding(JSON.parse(json), lists.length > 0);
      } finally {
        reader.free();
      }
    } catch {
      // The library throws for anything it cannot take apart; its texts quote the file.
      return unreadable;
    }
  };
}

/** Nothing is asked from anywhere: a manifest's address or a revocation check would be a beacon. */
export function settingsFor(lists: readonly TrustList[]): Record<string, unknown> {
  const join = (isLegacy: boolean): string =>
    lists
      .filter((list) => list.isLegacy === isLegacy)
      .map((list) => list.pem)
      .join('\n');
  const [current, legacy] = [join(false), join(true)];
  return {
    trust: {
      ...(current === '' ? {} : { trust_anchors: current }),
      ...(legacy === '' ? {} : { user_anchors: legacy }),
    },
    verify: {
      verify_after_reading: true,
      verify_trust: true,
      verify_timestamp_trust: true,
      remote_manifest_fetch: false,
      ocsp_fetch: false,
    },
    core: { allowed_network_hosts: [], decode_identity_assertions: false },
  };
}
