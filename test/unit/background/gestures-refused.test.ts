import { beforeEach, describe, expect, it, vi } from 'vitest';
import { settle } from '../../fixtures/fake-clock.js';
import { fakeArea } from '../ui/fake-storage.js';
import { fakeBrowser } from '../ui/fake-browser.js';

interface Tab {
  readonly id: number;
}
const onClicked: ((info: object, tab: Tab) => void)[] = [];
const onCommand: ((name: string, tab: Tab) => void)[] = [];
const badge = { text: '', title: '' };
let isLetIn = true;
let found = 0;
vi.mock('webextension-polyfill', () => ({
  default: {
    ...fakeBrowser(),
    storage: { local: fakeArea().area, session: fakeArea().area },
    runtime: {
      getURL: (path: string) => path,
      onInstalled: { addListener: () => undefined },
    },
    contextMenus: { onClicked: { addListener: (listen: never) => onClicked.push(listen) } },
    commands: { onCommand: { addListener: (listen: never) => onCommand.push(listen) } },
    scripting: {
      executeScript: () => (isLetIn ? Promise.resolve([]) : Promise.reject(new Error('no'))),
    },
    tabs: {
      get: () => Promise.resolve({ id: 7, active: false }),
      sendMessage: () => Promise.resolve({ ok: true, value: { found } }),
    },
    action: {
      setBadgeText: async ({ text }: { text: string }) => void (badge.text = text),
      setBadgeBackgroundColor: () => Promise.resolve(),
      setTitle: async ({ title }: { title: string }) => void (badge.title = title),
    },
  },
}));
const { serveContextMenu } = await import('../../../src/background/context-menu.js');
const { serveCommands } = await import('../../../src/background/commands.js');
const { reasonSentence } = await import('../../../src/ui/words.js');
serveContextMenu();
serveCommands();

const gestures = [
  [
    '"Check this face"',
    () =>
      onClicked[0]?.(
        { menuItemId: 'check-this-face', frameId: 0, srcUrl: 'https://a.example/f.jpg' },
        { id: 7 },
      ),
  ],
  ['the keys for "Check now"', () => onCommand[0]?.('check', { id: 7 })],
] as const;

describe('a gesture outside the popup', () => {
  beforeEach(() => {
    badge.text = badge.title = '';
    isLetIn = true;
    found = 0;
  });
  const later = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await settle();
  };

  it.each(gestures)('%s says on the icon that Seam may not look there', async (_what, gesture) => {
    isLetIn = false;
    gesture();
    await later();
    expect(badge.text).toBe('?');
    expect(badge.title).toContain(reasonSentence('permission-missing'));
  });

  it.each(gestures)('%s says on the icon that nothing is there', async (_what, gesture) => {
    gesture();
    await later();
    expect(badge.text).toBe('?');
    expect(badge.title).toContain(reasonSentence('no-media'));
  });

  it.each(gestures)(
    '%s leaves the icon alone when something is looked at',
    async (_what, gesture) => {
      found = 1;
      gesture();
      await later();
      expect(badge).toEqual({ text: '', title: '' });
    },
  );

  it('the keys that switch a site say so on a page that is none', async () => {
    onCommand[0]?.('toggle-site', { id: 7 });
    await later();
    expect(badge.text).toBe('?');
  });
});
