import { isVideo, type MediaElement, type PixelSource } from '../frames/pixel-source.js';
import type { SampleOutcome } from '../protocol/pixel-port.js';
import type { ReadFile } from '../provenance/read-file.js';
import type { MediaId } from '../shared/ids.js';
import type { Reason } from '../shared/reason.js';
import { EngineLost, type EngineClient } from '../sampling/engine-client.js';
import type { FileReport } from '../shared/file-report.js';
import { momentsOf, ReportFold } from './report-fold.js';
import { fileAsItIs, openFile, seek } from './open-file.js';

export interface CheckOptions {
  readonly samplesPerSecond: number;
  /** Seconds of a video that are looked at, from its start. */
  readonly maxSeconds: number;
}

export interface CheckTools {
  readonly engine: EngineClient;
  readonly pixels: PixelSource;
  /** Where the file is shown while it is looked at; browsers draw only what is in a document. */
  readonly place: Element;
  /** What the file says about itself. Never rejects. */
  readonly readOrigin: (file: File) => Promise<ReadFile>;
  readonly progress: (done: number, total: number) => void;
}

/** The engine's report on one file, and the marks inside it. */
export interface CheckedFile {
  readonly report: FileReport;
  readonly origin: ReadFile;
}

/**
 * Runs one local file through the engine: a picture once at its natural size, a video by seeking; and
 * reads what the file says about itself. Always answers; what could not be read is named.
 */
export async function checkFile(
  file: File,
  options: CheckOptions,
  tools: CheckTools,
): Promise<CheckedFile> {
  const [origin, looked] = await Promise.all([
    tools.readOrigin(file),
    lookAtFile(file, options, tools),
  ]);
  return { origin, report: { ...looked, provenance: { state: 'read', facts: origin.facts } } };
}

async function lookAtFile(file: File, options: CheckOptions, tools: CheckTools): Promise<LookedAt> {
  const ending = new AbortController();
  const { kind, body } = await fileAsItIs(file);
  const fold = new ReportFold();
  const nothing = { fileName: file.name, kind, widthPx: 0, heightPx: 0, durationS: 0 };
  try {
    const opened = await openFile(body, kind, tools.place, ending.signal);
    if (!opened.ok) return finish(nothing, fold, [opened.reason]);
    const { element, durationS } = opened;
    const barred = await lookThrough(element, durationS, options, tools, fold);
    return finish({ ...nothing, ...sizeOf(element), durationS }, fold, barred);
  } finally {
    ending.abort();
  }
}

/** Looks at every moment of the file. Answers what kept it from going on. */
async function lookThrough(
  element: MediaElement,
  durationS: number,
  options: CheckOptions,
  tools: CheckTools,
  fold: ReportFold,
): Promise<readonly Reason[]> {
  const moments = isVideo(element)
    ? momentsOf(durationS, options.samplesPerSecond, options.maxSeconds)
    : [0];
  let mediaId: MediaId | null = null;
  try {
    mediaId = await tools.engine.open(isVideo(element) ? 'video' : 'image');
    let before: SampleOutcome | null = null;
    let blackInRow = 0;
    for (const [index, timeS] of moments.entries()) {
      tools.progress(index, moments.length);
      if (isVideo(element)) await seek(element, timeS);
      const taken = await tools.pixels.take(element);
      if (!taken.ok) {
        fold.refuse(taken.reason ?? 'no-pixels');
        continue;
      }
      const isBlack: boolean = tools.pixels.isBlack([taken.frame.small()]);
      blackInRow = isBlack ? blackInRow + 1 : 0;
      before = await tools.engine.look(mediaId, taken.frame, timeS, before);
      fold.add(before, timeS);
    }
    tools.progress(moments.length, moments.length);
    return blackInRow === moments.length ? ['black-frames'] : [];
  } catch (error) {
    // A broken piece of a file ends its reading; what was seen before stays in the report.
    return [error instanceof EngineLost ? 'engine-unavailable' : 'unsupported-format'];
  } finally {
    if (mediaId !== null) tools.engine.close(mediaId);
  }
}

/** All but what the file says about itself. */
type LookedAt = Omit<FileReport, 'provenance'>;

function finish(
  file: Pick<FileReport, 'fileName' | 'kind' | 'widthPx' | 'heightPx' | 'durationS'>,
  fold: ReportFold,
  more: readonly Reason[],
): LookedAt {
  return {
    ...file,
    looks: fold.looks,
    verdict: fold.verdict,
    reasons: [...new Set([...more, ...fold.reasons])],
    faces: fold.faces(),
    scores: fold.scores,
  };
}

function sizeOf(element: MediaElement): { widthPx: number; heightPx: number } {
  return isVideo(element)
    ? { widthPx: element.videoWidth, heightPx: element.videoHeight }
    : { widthPx: element.naturalWidth, heightPx: element.naturalHeight };
}
