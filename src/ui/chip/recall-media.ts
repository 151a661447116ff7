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
    record: MediaRecord,
    faces: readonly Picture[],
    nowMs: number,
  ): Promise<void> {
    const { site, contentId, mediaId } = record;
    const state = asked.get(mediaId) ?? { nextMs: 0, timesLeft: limits.recallsPerMedia };
    asked.set(mediaId, { nextMs: Infinity, timesLeft: state.timesLeft - 1 });
    const body = { site, contentId, mediaId, faces: [...faces] };
    const answer = await requestBackground('memory/recall', body, signal);
    if (!asked.has(mediaId)) return;
    const recalled = answer.ok ? answer.value : null;
    const mayBeAlike =
      recalled?.hasHashes === true && recalled.alike === null && state.timesLeft > 1;
    const nextMs = mayBeAlike ? nowMs + limits.recallIntervalMs : Infinity;
    asked.set(mediaId, { nextMs, timesLeft: state.timesLeft - 1 });
    if (mayBeAlike && record.kind === 'image' && faces.length === 0) {
      // A picture has all its faces by now, and nothing need change of it later.
      const all = facesOf(mediaId);
      if (all.length > 0) return ask(element, record, all, nowMs);
    }
    chip.remember(element, {
      isQuiet: recalled?.isQuiet === true,
      sentence: () => (recalled === null ? '' : memorySentence(recalled)),
    });
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
