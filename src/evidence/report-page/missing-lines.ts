/**
 * What `page/meta.json` says could not be collected, as `collect-capture`, `capture-address` and `page-addresses`
 * write it. Stored and signed in English; read here so that pages and reports can say it in their words.
 */
const forms = {
  'address-viewer': /^address: parts that may name the viewer$/,
  'address-cut': /^address: too long, its end was left out$/,
  'frames-some': /^frames: (\d+) of (\d+)$/,
  'frames-repeated': /^frames: (\d+) of (\d+) showed the same picture again$/,
  'frames-unwritten': /^frames: (\d+) of (\d+) could not be encoded$/,
  'frames-gone': /^frames: gone$/,
  /** With a `Reason`. */
  'frames-refused': /^frames: ([a-z0-9-]+)$/,
  'scores-some': /^scores: not for (\d+) of (\d+) frames$/,
  'tab-refused': /^tab picture: refused by the browser$/,
  'original-refused': /^original file: not given by the site$/,
  'address-only': /^pictures: none was taken, the person asked for the address only$/,
} as const;

export type MissingCode = keyof typeof forms;

/** Its kind and numbers; null for a line of another version, to be shown as it stands. Pure. */
export function readMissing(
  line: string,
): { readonly code: MissingCode; readonly parts: readonly string[] } | null {
  for (const code of Object.keys(forms) as MissingCode[]) {
    const found = forms[code].exec(line);
    if (found !== null) return { code, parts: found.slice(1) };
  }
  return null;
}
