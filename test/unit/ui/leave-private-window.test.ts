// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { leavePrivateWindow } from '../../../src/ui/leave-private-window.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

const done: [string, ...unknown[]][] = [];

function stage(
  isPrivate: boolean,
  background: object | null,
  windows: readonly { id: number; incognito: boolean }[],
): void {
  const note =
    (what: string, value?: unknown) =>
    (...rest: unknown[]) => {
      done.push([what, ...rest]);
      return Promise.resolve(value);
    };
  fake.browser = {
    extension: { inIncognitoContext: isPrivate },
    runtime: { getBackgroundPage: () => Promise.resolve(background) },
    windows: {
      getAll: () => Promise.resolve(windows),
      create: note('create window'),
      update: note('update window'),
    },
    tabs: {
      create: note('create tab'),
      getCurrent: () => Promise.resolve({ id: 5 }),
      remove: note('remove tab'),
    },
  };
}

beforeEach(() => {
  done.length = 0;
  location.href = 'https://seam.example/evidence.html#/reports';
});

describe('a page of ours', () => {
  const url = 'https://seam.example/evidence.html#/reports';

  test('stays in an ordinary window', async () => {
    stage(false, null, []);
    expect(await leavePrivateWindow()).toBe('stays');
    expect(done).toEqual([]);
  });

  test('stays where the background is private too, and shares its databases', async () => {
    stage(true, {}, [{ id: 1, incognito: true }]);
    expect(await leavePrivateWindow()).toBe('stays');
    expect(done).toEqual([]);
  });

  test('moves from a private window to an ordinary one that is open', async () => {
    stage(true, null, [
      { id: 1, incognito: true },
      { id: 2, incognito: false },
    ]);
    expect(await leavePrivateWindow()).toBe('left');
    expect(done).toEqual([
      ['create tab', { url, windowId: 2 }],
      ['update window', 2, { focused: true }],
      ['remove tab', 5],
    ]);
  });

  test('says so where the browser does not move it', async () => {
    stage(true, null, []);
    const refuse = () => Promise.reject(new Error('no window'));
    fake.browser = { ...(fake.browser as object), windows: { getAll: refuse } };
    vi.spyOn(console, 'error').mockReturnValue();
    expect(await leavePrivateWindow()).toBe('stuck');
    expect(done).toEqual([]);
  });

  test('opens an ordinary window where there is none', async () => {
    stage(true, null, [{ id: 1, incognito: true }]);
    expect(await leavePrivateWindow()).toBe('left');
    expect(done).toEqual([
      ['create window', { url, incognito: false }],
      ['remove tab', 5],
    ]);
  });
});
