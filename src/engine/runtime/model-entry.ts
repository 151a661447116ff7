import { bundledCatalog } from '../../shared/bundled-catalog.js';
import type { ModelEntry } from '../../shared/catalog.js';
import { EngineError } from '../engine-error.js';

/** The entry of a model. Throws `model-refused` when the package has no such model. */
export function modelEntry(modelId: string): ModelEntry {
  const entry = bundledCatalog.models.find(({ id }) => id === modelId);
  if (entry === undefined) throw new EngineError('model-refused', `No model is named ${modelId}.`);
  return entry;
}
