import { parseCatalog, type ModelCatalog, type ModelEntry } from '../../shared/catalog.js';
import raw from '../../../models/catalog.json';
import { EngineError } from '../engine-error.js';

/** The models of this package, compiled in: a changed file on disk cannot change what is expected of it. */
export const catalog: ModelCatalog = parseCatalog(raw);

/** The entry of a model. Throws `model-refused` when the package has no such model. */
export function modelEntry(modelId: string): ModelEntry {
  const entry = catalog.models.find(({ id }) => id === modelId);
  if (entry === undefined) throw new EngineError('model-refused', `No model is named ${modelId}.`);
  return entry;
}
