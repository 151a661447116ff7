import type { OriginalFile } from '../protocol/freeze-messages.js';
import { limits } from '../shared/limits.js';
import { readBounded } from '../shared/read-bounded.js';

/**
 * The file behind an image, asked for once more because a person ticked that. From the page's side
 * and without credentials, so it gets what any visitor of the page may have: CORS decides, no
 * permission of ours widens it (threats.md T9). Null: the site does not give it, or it is no image.
 */
export async function fetchOriginal(
  image: HTMLImageElement,
  signal: AbortSignal,
): Promise<OriginalFile | null> {
  const url = image.currentSrc;
  if (!/^(?:https|data|blob):/.test(url)) return null;
  try {
    const response = await fetch(url, {
      mode: 'cors',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      // What the page has just shown lies in the cache; a server may have another picture by now.
      cache: 'force-cache',
      signal: AbortSignal.any([signal, AbortSignal.timeout(limits.originalDeadlineMs)]),
    });
    const body = response.ok ? await readBounded(response, limits.maxOriginalBytes) : null;
    if (body === null || body === 'too-big') return null;
    const bytes = new Uint8Array(await body.arrayBuffer());
    const extension = sniffImage(bytes);
    return extension && { bytes, extension };
  } catch {
    // Refused by the site, too slow, or redirected: there is no original, and the log says so.
    return null;
  }
}

/** The kind of image by its first bytes; null when it is none that a browser shows. */
export function sniffImage(bytes: Uint8Array): OriginalFile['extension'] | null {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'jpg';
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (/^GIF8[79]a/.test(head)) return 'gif';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'webp';
  return head.slice(4) === 'ftypavif' || head.slice(4) === 'ftypavis' ? 'avif' : null;
}
