import type { OpenSeam } from './open-seam.js';

/**
 * Ends the engine worker without telling anybody. Chromium: the worker closes itself, as when the
 * system takes it away. Firefox: its event page ends it.
 */
export async function endEngineWorker({ browser, extensionPage }: OpenSeam): Promise<void> {
  if (browser.targets === undefined) {
    await extensionPage.evaluate(async () => {
      const background = await new Promise<Window | undefined>((resolve) =>
        chrome.runtime.getBackgroundPage(resolve),
      );
      const { seamEngine } = background as unknown as {
        seamEngine: { kill: (why: string) => void };
      };
      seamEngine.kill('test');
    });
    return;
  }
  const targets = await browser.targets();
  const enginePage = (await targets.list()).find(({ url }) => url.includes('/engine.html'));
  if (enginePage === undefined) throw new Error('the engine page is not open');
  await targets.runInWorker(enginePage, '/engine.worker.js', 'close()');
}

/**
 * Ends the background in the middle of whatever it does. Chromium: its service worker is closed. Firefox: its
 * event page is loaded anew, which throws away its transactions, requests and timers in the same way.
 */
export async function endBackground({ browser, extensionPage }: OpenSeam): Promise<void> {
  if (browser.targets === undefined) {
    await extensionPage.evaluate(async () => {
      const background = await new Promise<Window | undefined>((resolve) =>
        chrome.runtime.getBackgroundPage(resolve),
      );
      background?.location.reload();
    });
    return;
  }
  const targets = await browser.targets();
  const worker = (await targets.list()).find(({ type }) => type === 'service_worker');
  // Between two lives there is nothing to end.
  if (worker === undefined) return;
  const { targetId } = worker;
  await targets.session.send('Target.closeTarget', { targetId }).catch(() => undefined);
}

/** Takes the permission for YouTube back, as a person does in the browser's own interface. */
export async function revokeYoutube({ browser, extensionPage }: OpenSeam): Promise<void> {
  if (browser.name === 'firefox') {
    await extensionPage.evaluate(() =>
      chrome.permissions.remove({ origins: ['https://*.youtube.com/*'] }),
    );
    return;
  }
  const settings = await browser.openPage('chrome://extensions');
  const extensionId = new URL(browser.extensionUrl ?? '').host;
  await settings.evaluate(
    `chrome.developerPrivate.updateExtensionConfiguration({
      extensionId: '${extensionId}',
      hostAccess: 'ON_CLICK',
    })`,
  );
  await settings.close();
}
