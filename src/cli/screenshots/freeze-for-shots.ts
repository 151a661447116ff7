import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import type { FreezeReply } from '../../protocol/freeze-messages.js';
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
  const body = {
    tabId,
    mediaId: records[0]?.mediaId ?? '',
    tabPicture: false,
    original: false,
    fromPrivate: false,
  };
  const { value } = await extensionPage.evaluate(
    (request) =>
      chrome.runtime.sendMessage<unknown, { value: FreezeReply }>({
        seam: 'evidence/freeze',
        body: request,
      }),
    body,
  );
  if (!value.ok) throw new Error(`not frozen: ${JSON.stringify(value)}`);
  const { caseId } = value;
  const page = await browser.openExtensionPage(`src/entries/evidence.html#/item/${caseId}/report`);
  await press(page, 'fieldset label:first-of-type input');
  await press(page, 'form button[type=submit]');
  await press(page, 'section:nth-of-type(4) fieldset input[type=checkbox]');
  await goTo(page, `/item/${caseId}/send`);
  await press(page, '.destination form button[type=submit]');
  await goTo(page, `/item/${caseId}`);
  const packagePath = join(await mkdtemp(join(tmpdir(), 'seam-package-')), 'evidence.zip');
  await writeFile(packagePath, Buffer.from(await savedPackage(page), 'base64'));
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

/** Presses the button of the item's page and takes the bytes that the browser is told to save, as base64. */
function savedPackage(page: DrivenPage): Promise<string> {
  return page.evaluate(async () => {
    const saved = new Promise<Blob>((resolve) => {
      const original = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        if (blob.type === 'application/zip') resolve(blob);
        return original(blob);
      };
    });
    for (let tries = 0; document.querySelector('button.main') === null; tries += 1) {
      if (tries > 400) throw new Error('no button to save a package');
      await new Promise((done) => setTimeout(done, 50));
    }
    document.querySelector<HTMLElement>('button.main')?.click();
    const bytes = new Uint8Array(await (await saved).arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += 32_768) {
      binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    }
    return btoa(binary);
  });
}
