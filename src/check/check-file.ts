import { isVideo, type MediaElement, type PixelSource } from '../frames/pixel-source.js';
import type { SampleOutcome } from '../protocol/pixel-port.js';
import type { ReadFile } from '../provenance/read-file.js';
import type { Reason } from '../shared/reason.js';
import { EngineLost, type EngineClient } from '../sampling/engine-client.js';
import type { FileReport } from '../shared/file-report.js';
import {
  joinStretches,
  lookedAtOf,
  withoutUnseenPictures,
  type StretchReport,
} from './join-stretches.js';
import {
  momentS,
  nextStretches,
  planLooks,
  type Extent,
  type LookPlan,
  type Stretch,
} from './look-plan.js';
import { ReportFold } from './report-fold.js';
import { fileAsItIs, openFile, seek } from './open-file.js';

export interface CheckOptions {
  readonly samplesPerSecond: number;
  /** Looks at one video before the person is asked whether to go on. */
  readonly maxLooks: number;
}

/** One pass over a file. */
export interface CheckJob {
  /** Where the file is shown while it is looked at; browsers draw only what is in a document. */
  readonly place: Element;
  readonly progress: (done: number, total: number) => void;
  /** What was found before, which this pass adds to. */
  readonly before: CheckedFile | null;
  readonly extent: Extent;
  /** Abort ends the pass after the look that is under way; what was seen stays. */
  readonly signal: AbortSignal;
}

export interface CheckTools {
  readonly engine: Pick<EngineClient, 'open' | 'close' | 'look'>;
  readonly pixels: PixelSource;
  /** What the file says about itself. Never rejects. */
  readonly readOrigin: (file: File) => Promise<ReadFile>;
}

/** The engine's report on one file, and the marks inside it. */
export interface CheckedFile {
  readonly report: FileReport;
  readonly origin: ReadFile;
  /** What the report was made of. */
  readonly stretches: readonly StretchReport[];
}

/**
 * Runs one local file through the engine: a picture once at its natural size, a video by seeking; and
 * reads what the file says about itself. Always answers, and names what could not be read; null when it was
 * stopped before there was anything to say.
 */
export async function checkFile(
  file: File,
  job: CheckJob,
  options: CheckOptions,
  tools: CheckTools,
): Promise<CheckedFile | null> {
  const [origin, looked] = await Promise.all([
    job.before?.origin ?? tools.readOrigin(file),
    lookAtFile(file, job, options, tools),
  ]);
  if (looked === null) return job.before;
  const provenance = { state: 'read', facts: origin.facts } as const;
  return { ...looked, origin, report: { ...looked.report, provenance } };
}

/** All but what the file says about itself. */
type Looked = Pick<CheckedFile, 'stretches'> & {
  readonly report: Omit<FileReport, 'provenance'>;
};

async function lookAtFile(
  file: File,
  job: CheckJob,
  options: CheckOptions,
  tools: CheckTools,
): Promise<Looked | null> {
  const ending = new AbortController();
  const { kind, body } = await fileAsItIs(file);
  const nothing = { fileName: file.name, kind, widthPx: 0, heightPx: 0, durationS: 0 };
  try {
    const opened = await orStopped(openFile(body, kind, job.place, ending.signal), job.signal);
    if (!opened.ok) {
      const report = { ...nothing, lookedAt: null, ...joinStretches([]), reasons: [opened.reason] };
      return { report, stretches: [] };
    }
    const { element, durationS } = opened;
    const plan = isVideo(element)
      ? planLooks(durationS, options.samplesPerSecond)
      : { durationS: 0, moments: 1 };
    const found = await lookThrough(element, plan, job, options, tools);
    if (found.stretches.length === 0 && job.signal.aborted) return null;
    const joined = joinStretches(found.stretches);
    return {
      report: {
        ...nothing,
        ...sizeOf(element),
        durationS,
        lookedAt: isVideo(element) ? lookedAtOf(plan, found.stretches) : null,
        ...joined,
        reasons: [...new Set([...found.barred, ...joined.reasons])],
      },
      stretches: withoutUnseenPictures(found.stretches, joined.verdict),
    };
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  } finally {
    ending.abort();
  }
}

