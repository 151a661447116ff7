import { beforeEach, expect, test, vi } from 'vitest';
import { fakeArea } from './fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const { noteBrokenLink, readBrokenLinks } = await import('../../../src/ui/report/broken-links.js');

beforeEach(() => {
  fake.browser = { storage: { local: fakeArea().area } };
});

test('a broken link is noted once a destination, the newest time, and never more than a hundred', async () => {
  await noteBrokenLink({ destination: 'bilibili', atMs: 1 });
  await noteBrokenLink({ destination: 'bilibili', atMs: 2 });
  expect(await readBrokenLinks()).toEqual([{ destination: 'bilibili', atMs: 2 }]);
  for (let at = 0; at < 120; at += 1) await noteBrokenLink({ destination: `d${at}`, atMs: at });
  const notes = await readBrokenLinks();
  expect(notes).toHaveLength(100);
  expect(notes.at(-1)?.destination).toBe('d119');
});
