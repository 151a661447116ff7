import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Worker } from 'playwright';
import type { ProxyAddress } from './proxy-address.js';
import { quietChromiumFlags } from './quiet-chromium.js';

export interface ChromiumOptions {
  readonly executablePath: string;
  /** Unpacked extension; null starts a bare browser, to compare with. */
  readonly extensionDir: string | null;
  readonly headless: boolean;
  readonly proxy?: ProxyAddress;
  readonly args?: readonly string[];
  /** What pages are told of the person's wish; light by default. */
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number } | null;
}

export interface ChromiumSession {
  readonly context: BrowserContext;
  /** `chrome-extension://<id>/`; null without an extension. */
  readonly extensionUrl: string | null;
  /** The background service worker, started again by the browser when it was stopped. */
  readonly serviceWorker: () => Promise<Worker>;
  readonly close: () => Promise<void>;
}

/** Starts Chromium with a fresh profile and the extension loaded (flags: feasibility.md section 4). */
export async function launchChromium(options: ChromiumOptions): Promise<ChromiumSession> {
  const profileDir = await mkdtemp(join(tmpdir(), 'seam-chromium-'));
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath: options.executablePath,
    headless: options.headless,
    viewport: options.viewport === undefined ? { width: 1280, height: 800 } : options.viewport,
    colorScheme: options.colorScheme ?? 'light',
    args: chromiumArguments(options),
    ignoreHTTPSErrors: options.proxy !== undefined,
  });
  const close = async (): Promise<void> => {
    await context.close();
    await rm(profileDir, { recursive: true, force: true, maxRetries: 3 });
  };
  const serviceWorker = async (): Promise<Worker> =>
    context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  if (options.extensionDir === null) {
    return { context, extensionUrl: null, serviceWorker, close };
  }
  try {
    const worker = await serviceWorker();
    return { context, extensionUrl: new URL('/', worker.url()).href, serviceWorker, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function chromiumArguments(options: ChromiumOptions): string[] {
  const flags = ['--autoplay-policy=no-user-gesture-required', ...quietChromiumFlags];
  if (process.getuid?.() === 0) flags.push('--no-sandbox'); // The sandbox refuses to run as root.
  if (options.extensionDir !== null) {
    // Both flags are needed; `--load-extension` alone does not load it.
    flags.push(
      `--disable-extensions-except=${options.extensionDir}`,
      `--load-extension=${options.extensionDir}`,
    );
  }
  if (options.proxy !== undefined) {
    flags.push(
      `--proxy-server=http://${options.proxy.host}:${options.proxy.port}`,
      '--proxy-bypass-list=<-loopback>',
      '--ignore-certificate-errors',
    );
  }
  return [...flags, ...(options.args ?? [])];
}
