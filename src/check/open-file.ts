import { isVideo, type MediaElement } from '../frames/pixel-source.js';
import { sniffBytes, sniffContainer } from '../provenance/sniff-container.js';
import type { ContainerKind } from '../shared/provenance.js';
import type { Reason } from '../shared/reason.js';
import { limits } from '../shared/limits.js';

/** A local file in an element of this page, or the named reason why it cannot be shown. */
export type OpenedFile =
  | { readonly ok: true; readonly element: MediaElement; readonly durationS: number }
  | { readonly ok: false; readonly reason: Reason };

/** Endings that browsers name no type for. */
const videoEndings = /\.(mp4|m4v|mov|webm|mkv|ogv|avi)$/i;

/** `video` or `image`, by the type that the browser gives and else by the ending. */
export function kindOfFile(file: { readonly name: string; readonly type: string }): MediaKind {
  if (file.type.startsWith('video/')) return 'video';
  if (file.type.startsWith('image/')) return 'image';
  return videoEndings.test(file.name) ? 'video' : 'image';
}
export type MediaKind = 'video' | 'image';

/** The same by what the first bytes announce, whatever the file is called; null where they announce nothing. */
export function kindOfBytes(head: Uint8Array): MediaKind | null {
  const container = sniffContainer(head);
  if (container === null || container === 'wav') return null;
  return videoContainers.has(container) ? 'video' : 'image';
}

const videoContainers: ReadonlySet<ContainerKind> = new Set([
  'mp4',
  'mov',
  'webm',
  'matroska',
  'avi',
]);

/** A file as it is opened: by its bytes, and under no name of another kind, which would keep browsers from reading it. */
export async function fileAsItIs(file: File): Promise<{ kind: MediaKind; body: Blob }> {
  const named = kindOfFile(file);
  // A file that went away after it was chosen fails when it is opened.
  const head = await file
    .slice(0, sniffBytes)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const kind = kindOfBytes(new Uint8Array(head)) ?? named;
  return { kind, body: kind === named ? file : file.slice() };
}

/**
 * Opens a file in a new element under `place`. Abort takes the element out again and frees the
 * file. Never throws.
 */
export async function openFile(
  body: Blob,
  kind: MediaKind,
  place: Element,
  signal: AbortSignal,
): Promise<OpenedFile> {
  const element = document.createElement(kind === 'video' ? 'video' : 'img');
  const address = URL.createObjectURL(body);
  signal.addEventListener('abort', () => {
    element.removeAttribute('src');
    element.remove();
    URL.revokeObjectURL(address);
  });
  place.replaceChildren(element);
  const failed = isVideo(element) ? prepareVideo(element) : null;
  element.src = address;
  try {
    if (isVideo(element)) {
      await failed;
      return { ok: true, element, durationS: await readDuration(element) };
    }
    await element.decode();
    return { ok: true, element, durationS: 0 };
  } catch (error) {
    return { ok: false, reason: error instanceof Late ? 'timeout' : 'unsupported-format' };
  }
}

class Late extends Error {}

function prepareVideo(video: HTMLVideoElement): Promise<unknown> {
  video.muted = true;
  video.preload = 'auto';
  video.playsInline = true;
  return happens(video, 'loadeddata');
}

/** Recordings of browsers claim to be endless until somebody asks for the end. */
async function readDuration(video: HTMLVideoElement): Promise<number> {
  if (Number.isFinite(video.duration)) return video.duration;
  const ended = happens(video, 'durationchange');
  video.currentTime = Number.MAX_SAFE_INTEGER;
  await ended;
  return Number.isFinite(video.duration) ? video.duration : 0;
}

/** Shows the picture at `timeS`. Rejects when the file is broken there or the browser takes too long. */
export async function seek(video: HTMLVideoElement, timeS: number): Promise<void> {
  const arrived = happens(video, 'seeked');
  // `seeked` may come before the picture is on its way to the screen, where it is read from.
  const drawn = new Promise<void>((resolve) => {
    video.requestVideoFrameCallback(() => resolve());
    AbortSignal.timeout(limits.checkDrawnDeadlineMs).addEventListener('abort', () => resolve());
  });
  video.currentTime = timeS;
  await arrived;
  await drawn;
}

function happens(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const { signal } = over;
    const end = (settle: () => void): void => {
      over.abort();
      settle();
    };
    video.addEventListener(event, () => end(resolve), { signal });
    video.addEventListener('error', () => end(() => reject(new Error('unreadable'))), { signal });
    AbortSignal.timeout(limits.checkReadDeadlineMs).addEventListener(
      'abort',
      () => end(() => reject(new Late())),
      { signal },
    );
  });
}
