import * as v from 'valibot';

/** One entry of a `messages.json`. */
const messageSchema = v.object({
  message: v.string(),
  placeholders: v.optional(v.record(v.string(), v.object({ content: v.string() }))),
});
export const messagesSchema = v.record(v.string(), messageSchema);
export type Messages = Readonly<v.InferOutput<typeof messagesSchema>>;

/**
 * One message filled as `i18n.getMessage` fills it: `$NAME$` by its placeholder, then `$1` to `$9`
 * by the values. Null where there is no such message.
 */
export function fillMessage(
  messages: Messages,
  key: string,
  values: readonly string[],
): string | null {
  const entry = Object.hasOwn(messages, key) ? messages[key] : undefined;
  if (entry === undefined) return null;
  const fill = (text: string): string =>
    text.replace(/\$(\d)/g, (_all, digit: string) => values[Number(digit) - 1] ?? '');
  return entry.message.replace(
    /\$([A-Za-z_]+)\$|\$(\d)|\$\$/g,
    (all, name: string | undefined, digit: string | undefined) => {
      if (name !== undefined) return fill(entry.placeholders?.[name.toLowerCase()]?.content ?? '');
      return digit === undefined ? '$' : fill(all);
    },
  );
}
