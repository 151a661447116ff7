/** The browsers that Seam is built for and checked in. */
export const browserNames = ['chromium', 'firefox'] as const;
export type BrowserName = (typeof browserNames)[number];

/** Programs of the system that the commands need. Xvfb gives Firefox a display, hence WebGL. */
export type ProgramName = BrowserName | 'xvfb';

/** Oldest versions that can load the package: `minimum_chrome_version` and `strict_min_version`. */
export const oldestVersion: Readonly<Record<BrowserName, number>> = { chromium: 148, firefox: 140 };
