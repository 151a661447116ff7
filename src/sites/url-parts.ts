/**
 * Parts of the path of an address, percent-decoded once. A part that decodes into another path or is no
 * valid encoding becomes empty, so that `a%2Fb` is never two parts.
 */
export function pathOf(url: URL): readonly string[] {
  return url.pathname.split('/').slice(1).map(decodePart);
}

function decodePart(part: string): string {
  try {
    const text = decodeURIComponent(part);
    return /[/\\?#\0]/.test(text) ? '' : text;
  } catch {
    // A lone % sign.
    return '';
  }
}

/** The text itself when it has the shape, else null. */
export function ofShape(shape: RegExp, text: string | null | undefined): string | null {
  return text != null && shape.test(text) ? text : null;
}

/** `prefix` and the text when it has the shape, else null. */
export function named(
  prefix: string,
  shape: RegExp,
  text: string | null | undefined,
): string | null {
  return text != null && shape.test(text) ? prefix + text : null;
}
