import raw from '../../models/catalog.json' with { type: 'json' };
import { parseCatalog } from './catalog.js';

/** The catalog compiled into the extension. A bad one stops every context that needs it, loudly. */
export const bundledCatalog = parseCatalog(raw);

const [first] = bundledCatalog.models;
if (first === undefined) throw new Error('models/catalog.json names no model');

/** The model that is used unless the person chose another. */
export const bundledModel = first;
