import { say } from '../words.js';
import type { ExportRefusal } from './seal-item.js';

/** In words, why no package was made. */
export function refusalOfExport(reason: ExportRefusal): string {
  return reason === 'gone'
    ? say('item_missing')
    : say(`export_failed_${reason.replaceAll('-', '_')}`);
}
