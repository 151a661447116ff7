import * as v from 'valibot';
import { effortCeilings } from './effort.js';
import { messagesSchema } from './fill-message.js';
import { uploaderRuleSchema, maxUploaderRules } from './uploader-rules.js';

/** From which level on Seam speaks up in the page. The toolbar icon always tells. */
export const noticeLevels = ['weak', 'moderate', 'strong'] as const;

/** What of the settings a content script needs. */
export const pageSettingsSchema = v.strictObject({
  noticeFrom: v.picklist(noticeLevels),
  /** The quiet chip on media where nothing asks for attention. */
  showQuietChip: v.boolean(),
  effortCeiling: v.picklist(effortCeilings),
  /** Looks at less by itself when looking hurts. */
  sparesItself: v.boolean(),
  uploaders: v.pipe(v.array(uploaderRuleSchema), v.maxLength(maxUploaderRules)),
  /** Messages of the chosen language; null: the browser's. */
  messages: v.nullable(messagesSchema),
});
export type PageSettings = Readonly<v.InferOutput<typeof pageSettingsSchema>>;