/** Looks at what this pass is about, in order of time, and adds it to what was found before. */
async function lookThrough(
  element: MediaElement,
  plan: LookPlan,
  { before, extent, signal, progress }: CheckJob,
  options: CheckOptions,
  tools: CheckTools,
): Promise<{ readonly stretches: readonly StretchReport[]; readonly barred: readonly Reason[] }> {
  const stretches = [...(before?.stretches ?? [])];
  const wanted = nextStretches(plan, stretches, options.maxLooks, extent);
  const total = wanted.reduce((sum, { from, to }) => sum + to - from, 0);
  let done = 0;
  const tell = (): void => progress(Math.min(done++, total), total);
  for (const stretch of wanted) {
    const { report, barred } = await lookAtStretch(element, plan, stretch, signal, tools, tell);
    if (report.to > report.from) stretches.push(report);
    if (barred !== null) return { stretches, barred };
  }
  tell();
  return { stretches, barred: [] };
}

/** Looks at neighbouring moments. `barred`: what kept it from going on; empty when the person stopped it. */
async function lookAtStretch(
  element: MediaElement,
  plan: LookPlan,
  { from, to }: Stretch,
  signal: AbortSignal,
  tools: CheckTools,
  tell: () => void,
): Promise<{ readonly report: StretchReport; readonly barred: readonly Reason[] | null }> {
  const fold = new ReportFold();
  const answered: number[] = [];
  let moment = from;
  let black = 0;
  let barred: readonly Reason[] | null = null;
  const opening = tools.engine.open(isVideo(element) ? 'video' : 'image');
  try {
    const mediaId = await orStopped(opening, signal);
    let before: SampleOutcome | null = null;
    for (; moment < to; moment += 1) {
      tell();
      const timeS = momentS(plan, moment);
      if (isVideo(element)) await orStopped(seek(element, timeS), signal);
      const taken = await tools.pixels.take(element);
      if (!taken.ok) {
        fold.refuse(taken.reason ?? 'no-pixels');
        continue;
      }
      if (tools.pixels.isBlack([taken.frame.small()])) black += 1;
      before = await orStopped(tools.engine.look(mediaId, taken.frame, timeS, before), signal);
      if (fold.add(before, timeS)) answered.push(moment);
    }
  } catch (error) {
    // A broken piece of a file ends its reading; what was seen before stays in the report.
    barred = barOf(error);
  } finally {
    // Also when the engine is only just starting; one that did not start has nothing to close.
    void opening.then((mediaId) => tools.engine.close(mediaId)).catch(() => undefined);
  }
  const report = {
    from,
    to: moment,
    answered,
    isBlack: black > 0 && black === moment - from,
    verdict: fold.verdict,
    reasons: fold.reasons,
    faces: fold.faces(),
    scores: fold.scores,
  };
  return { report, barred };
}

function barOf(error: unknown): readonly Reason[] {
  if (error instanceof Stopped) return [];
  return [error instanceof EngineLost ? 'engine-unavailable' : 'unsupported-format'];
}

class Stopped extends Error {}

/** The work's own end, or `Stopped` once the person does not want to wait for it. */
async function orStopped<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const over = new AbortController();
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new Stopped()), { signal: over.signal }),
  );
  try {
    if (signal.aborted) throw new Stopped();
    return await Promise.race([work, stopped]);
  } finally {
    over.abort();
    // It ends by itself later; nobody is left to be told of its failure.
    work.catch(() => undefined);
  }
}

function sizeOf(element: MediaElement): { widthPx: number; heightPx: number } {
  return isVideo(element)
    ? { widthPx: element.videoWidth, heightPx: element.videoHeight }
    : { widthPx: element.naturalWidth, heightPx: element.naturalHeight };
}
