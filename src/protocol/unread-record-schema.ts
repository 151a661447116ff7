import * as v from 'valibot';
import type { MediaRecord } from '../shared/media-record.js';

/**
 * Stands in for `media-record-schema.ts` in content scripts (`vite.config.ts`): these send records
 * and never read one, and the schema would weigh 2 kB after gzip on every page. The background,
 * which reads them, has the whole schema.
 */
export const mediaRecordSchema = v.never() as unknown as v.GenericSchema<MediaRecord>;
