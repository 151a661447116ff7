import type { ModelEntry } from '../../shared/catalog.js';
import { describeError, EngineError } from '../engine-error.js';

/**
 * Reads the bytes of a model from the package and checks length and SHA-256 before anything else sees
 * them: of 300 corrupted copies of a model, the runtime loaded 169 without a word (threats.md M10, T12).
 * Throws `model-refused`.
 */
export async function openModel(
  entry: Pick<ModelEntry, 'file' | 'bytes' | 'sha256'>,
  fetchBytes: (path: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  let model: Uint8Array<ArrayBuffer>;
  try {
    model = await fetchBytes(`models/${entry.file}`);
  } catch (error) {
    throw new EngineError('model-refused', `${entry.file} cannot be read: ${describeError(error)}`);
  }
  if (model.length !== entry.bytes) {
    throw new EngineError(
      'model-refused',
      `${entry.file} has ${model.length} bytes, expected ${entry.bytes}.`,
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', model));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== entry.sha256) {
    throw new EngineError('model-refused', `${entry.file} has another SHA-256 than the catalog.`);
  }
  return model;
}
