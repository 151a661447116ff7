/** What Seam does on a site by itself. `manual`: only on "Check now" or the context menu. */
export const siteModes = ['off', 'manual', 'auto'] as const;
export type SiteMode = (typeof siteModes)[number];

/** What the content script of one frame is to do. */
export interface FrameMode {
  readonly mode: SiteMode;
  /** The person's standing permission for the frame's site. Without it a gesture may still have let us in. */
  readonly granted: boolean;
}
