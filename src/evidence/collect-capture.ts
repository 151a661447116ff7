import type { HandedFrame, MediaFacts, OriginalFile } from '../protocol/freeze-messages.js';
import type { BoxPx } from '../shared/geometry.js';
import { limits } from '../shared/limits.js';
import type { Picture } from '../shared/picture.js';
import type { Reason } from '../shared/reason.js';
import type { Bytes } from './bytes.js';
import type { Capture, CapturedItem } from './freeze.js';
import { canonicalJson } from './canonical-json.js';
import { captureFace, captureFrame, type CaptureTools } from './capture-picture.js';
import type { PageMeta } from './page-meta.js';

/** A face that the engine found in a handed frame. */
export interface SeenFace {
  readonly box: BoxPx;
  readonly logits: { readonly composite: number; readonly synthetic: number } | null;
  /** Calibrated, 0 to 1. */
  readonly score: number | null;
}

/** Where everything comes from: a page that may lie, hang or go away. None of it throws. */
export interface CaptureSource {
  readonly facts: MediaFacts;
  frame(notAtS: number | null): Promise<HandedFrame | 'gone'>;
  /** Null: the engine gave no answer. */
  look(picture: Picture, mediaTimeS: number): Promise<readonly SeenFace[] | null>;
  /** Asked for by the person; null: not asked for, or the browser refused. */
  tabPicture: (() => Promise<Bytes | null>) | null;
  original: (() => Promise<OriginalFile | null>) | null;
}

export interface CollectTools extends CaptureTools {
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
}

export type Collected =
  | {
      readonly ok: true;
      readonly capture: Capture;
      readonly frames: number;
      readonly pageThreadMs: number;
    }
  | {
      readonly ok: false;
      readonly refusal: 'page-silent' | 'nothing-readable';
      readonly reason: Reason | null;
    };

type HandedPicture = Extract<HandedFrame, { ok: true }>;

/** What every record of one freeze shares. */
export type CapturedBase = Omit<
  CapturedItem['captured'],
  | 'kind'
  | 'pixelSha256'
  | 'pdq'
  | 'mediaTimeS'
  | 'region'
  | 'scores'
  | 'note'
  | 'wallClockMs'
  | 'monotonicMs'
>;

/**
 * Gathers one freeze: first all pixels, close together, then the slow work of encoding while the
 * engine looks. Nothing is stored here.
 */
export async function collectCapture(
  caseId: string,
  source: CaptureSource,
  base: CapturedBase,
  meta: Omit<PageMeta, 'missing'>,
  tools: CollectTools,
): Promise<Collected> {
  const taken = await takeFrames(source, tools);
  const { pageThreadMs, refused, wanted } = taken;
  const frames = taken.frames.length;
  if (frames === 0 && refused === 'gone') {
    return { ok: false, refusal: 'page-silent', reason: null };
  }
  const missing: string[] = refused === null ? [] : [`frames: ${refused}`];
  if (frames > 0 && frames < wanted) missing.push(`frames: ${frames} of ${wanted}`);
  const items: CapturedItem[] = [];
  let unscored = 0;
  for (const [at, frame] of taken.frames.entries()) {
    const { found, isScored } = await frameItems(at + 1, frame, source, base, tools);
    items.push(...found);
    if (!isScored) unscored += 1;
  }
  if (unscored > 0) missing.push(`scores: not for ${unscored} of ${frames} frames`);

  const tab = (await source.tabPicture?.()) ?? null;
  if (tab !== null) {
    const file = { path: 'media/tab.png', bytes: tab };
    items.push({ captured: { ...bare(base, tools), kind: 'tab-picture' }, file });
  } else if (source.tabPicture !== null) missing.push('tab picture: refused by the browser');
  if (frames === 0 && tab === null) {
    const reason = refused === 'gone' ? null : refused;
    return { ok: false, refusal: 'nothing-readable', reason };
  }
  const original = (await source.original?.()) ?? null;
  if (original !== null) {
    const bytes = Uint8Array.from(original.bytes);
    const file = { path: `media/original.${original.extension}`, bytes };
    const note = 'asked for once more without credentials; a server may answer another file';
    items.push({ captured: { ...bare(base, tools), kind: 'original', note }, file });
  } else if (source.original !== null) missing.push('original file: not given by the site');

  const pageMeta = JSON.parse(
    canonicalJson({ ...meta, missing: [...new Set(missing)] }),
  ) as Capture['pageMeta'];
  const capture = { caseId, openedAtMs: meta.frozenAtMs, pageMeta, items };
  return { ok: true, capture, frames, pageThreadMs };
}

