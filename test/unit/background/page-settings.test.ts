import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Runtime } from 'webextension-polyfill';
import type { SiteMode } from '../../../src/shared/site-mode.js';
import { settle } from '../../fixtures/fake-clock.js';
import { fakeArea } from '../ui/fake-storage.js';

const local = fakeArea();
const session = fakeArea();
const granted = new Set<string>();
interface Told {
  readonly tabId: number;
  readonly message: { readonly seam: string; readonly body: unknown };
  readonly options: { readonly frameId?: number };
}
const told: Told[] = [];
let heard: ((told: Told) => Promise<void>) | null = null;
const added: (() => void)[] = [];

vi.mock('webextension-polyfill', () => ({
  default: {
    storage: { local: local.area, session: session.area },
    tabs: {
      sendMessage: async (tabId: number, message: Told['message'], options: Told['options']) => {
        told.push({ tabId, message, options });
        await heard?.({ tabId, message, options });
        return { ok: true, value: { done: true } };
      },
    },
    runtime: { getURL: (path: string) => path, getManifest: () => ({}) },
    permissions: {
      contains: ({ origins }: { origins: string[] }) =>
        Promise.resolve(origins.every((origin) => granted.has(origin))),
      getAll: () => Promise.resolve({ origins: [] }),
      onAdded: { addListener: (listen: () => void) => added.push(listen) },
      onRemoved: { addListener: () => undefined },
    },
    scripting: { getRegisteredContentScripts: () => Promise.resolve([]) },
  },
}));

const { servePageSettings } = await import('../../../src/background/page-settings.js');
const { servePermissionChanges } = await import('../../../src/background/permission-changes.js');
const { readFrameMode } = await import('../../../src/background/frame-mode.js');
const { writeSiteMode } = await import('../../../src/settings/site-modes.js');
const { changeSettings } = await import('../../../src/settings/settings-store.js');

const page = 'https://page.example';
const player = 'https://www.youtube.com';
/** A frame as the browser names it to the background. */
const frameOf = (origin: string, around = page): Runtime.MessageSender => ({
  id: 'seam',
  url: `${origin}/watch`,
  tab: { id: 7, url: `${around}/` } as Runtime.MessageSender['tab'] & object,
});

describe('pages that are open', () => {
  let ending = new AbortController();
  beforeEach(async () => {
    ending.abort();
    ending = new AbortController();
    for (const { values } of [local, session]) {
      for (const key of Object.keys(values)) Reflect.deleteProperty(values, key);
    }
    session.values['tab:7'] = { origin: page, records: [], updatedAtMs: 1 };
    session.values['tab:8'] = { origin: null, records: [], updatedAtMs: 1 };
    session.values['media'] = 1;
    await writeSiteMode(page, 'auto');
    heard = null;
    granted.clear();
    servePageSettings(ending.signal);
    told.length = 0;
  });

  it('have every frame ask for its own mode when a mode changes: a player stays off in a page that is not', async () => {
    const modes: Record<string, SiteMode> = {};
    heard = async ({ tabId }) => {
      if (tabId !== 7) return;
      // All frames of the tab hear it.
      for (const origin of [page, player]) {
        modes[origin] = (await readFrameMode(frameOf(origin))).mode;
      }
    };
    await writeSiteMode(player, 'off');
    await settle();
    expect(modes).toEqual({ [page]: 'auto', [player]: 'off' });
    expect(told.map(({ tabId }) => tabId)).toEqual([7, 8]);
    // A mode in the message, or a single frame, would give the player the mode of its page.
    for (const { message, options } of told) {
      expect([message, options]).toEqual([{ seam: 'page/renew-mode', body: {} }, {}]);
    }
    await writeSiteMode(page, 'off');
    await settle();
    expect(modes).toEqual({ [page]: 'off', [player]: 'off' });
  });

  it('take over settings and uploaders', async () => {
    await changeSettings({ noticeFrom: 'strong' });
    await settle();
    expect(told.map(({ tabId, message }) => [tabId, message.seam])).toEqual([
      [7, 'page/set-settings'],
      [8, 'page/set-settings'],
    ]);
    expect(told[0]?.message.body).toMatchObject({ noticeFrom: 'strong' });
  });

  it('ask again when a permission is given', async () => {
    servePermissionChanges(() => undefined);
    for (const listen of added) listen();
    await settle();
    expect(told.map(({ message }) => message.seam)).toEqual(['page/renew-mode', 'page/renew-mode']);
  });
});

describe('a frame', () => {
  beforeEach(() => {
    granted.clear();
    Reflect.deleteProperty(local.values, 'site-modes');
  });

  it('has the mode of its own site', async () => {
    expect(await readFrameMode(frameOf(player))).toMatchObject({ mode: 'auto' });
    expect(await readFrameMode(frameOf('https://other.example'))).toMatchObject({ mode: 'manual' });
  });

  it('is off where the page around it is', async () => {
    await writeSiteMode(page, 'off');
    expect(await readFrameMode(frameOf(player))).toMatchObject({ mode: 'off' });
  });

  it('is told whether the permission for its own site stands, whatever its mode', async () => {
    await writeSiteMode(player, 'auto');
    granted.add(`${page}/*`);
    expect(await readFrameMode(frameOf(player))).toEqual({ mode: 'auto', granted: false });
    granted.add(`${player}/*`);
    expect(await readFrameMode(frameOf(player))).toEqual({ mode: 'auto', granted: true });
  });

  it('without an address of the web has that of its page, or waits to be asked', async () => {
    granted.add(`${page}/*`);
    await writeSiteMode(page, 'auto');
    const blank = { ...frameOf(page), url: 'about:blank' };
    expect(await readFrameMode(blank)).toEqual({ mode: 'auto', granted: true });
    expect(await readFrameMode({ id: 'seam', url: 'about:blank' })).toEqual({
      mode: 'manual',
      granted: false,
    });
  });
});
