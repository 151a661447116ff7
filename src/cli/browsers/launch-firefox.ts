import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';
import type { ProxyAddress } from './proxy-address.js';
import { quietFirefoxPreferences } from './quiet-firefox.js';
import { startDisplay, type VirtualDisplay } from './start-display.js';

export interface FirefoxOptions {
  readonly executablePath: string;
  /** Unpacked extension; null starts a bare browser, to compare with. */
  readonly extensionDir: string | null;
  /**
   * `display`: the display that `DISPLAY` names. `virtual`: an Xvfb of its own, with WebGL.
   * `none`: headless, where WebGL is missing (feasibility.md section 4).
   */
  readonly screen: 'display' | 'virtual' | 'none';
  /** Needed for `virtual`. */
  readonly xvfbPath?: string;
  readonly proxy?: ProxyAddress;
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
  /** The person allowed the extension in private windows. */
  readonly inPrivateWindows?: boolean;
}

export interface FirefoxSession {
  readonly browser: Browser;
  /** `moz-extension://<uuid>/`, chosen before the start; null without an extension. */
  readonly extensionUrl: string | null;
  readonly close: () => Promise<void>;
}

/** Starts Firefox with a fresh profile and the extension installed for this run. */
export async function launchFirefox(options: FirefoxOptions): Promise<FirefoxSession> {
  const extension =
    options.extensionDir === null ? null : await planExtension(options.extensionDir);
  const display = await openScreen(options);
  const stopDisplay = async (): Promise<void> => {
    await display?.stop();
  };
  let browser: Browser;
  try {
    browser = await launch({
      browser: 'firefox',
      executablePath: options.executablePath,
      headless: options.screen === 'none',
      acceptInsecureCerts: options.proxy !== undefined,
      defaultViewport: options.screen === 'display' ? null : { width: 1280, height: 800 },
      args: ['--remote-allow-system-access', '--width=1400', '--height=1000'],
      env: {
        ...process.env,
        // Without it a release build ignores the empty settings server that Puppeteer names.
        MOZ_REMOTE_SETTINGS_DEVTOOLS: '1',
        ...(display === null ? {} : { DISPLAY: display.display }),
      },
      extraPrefsFirefox: {
        ...quietFirefoxPreferences,
        'media.autoplay.default': 0,
        ...(extension === null ? {} : extension.preferences),
        ...(options.proxy === undefined ? {} : proxyPreferences(options.proxy)),
        ...options.preferences,
      },
    });
  } catch (error) {
    await stopDisplay();
    throw error;
  }
  const close = async (): Promise<void> => {
    await browser.close();
    await stopDisplay();
  };
  try {
    if (options.extensionDir !== null) {
      await installExtension(browser, options.extensionDir, options.inPrivateWindows === true);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { browser, extensionUrl: extension?.url ?? null, close };
}

/** Puppeteer's own method knows no private windows. */
async function installExtension(browser: Browser, path: string, isPrivate: boolean): Promise<void> {
  const { connection } = browser as unknown as {
    readonly connection: { send: (method: string, params: object) => Promise<unknown> };
  };
  await connection.send('webExtension.install', {
    extensionData: { type: 'path', path },
    'moz:allowPrivateBrowsing': isPrivate,
  });
}

async function openScreen(options: FirefoxOptions): Promise<VirtualDisplay | null> {
  if (options.screen !== 'virtual') return null;
  if (options.xvfbPath === undefined) throw new Error('a virtual screen needs xvfbPath');
  return startDisplay(options.xvfbPath);
}

/** Firefox draws a random UUID per profile; writing it beforehand tells us where the pages are. */
async function planExtension(
  dir: string,
): Promise<{ url: string; preferences: Record<string, string> }> {
  const manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')) as {
    browser_specific_settings?: { gecko?: { id?: string } };
  };
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (id === undefined) throw new Error(`${dir}: the manifest names no gecko id`);
  const uuid = randomUUID();
  return {
    url: `moz-extension://${uuid}/`,
    preferences: { 'extensions.webextensions.uuids': JSON.stringify({ [id]: uuid }) },
  };
}

function proxyPreferences(proxy: ProxyAddress): Record<string, string | number | boolean> {
  return {
    'network.proxy.type': 1,
    'network.proxy.http': proxy.host,
    'network.proxy.http_port': proxy.port,
    'network.proxy.ssl': proxy.host,
    'network.proxy.ssl_port': proxy.port,
    'network.proxy.no_proxies_on': '',
    'network.proxy.allow_hijacking_localhost': true,
    // A self-signed certificate cannot pass for a host that the browser knows as HTTPS-only.
    'network.stricttransportsecurity.preloadlist': false,
    'security.cert_pinning.enforcement_level': 0,
  };
}
