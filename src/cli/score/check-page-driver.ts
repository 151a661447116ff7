import { setTimeout as sleep } from 'node:timers/promises';
import type { FileReport } from '../../shared/file-report.js';
import type { DrivenBrowser, DrivenPage } from '../browsers/driven-browser.js';

export interface CheckLimits {
  readonly samplesPerSecond?: number;
  readonly maxSeconds?: number;
}

/** The extension's own page for local files, driven from outside. */
export interface CheckPageDriver {
  /** Runs one file through the engine. */
  readonly check: (path: string) => Promise<FileReport>;
}

/** No file takes longer: 60 s of video, or as much of a longer one, are 120 looks of at most 8 s each, and the engine's start. */
const fileDeadlineMs = 1_000_000;

/** Opens the check page of the extension that is loaded. */
export async function openCheckPage(
  browser: DrivenBrowser,
  checkLimits: CheckLimits = {},
): Promise<CheckPageDriver> {
  const query = new URLSearchParams();
  if (checkLimits.samplesPerSecond !== undefined) {
    query.set('rate', `${checkLimits.samplesPerSecond}`);
  }
  if (checkLimits.maxSeconds !== undefined) query.set('seconds', `${checkLimits.maxSeconds}`);
  const page = await browser.openExtensionPage(`src/entries/check.html?${query.toString()}`);
  return checkPageOn(page);
}

/** Drives a check page that is open already. */
export function checkPageOn(page: DrivenPage): CheckPageDriver {
  return {
    check: async (path) => {
      await page.chooseFiles('.drop input[type=file]', [path]);
      return nextReport(page, path);
    },
  };
}

/** The next report of that page: of a file, or of one that is looked at further. */
export async function nextReport(page: DrivenPage, path: string): Promise<FileReport> {
  const giveUpAtMs = Date.now() + fileDeadlineMs;
  while (Date.now() < giveUpAtMs) {
    const report = await page.evaluate<FileReport | null>(
      // Thumbnails stay behind: they are for the page.
      `(() => {
        const report = globalThis.seamReports?.shift() ?? null;
        if (report?.verdict) for (const track of report.verdict.tracks) delete track.thumbnail;
        return report;
      })()`,
    );
    if (report !== null) return report;
    await sleep(50);
  }
  throw new Error(`${path}: no report within ${fileDeadlineMs / 1000} s`);
}
