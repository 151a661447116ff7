import type {
  HandedFrame,
  HandedPicture,
  MediaFacts,
  OriginalFile,
  PictureFile,
  PictureJob,
} from '../../protocol/freeze-messages.js';
import type { BoxPx } from '../../shared/geometry.js';
import { limits } from '../../shared/limits.js';
import type { Reason } from '../../shared/reason.js';
import type { Bytes } from '../bytes.js';
import type { Capture, CapturedItem } from './freeze.js';
import { canonicalJson } from '../canonical-json.js';
import {
  faceRegion,
  pictureItem,
  thereOrNull,
  type CapturedBase,
  type SeenFace,
} from './capture-picture.js';
import type { PageMeta } from './page-meta.js';

/** Where everything comes from: a page that may lie, hang or go away. None of it throws. */
export interface CaptureSource {
  readonly facts: MediaFacts;
  /** `key` names the frame in `look` and `file`. */
  frame(key: string, notAtS: number | null): Promise<HandedFrame | 'gone'>;
  /** Null: the engine gave no answer. */
  look(
    key: string,
    picture: HandedPicture,
    mediaTimeS: number,
  ): Promise<readonly SeenFace[] | null>;
  /** Null: the pixels are not what was promised, or gone with the page. */
  file(job: PictureJob): Promise<PictureFile>;
  /** Asked for by the person; null: not asked for, or the browser refused. */
  tabPicture: (() => Promise<Bytes | null>) | null;
  original: (() => Promise<OriginalFile | null>) | null;
}

