import type { FreezeReply } from '../../protocol/freeze-messages.js';
import type { SafetyAnswer } from '../../shared/safety-answer.js';
import type { DrivenPage } from './driven-browser.js';

/** Freezes a media of a tab as the popup does, asked from a page of the extension. */
export async function askFreeze(
  extensionPage: DrivenPage,
  tabId: number,
  mediaId: string,
  addressOnly: SafetyAnswer | null = null,
): Promise<FreezeReply> {
  const options = { tabPicture: false, original: false, fromPrivate: false, addressOnly };
  const { value } = await extensionPage.evaluate(
    (request) =>
      chrome.runtime.sendMessage<unknown, { value: FreezeReply }>({
        seam: 'evidence/freeze',
        body: request,
      }),
    { tabId, mediaId, ...options },
  );
  return value;
}

/** Presses the button of an item's page and answers the package that the browser is told to save. */
export async function savedPackage(page: DrivenPage): Promise<Uint8Array<ArrayBuffer>> {
  const base64 = await page.evaluate(async () => {
    const saved = new Promise<Blob>((resolve) => {
      const original = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        if (blob.type === 'application/zip') resolve(blob);
        return original(blob);
      };
    });
    const untilMs = Date.now() + 20_000;
    let button: HTMLElement | null = null;
    while ((button = document.querySelector<HTMLElement>('button.main')) === null) {
      if (Date.now() > untilMs) throw new Error('no button to save a package');
      await new Promise((done) => setTimeout(done, 50));
    }
    button.click();
    const bytes = new Uint8Array(await (await saved).arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += 32_768) {
      binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    }
    return btoa(binary);
  });
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}
