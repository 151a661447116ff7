import type { PageMeta } from '../evidence/capture/page-meta.js';
import { bundledCatalog, bundledModel } from '../shared/bundled-catalog.js';
import type { ModelEntry } from '../shared/catalog.js';

/** Ids of a catalog are no longer than this; a record comes from a page's process and is cut. */
const maxIdChars = 64;

/**
 * What evidence says about the model that gave a verdict, named by the verdict itself: the person may
 * have changed models since. `modelId` null: no verdict yet, so the model of now. Of a model that is
 * neither in the package nor the person's own of now only the name is known. Error figures are those
 * of the package's model cards; nobody measured a brought one.
 *
 * @param own model that the person brought; null: none.
 */
export function modelFacts(
  modelId: string | null,
  own: ModelEntry | null,
): Omit<PageMeta['model'], 'backend'> {
  const wanted = modelId ?? (own ?? bundledModel).id;
  const bundled = bundledCatalog.models.find(({ id }) => id === wanted);
  const entry = bundled ?? (own?.id === wanted ? own : null);
  if (entry === null) {
    return {
      id: wanted.slice(0, maxIdChars) || 'unknown',
      version: null,
      sha256: null,
      calibration: null,
      knownErrorRate: null,
      isForeign: true,
    };
  }
  return {
    id: entry.id,
    version: entry.version,
    sha256: entry.sha256,
    calibration: JSON.stringify(entry.calibration).slice(0, 4000),
    knownErrorRate: bundled === undefined ? null : levelsMeasured(bundled),
    isForeign: bundled === undefined,
  };
}

/** The published error figures by level, as the catalog holds them; null where there are none. */
function levelsMeasured({ measured }: ModelEntry): string | null {
  const levels = (measured as { levels?: unknown } | undefined)?.levels;
  return levels === undefined ? null : JSON.stringify(levels).slice(0, 4000);
}
