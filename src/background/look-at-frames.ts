import { planarFrame } from '../frames/planar-frame.js';
import { upright } from '../frames/orientation.js';
import type { RetainedFrame } from '../frames/retained-frame.js';
import type { SeenFace } from '../evidence/capture/capture-picture.js';
import type { SampleOutcome } from '../protocol/pixel-port.js';
import { EngineClient, type ClientPort } from '../sampling/engine-client.js';
import type { MediaId } from '../shared/ids.js';
import { limits } from '../shared/limits.js';
import type { Picture } from '../shared/picture.js';

/** Connects this page to the engine as a page of the extension, which also gets the numbers. */
export type Connect = () => Promise<ClientPort>;

export interface Looks {
  /** Faces of one whole frame with the model's numbers; null when the engine gives no answer in time. */
  readonly look: (picture: Picture, mediaTimeS: number) => Promise<readonly SeenFace[] | null>;
  readonly close: () => void;
}

/** The engine as seen by one freeze, and by nobody else meanwhile: frames one after the other, under one deadline for all of them. */
export function openLooks(connect: Connect, kind: 'video' | 'image'): Looks {
  let port: ClientPort | null = null;
  const client = new EngineClient(async () => (port = await connect()));
  // Alone, because a person waits.
  const media = client.open(kind, true).catch(() => null);
  const deadline = AbortSignal.timeout(limits.freezeScoresDeadlineMs);
  const late = new Promise<null>((resolve) =>
    deadline.addEventListener('abort', () => resolve(null), { once: true }),
  );
  let before: SampleOutcome | null = null;
  // One after the other: of two waiting samples of one media the engine keeps the newer.
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (picture: Picture, mediaTimeS: number): Promise<SampleOutcome | null> => {
    const mediaId: MediaId | null = await media;
    if (mediaId === null || deadline.aborted) return null;
    try {
      const outcome = await client.look(mediaId, retained(picture), mediaTimeS, before);
      before = outcome.refused === null ? outcome : null;
      return outcome;
    } catch {
      // The engine went away: the scores of this frame are missing, and the log says so.
      return null;
    }
  };
  return {
    async look(picture, mediaTimeS) {
      const asked = last.then(() => ask(picture, mediaTimeS));
      last = asked;
      const outcome = await Promise.race([asked, late]);
      if (outcome?.refused !== null) return null;
      return (outcome.detail ?? []).map(({ box, logits, score }) => ({ box, logits, score }));
    },
    close: () => port?.disconnect(),
  };
}

function retained(picture: Picture): RetainedFrame {
  const { format, widthPx, heightPx, data: bytes } = picture;
  const colour =
    picture.format === 'I420'
      ? { matrix: picture.matrix, fullRange: picture.fullRange }
      : { matrix: 'bt709' as const, fullRange: true };
  return planarFrame(
    { layout: format, bytes, widthPx, heightPx, orientation: upright, ...colour },
    () => undefined,
  );
}
