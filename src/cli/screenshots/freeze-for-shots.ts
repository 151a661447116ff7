import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { askFreeze, savedPackage } from '../browsers/drive-evidence.js';
import type { DrivenBrowser, DrivenPage } from '../browsers/driven-browser.js';
import type { TabView } from '../browsers/read-tabs.js';

/** One piece of evidence in a browser, reviewed and filed, and its package as a file. */
export interface Frozen {
  readonly caseId: string;
  readonly packagePath: string;
}

/** Freezes a warned-of media, files one report about it as a person would, and saves the package. */
export async function freezeAndFile(
  browser: DrivenBrowser,
  extensionPage: DrivenPage,
  { tabId, records }: TabView,
): Promise<Frozen> {
  const reply = await askFreeze(extensionPage, tabId, records[0]?.mediaId ?? '');
  if (!reply.ok) throw new Error(`not frozen: ${JSON.stringify(reply)}`);
  const { caseId } = reply;
  const page = await browser.openExtensionPage(`src/entries/evidence.html#/item/${caseId}/report`);
  await press(page, 'fieldset label:first-of-type input');
  await press(page, 'form button[type=submit]');
  await press(page, 'section:nth-of-type(4) fieldset input[type=checkbox]');
  await goTo(page, `/item/${caseId}/send`);
  await press(page, '.destination form button[type=submit]');
  await goTo(page, `/item/${caseId}`);
  const packagePath = join(await mkdtemp(join(tmpdir(), 'seam-package-')), 'evidence.zip');
  await writeFile(packagePath, await savedPackage(page));
  await page.close();
  return { caseId, packagePath };
}

async function goTo(page: DrivenPage, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
}

/** Clicks a thing once it is there. */
async function press(page: DrivenPage, selector: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    for (let tries = 0; tries < 400; tries += 1) {
      const found = document.querySelector<HTMLElement>(wanted);
      if (found !== null) {
        found.click();
        // Until what the click says is stored.
        await new Promise((done) => setTimeout(done, 500));
        return;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`waited for ${wanted}`);
  }, selector);
}
