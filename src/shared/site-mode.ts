/** What Seam does on a site by itself. `manual`: only on "Check now" or the context menu. */
export const siteModes = ['off', 'manual', 'auto'] as const;
export type SiteMode = (typeof siteModes)[number];
