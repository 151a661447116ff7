import { caps } from '../caps.js';
import type { AigcLabel } from '../report.js';

/**
 * The label that TikTok and Douyin write into the files that one downloads from them: a field `aigc_info`, or
 * an object of that name in another text, with `aigc_label_type`. Without a label the type is 0. The numbers
 * are those of the platform's pages (platforms.md 6): 1 the author said so, 2 the platform did. A later
 * number is a label, too, and taken for the weaker one.
 *
 * Null: no such field, or no label. `malformed` and `too-big`: the field is there and cannot be read.
 */
export function readPlatformLabel(
  field: string,
  text: string,
): AigcLabel | 'malformed' | 'too-big' | null {
  const isNamed = field.toLowerCase() === 'aigc_info';
  if (!isNamed && !text.slice(0, caps.jsonBytes).includes('"aigc_info"')) return null;
  if (text.length > caps.jsonBytes) return isNamed ? 'too-big' : null;
  const parsed = recordOf(text);
  const info = isNamed ? parsed : recordOf(parsed?.['aigc_info']);
  if (info === null) return isNamed ? 'malformed' : null;
  const type = Number(info['aigc_label_type'] ?? 0);
  if (!Number.isInteger(type) || type < 0) return 'malformed';
  if (type === 0) return null;
  return type === 1 ? 'platform-declared' : 'platform-suspected';
}

/** The object in a JSON text, or the value itself if it is one. */
function recordOf(value: unknown): Record<string, unknown> | null {
  try {
    const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
