import browser from 'webextension-polyfill';
import { readModelEntry, type ModelEntry } from '../shared/catalog.js';
import { isOwnModel } from '../shared/own-model.js';
import { followStored } from './follow-stored.js';

export const backendChoices = ['auto', 'wasm', 'webgpu'] as const;
export type BackendChoice = (typeof backendChoices)[number];

const key = 'engine-preferences';

/** What of the engine a person (or a test) may choose. */
export interface EnginePreferences {
  /** `auto`: WebGPU only with a non-fallback adapter that a warm-up shows to be faster. */
  readonly backend: BackendChoice;
  /** Tests only: take a software WebGPU adapter as a real one. */
  readonly allowFallbackAdapter: boolean;
  /** Entry of a model that the person brought; its bytes lie in `own-model-bytes.ts`. */
  readonly ownModel: ModelEntry | null;
}

/**
 * Preferences of the engine. Offscreen documents have no `storage` API, so the background reads
 * this and hands it over in the page's URL.
 */
export async function readEnginePreferences(): Promise<EnginePreferences> {
  return cleanPreferences((await browser.storage.local.get(key))[key]);
}

export async function readBackendChoice(): Promise<BackendChoice> {
  return (await readEnginePreferences()).backend;
}

export async function writeBackendChoice(backend: BackendChoice): Promise<void> {
  await browser.storage.local.set({ [key]: { ...(await readEnginePreferences()), backend } });
}

export function followEnginePreferences(
  changed: (backend: BackendChoice) => void,
  signal: AbortSignal,
): void {
  followStored('local', key, (stored) => changed(cleanPreferences(stored).backend), signal);
}

/** Unknown values fall back to automatic choice. */
export function cleanPreferences(raw: unknown): EnginePreferences {
  const given = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
  const backend = backendChoices.find((known) => known === given['backend']);
  return {
    backend: backend ?? 'auto',
    allowFallbackAdapter: given['allowFallbackAdapter'] === true,
    ownModel: ownModelFrom(given['ownModel']),
  };
}

/** Nothing of a broken entry is used, and none that calls itself a model of the package. */
function ownModelFrom(raw: unknown): ModelEntry | null {
  if (raw === undefined || raw === null) return null;
  const entry = readModelEntry(raw);
  return 'id' in entry && isOwnModel(entry.id) ? entry : null;
}

export async function readOwnModel(): Promise<ModelEntry | null> {
  return (await readEnginePreferences()).ownModel;
}

/** Null goes back to the model of the package. The engine starts anew by itself. */
export async function writeOwnModel(ownModel: ModelEntry | null): Promise<void> {
  await browser.storage.local.set({ [key]: { ...(await readEnginePreferences()), ownModel } });
}

export function followOwnModel(
  changed: (model: ModelEntry | null) => void,
  signal: AbortSignal,
): void {
  followStored('local', key, (stored) => changed(cleanPreferences(stored).ownModel), signal);
}
