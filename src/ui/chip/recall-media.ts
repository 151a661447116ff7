import { requestBackground } from '../../protocol/request.js';
import { limits } from '../../shared/limits.js';
import type { MediaRecord } from '../../shared/media-record.js';
import type { Picture } from '../../shared/picture.js';
import { memorySentence } from '../memory-words.js';
import { isSign } from '../stance.js';
import type { Chip } from './create-chip.js';

/** Asks what this device remembers of each media, once at first and again when there are faces to compare. */
export interface RecallMedia {
  follow(element: Element, record: MediaRecord, nowMs: number): void;
  gone(mediaId: string): void;
}

interface Asked {
  /** When it may be asked again, and how often; infinity: there is nothing to compare with. */
  nextMs: number;
  timesLeft: number;
}

/** `facesOf` gives the kept pictures of a media: some 100 kB each to carry and hash, so not often. */
export function createRecall(
  chip: Pick<Chip, 'remember'>,
  facesOf: (mediaId: string) => readonly Picture[],
  signal: AbortSignal,
): RecallMedia {
  const asked = new Map<string, Asked>();

  async function ask(
    element: Element,
    { site, contentId, mediaId }: MediaRecord,
    faces: readonly Picture[],
    nowMs: number,
  ): Promise<void> {
    const state = asked.get(mediaId) ?? { nextMs: 0, timesLeft: limits.recallsPerMedia };
    asked.set(mediaId, { nextMs: Infinity, timesLeft: state.timesLeft - 1 });
    const body = { site, contentId, mediaId, faces: [...faces] };
    const answer = await requestBackground('memory/recall', body, signal);
    if (!answer.ok || !asked.has(mediaId)) return;
    const recalled = answer.value;
    chip.remember(element, { isQuiet: recalled.isQuiet, sentence: () => memorySentence(recalled) });
    const mayBeAlike = recalled.hasHashes && recalled.alike === null && state.timesLeft > 1;
    const nextMs = mayBeAlike ? nowMs + limits.recallIntervalMs : Infinity;
    asked.set(mediaId, { nextMs, timesLeft: state.timesLeft - 1 });
  }

  return {
    follow(element, record, nowMs) {
      const isWorth =
        record.kind === 'video' || (record.verdict !== null && isSign(record.verdict.level));
      if (!isWorth) return;
      const state = asked.get(record.mediaId);
      if (state === undefined) {
        void ask(element, record, [], nowMs);
        return;
      }
      if (nowMs < state.nextMs) return;
      const faces = facesOf(record.mediaId);
      if (faces.length > 0) void ask(element, record, faces, nowMs);
    },
    gone: (mediaId) => void asked.delete(mediaId),
  };
}
