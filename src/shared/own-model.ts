/**
 * A model that the person brought is told from those of the package by its id, so that its results
 * can be marked wherever they are shown.
 */
const prefix = 'own:';
const maxIdLength = 64;

export function isOwnModel(modelId: string): boolean {
  return modelId.startsWith(prefix);
}

/** The id under which a model of that name works here. */
export function ownModelId(id: string): string {
  return `${prefix}${id}`.slice(0, maxIdLength);
}