interface TakenFrame {
  readonly handed: HandedPicture;
  readonly monotonicMs: number;
  /** Under way since the frame came: the engine's worker looks while this thread goes on. */
  readonly looked: Promise<readonly SeenFace[] | null>;
}

/** The pixels of one freeze. `refused` says why there are no more of them. */
async function takeFrames(
  source: CaptureSource,
  tools: CollectTools,
): Promise<{
  readonly frames: readonly TakenFrame[];
  readonly wanted: number;
  readonly refused: Reason | 'gone' | null;
  readonly pageThreadMs: number;
}> {
  const { kind, isPlaying } = source.facts;
  const wanted = kind === 'video' && isPlaying ? limits.freezeFrames : 1;
  const untilMs = tools.monotonicMs() + limits.freezeFramesDeadlineMs;
  const frames: TakenFrame[] = [];
  let pageThreadMs = 0;
  let refused: Reason | 'gone' | null = null;
  while (frames.length < wanted && refused === null && tools.monotonicMs() < untilMs) {
    const handed = await source.frame(frames.at(-1)?.handed.mediaTimeS ?? null);
    if (handed === 'gone') {
      refused = handed;
      break;
    }
    pageThreadMs += handed.mainThreadMs;
    if (handed.ok) {
      const looked = source.look(handed.picture, handed.mediaTimeS);
      frames.push({ handed, looked, monotonicMs: tools.monotonicMs() });
    } else refused = handed.reason;
    if (frames.length < wanted) await tools.wait(limits.freezeFrameIntervalMs);
  }
  return { frames, wanted, refused, pageThreadMs };
}

async function frameItems(
  number: number,
  { handed, looked, monotonicMs }: TakenFrame,
  source: CaptureSource,
  base: CapturedBase,
  tools: CollectTools,
): Promise<{ readonly found: readonly CapturedItem[]; readonly isScored: boolean }> {
  const { picture, mediaTimeS } = handed;
  const moment = {
    ...base,
    mediaTimeS: source.facts.kind === 'video' ? mediaTimeS : null,
    wallClockMs: Math.round(handed.wallClockMs),
    monotonicMs,
  };
  const name = String(number).padStart(4, '0');
  const { item, rgba } = await captureFrame(`media/frame-${name}.png`, picture, moment, tools);
  const faces = await looked;
  if (faces === null) return { found: [item], isScored: false };
  const scores = faces.flatMap(({ score }) => score ?? []);
  const scored = {
    faces: faces.length,
    ...(scores.length === 0 ? {} : { highest: Math.max(...scores) }),
  };
  const frame = { ...item, captured: { ...item.captured, scores: scored } };
  const crops: CapturedItem[] = [];
  for (const [at, face] of faces.entries()) {
    const path = `media/face-${name}-${at + 1}.png`;
    const crop = await captureFace(path, rgba, face, moment);
    if (crop !== null) crops.push(crop);
  }
  return { found: [frame, ...crops], isScored: true };
}

/** A record without picture facts, at the moment of the call. */
function bare(base: CapturedBase, tools: CollectTools): CapturedItem['captured'] {
  return {
    ...base,
    kind: 'note',
    pixelSha256: null,
    pdq: null,
    mediaTimeS: null,
    region: null,
    scores: null,
    note: null,
    wallClockMs: Math.round(tools.nowMs()),
    monotonicMs: tools.monotonicMs(),
  };
}
