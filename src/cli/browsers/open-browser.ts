import type { BrowserName } from './browser-name.js';
import { driveChromium } from './drive-chromium.js';
import { driveFirefox } from './drive-firefox.js';
import type { DrivenBrowser } from './driven-browser.js';
import { launchChromium } from './launch-chromium.js';
import { launchFirefox, type FirefoxOptions } from './launch-firefox.js';
import type { ProxyAddress } from './proxy-address.js';
import { requirePrograms, type Say } from './require-programs.js';

export interface OpenBrowserOptions {
  readonly extensionDir: string | null;
  /** True: no window on the person's screen. Firefox then runs on an Xvfb of its own. */
  readonly headless: boolean;
  readonly proxy?: ProxyAddress;
  readonly say?: Say;
  /** Chromium only. */
  readonly args?: readonly string[];
  /** Chromium only. */
  readonly colorScheme?: 'light' | 'dark';
  /** Firefox only. */
  readonly preferences?: FirefoxOptions['preferences'];
  /** Firefox only: the extension is allowed in private windows. */
  readonly inPrivateWindows?: boolean;
  /** Firefox only: no display at all, so that WebGL is missing. */
  readonly withoutDisplay?: boolean;
}

/** Finds or installs the browser, starts it with the extension, and hands back the common view of it. */
export async function openBrowser(
  name: BrowserName,
  options: OpenBrowserOptions,
): Promise<DrivenBrowser> {
  const { extensionDir, headless } = options;
  const proxy = options.proxy === undefined ? {} : { proxy: options.proxy };
  if (name === 'chromium') {
    const { path } = requirePrograms(['chromium'], options.say).chromium;
    const args = options.args === undefined ? {} : { args: options.args };
    const scheme = options.colorScheme === undefined ? {} : { colorScheme: options.colorScheme };
    return driveChromium(
      await launchChromium({
        executablePath: path,
        extensionDir,
        headless,
        // A person's window decides its own size; without a window, sizes must not differ by machine.
        ...(headless ? {} : { viewport: null }),
        ...proxy,
        ...args,
        ...scheme,
      }),
    );
  }
  const preferences = options.preferences === undefined ? {} : { preferences: options.preferences };
  const { inPrivateWindows = false } = options;
  const common = { extensionDir, inPrivateWindows, ...proxy, ...preferences };
  if (options.withoutDisplay === true || !headless) {
    const { path } = requirePrograms(['firefox'], options.say).firefox;
    const screen = headless ? 'none' : 'display';
    return driveFirefox(await launchFirefox({ executablePath: path, screen, ...common }));
  }
  const programs = requirePrograms(['firefox', 'xvfb'], options.say);
  return driveFirefox(
    await launchFirefox({
      executablePath: programs.firefox.path,
      screen: 'virtual',
      xvfbPath: programs.xvfb.path,
      ...common,
    }),
  );
}
