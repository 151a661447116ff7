/** Why nothing was frozen. Closed list: each has a sentence in every language (`freeze_refused_*`). */
export const freezeRefusals = [
  /** What is frozen outlives a private window: the person says yes to that first. */
  'private-window',
  /** The media is no longer on the page. */
  'media-gone',
  /** The page, or the part of Seam inside it, does not answer. */
  'page-silent',
  /** Neither the page nor its tab has an address of the web: no report could name it. */
  'no-address',
  /** The browser does not let Seam into the page any more: a permission ended or was taken back. */
  'not-allowed',
  /** No pixel could be read, and there is no picture of the tab instead. */
  'nothing-readable',
  'would-not-fit',
  'storage-full',
  'storage-failed',
] as const;
