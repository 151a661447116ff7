import { readOwnModel, writeOwnModel } from '../../settings/engine-preferences.js';
import { keepOwnModelBytes, saveOwnModelBytes } from '../../settings/own-model-bytes.js';
import { readModelEntry, type ModelEntry } from '../../shared/catalog.js';
import { ownModelId } from '../../shared/own-model.js';

/** Starts a worker with the model: golden patterns and all. Null: it may be used; else why not. */
export type TryModel = (model: ModelEntry) => Promise<string | null>;

/** A model above this would not fit beside a video in the memory of a small machine. */
const maxModelBytes = 100_000_000;

export interface Taken {
  readonly fault: 'files' | 'entry' | 'bytes' | 'size' | 'refused' | 'broken' | null;
  /** Which field or check, for people who make models; empty where nothing more is known. */
  readonly detail: string;
}

/**
 * Takes over a model from two files: its catalog entry (JSON) and its ONNX file. Length and SHA-256
 * must be those of the entry, and a worker must compute the golden patterns as the entry says. A model
 * with any fault leaves everything as it was.
 */
export async function takeOwnModel(files: readonly File[], tryModel: TryModel): Promise<Taken> {
  try {
    return await take(files, tryModel);
  } catch (error) {
    // A full disk, a file that cannot be read any more, a worker that does not start.
    await keepChosenBytes().catch(() => undefined);
    return failed('broken', error instanceof Error ? error.name : '');
  }
}

async function take(files: readonly File[], tryModel: TryModel): Promise<Taken> {
  const onnx = files.find(({ name }) => name.endsWith('.onnx'));
  const json = files.find(({ name }) => name.endsWith('.json'));
  if (files.length !== 2 || onnx === undefined || json === undefined) return failed('files');
  const entry = readEntry(await json.text());
  if (!('id' in entry)) return failed('entry', entry.join('; '));
  if (onnx.size > maxModelBytes) return failed('size', String(maxModelBytes / 1_000_000));
  if (onnx.size !== entry.bytes) return failed('bytes');
  const bytes = new Uint8Array(await onnx.arrayBuffer());
  if ((await sha256Hex(bytes)) !== entry.sha256) return failed('bytes');

  const own = { ...entry, id: ownModelId(entry.id) };
  await saveOwnModelBytes(entry.sha256, bytes);
  const refusal = await tryModel(own);
  if (refusal !== null) {
    await keepChosenBytes();
    return failed('refused', refusal);
  }
  await writeOwnModel(own);
  await keepOwnModelBytes(own.sha256);
  return { fault: null, detail: '' };
}

/** Only the bytes of the model in use stay. */
async function keepChosenBytes(): Promise<void> {
  await keepOwnModelBytes((await readOwnModel())?.sha256 ?? null);
}

export async function forgetOwnModel(): Promise<void> {
  await writeOwnModel(null);
  await keepOwnModelBytes(null);
}

/** An entry by itself, or a whole catalog with one. */
function readEntry(text: string): ModelEntry | readonly string[] {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return ['JSON'];
  }
  const { models } = (raw ?? {}) as { models?: unknown };
  return readModelEntry(Array.isArray(models) ? models[0] : raw);
}

async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function failed(fault: NonNullable<Taken['fault']>, detail = ''): Taken {
  return { fault, detail };
}