export interface CollectTools {
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

type ReadFrame = Extract<HandedFrame, { ok: true }>;

/**
 * Gathers one freeze: first all pixels, close together, then the slow work of encoding while the
 * engine looks. Nothing is stored here.
 */
export async function collectCapture(
  caseId: string,
  source: CaptureSource,
  base: CapturedBase,
  meta: Omit<PageMeta, 'missing'> & Partial<Pick<PageMeta, 'missing'>>,
  tools: CollectTools,
): Promise<Collected> {
  const { facts } = source;
  const taken = await takeFrames(caseId, source, tools);
  const { pageThreadMs, refused, wanted } = taken;
  const given = taken.frames.length;
  if (given === 0 && refused === 'gone') {
    return { ok: false, refusal: 'page-silent', reason: null };
  }
  const missing = [...(meta.missing ?? []), ...(refused === null ? [] : [`frames: ${refused}`])];
  if (given > 0 && given < wanted) missing.push(`frames: ${given} of ${wanted}`);
  const items: CapturedItem[] = [];
  let frames = 0;
  let unscored = 0;
  let repeated = 0;
  const shown = new Set<string>();
  for (const frame of taken.frames) {
    // A video may show one picture for longer than we wait: twice the same is no second moment.
    const pixels = (await frame.encoded)?.pixelSha256;
    if (pixels !== undefined && shown.has(pixels)) {
      repeated += 1;
      continue;
    }
    if (pixels !== undefined) shown.add(pixels);
    const found = await frameItems(frames + 1, frame, facts.kind, base);
    if (found === null) continue;
    frames += 1;
    items.push(...found.items);
    if (!found.isScored) unscored += 1;
  }
  const lost = given - frames - repeated;
  if (repeated > 0) missing.push(`frames: ${repeated} of ${given} showed the same picture again`);
  if (lost > 0) missing.push(`frames: ${lost} of ${given} could not be encoded`);
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
  readonly key: string;
  readonly handed: ReadFrame;
  readonly monotonicMs: number;
  /** Under way since the frame came, like the look: encoding ten frames after the last is too late. */
  readonly encoded: Promise<PictureFile>;
  /** Under way since the frame came: faces are cut as soon as the engine has found them. */
  readonly looked: Promise<readonly CutFace[] | null>;
}

interface CutFace {
  readonly face: SeenFace;
  /** Null: nothing of it lies inside the frame. */
  readonly region: BoxPx | null;
  readonly crop: PictureFile;
}

/** The pixels of one freeze. `refused` says why there are no more of them. */
async function takeFrames(
  caseId: string,
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
  // In the order of asking, which is that of the page's answers. A key for each, used or not.
  const taken = new Map<string, TakenFrame>();
  let lastAtS: number | null = null;
  let pageThreadMs = 0;
  const refusal: { why: Reason | 'gone' | null } = { why: null };
  const ask = async (key: string): Promise<void> => {
    const askedMs = tools.monotonicMs();
    const handed = await source.frame(key, lastAtS);
    if (handed === 'gone') {
      refusal.why ??= handed;
      return;
    }
    pageThreadMs += handed.mainThreadMs;
    if (!handed.ok) {
      refusal.why ??= handed.reason;
      return;
    }
    const { picture, mediaTimeS } = handed;
    // Two that were asked for at once may show one moment.
    if ([...taken.values()].some((other) => other.handed.mediaTimeS === mediaTimeS)) return;
    lastAtS = mediaTimeS;
    // The look first: ten of them, one after the other, take longer than all files.
    const looked = lookAndCut(key, handed, source);
    const encoded = source.file({ key, picture, region: null }).then(thereOrNull);
    const monotonicMs = takenAtMs(handed, askedMs, tools);
    taken.set(key, { key, handed, encoded, looked, monotonicMs });
  };
  const asked = new Set<Promise<void>>();
  let number = 0;
  while (taken.size < wanted && refusal.why === null && tools.monotonicMs() < untilMs) {
    if (taken.size + asked.size < wanted && asked.size < limits.freezeFramesAtOnce) {
      number += 1;
      const answer = ask(`${caseId} ${String(number).padStart(4, '0')}`);
      asked.add(answer);
      void answer.then(() => asked.delete(answer));
      // A video shows a new frame every 17 to 42 ms; encoding one in the page may take longer.
      await tools.wait(limits.freezeFrameIntervalMs);
    } else await Promise.race(asked);
  }
  await Promise.all(asked);
  const frames = [...taken.values()].sort(
    (a, b) => a.monotonicMs - b.monotonicMs || (a.key < b.key ? -1 : 1),
  );
  return { frames, wanted, refused: refusal.why, pageThreadMs };
}

/**
 * On the monotonic clock, the moment that the page's clock gave a frame: a page may answer seconds after it was asked,
 * or after the moment, and a log whose two clocks were read then and now would say that the device's clock had moved.
 * Never before the frame was asked for, nor after now: what a clock that did move says is no moment of this frame.
 */
function takenAtMs({ wallClockMs }: ReadFrame, askedMs: number, tools: CollectTools): number {
  const nowMs = tools.monotonicMs();
  const thenMs = nowMs - (tools.nowMs() - wallClockMs);
  return Math.min(nowMs, Math.max(askedMs, thenMs));
}

/** The faces of a frame, each cut from it; null: the engine gave no answer. */
async function lookAndCut(
  key: string,
  { picture, mediaTimeS }: ReadFrame,
  source: CaptureSource,
): Promise<readonly CutFace[] | null> {
  const faces = await source.look(key, picture, mediaTimeS);
  const cut = faces?.map(async (face): Promise<CutFace> => {
    const region = faceRegion(picture, face);
    if (region === null) return { face, region, crop: null };
    return { face, region, crop: await thereOrNull(await source.file({ key, picture, region })) };
  });
  return cut === undefined ? null : Promise.all(cut);
}

/** A frame and the faces cut from it; null where no file could be made of it. */
async function frameItems(
  number: number,
  { handed, encoded, looked, monotonicMs }: TakenFrame,
  kind: MediaFacts['kind'],
  base: CapturedBase,
): Promise<{ readonly items: readonly CapturedItem[]; readonly isScored: boolean } | null> {
  const moment = {
    ...base,
    mediaTimeS: kind === 'video' ? handed.mediaTimeS : null,
    wallClockMs: Math.round(handed.wallClockMs),
    monotonicMs,
  };
  const name = String(number).padStart(4, '0');
  const file = await encoded;
  if (file === null) return null;
  const item = pictureItem(`media/frame-${name}.png`, 'frame', file, moment);
  const faces = await looked;
  if (faces === null) return { items: [item], isScored: false };
  const scores = faces.flatMap(({ face }) => face.score ?? []);
  const scored = {
    faces: faces.length,
    ...(scores.length === 0 ? {} : { highest: Math.max(...scores) }),
  };
  const frame = { ...item, captured: { ...item.captured, scores: scored } };
  const crops: CapturedItem[] = [];
  for (const [at, { face, region, crop }] of faces.entries()) {
    if (region === null || crop === null) continue;
    const cut = pictureItem(`media/face-${name}-${at + 1}.png`, 'crop', crop, moment);
    const facts = cropFacts(face, region, handed.picture);
    crops.push({ ...cut, captured: { ...cut.captured, ...facts } });
  }
  return { items: [frame, ...crops], isScored: true };
}

/** Where a face was and what the model said about it. */
function cropFacts(
  { logits, score }: SeenFace,
  region: BoxPx,
  { widthPx, heightPx }: HandedPicture,
): Pick<CapturedItem['captured'], 'region' | 'scores'> {
  return {
    region: {
      x: region.xPx / widthPx,
      y: region.yPx / heightPx,
      width: region.widthPx / widthPx,
      height: region.heightPx / heightPx,
    },
    scores: { ...(logits ?? {}), ...(score === null ? {} : { score }) },
  };
}

/** A record without picture facts, at the moment of the call. */
export function bare(
  base: CapturedBase,
  tools: Pick<CollectTools, 'nowMs' | 'monotonicMs'>,
): CapturedItem['captured'] {
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
