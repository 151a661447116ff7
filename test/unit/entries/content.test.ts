// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { settle } from '../../fixtures/fake-clock.js';

type Listener = (message: unknown, sender: unknown) => Promise<unknown> | undefined;
const asked: string[] = [];
const listeners: Listener[] = [];
vi.mock('webextension-polyfill', () => ({
  default: {
    i18n: { getMessage: (key: string) => key },
    runtime: {
      id: 'seam',
      getURL: (path: string) => `chrome-extension://seam${path}`,
      sendMessage: async ({ seam }: { seam: string }) => {
        asked.push(seam);
        const ok = seam === 'site/read-mode';
        return ok ? { ok, value: { mode: 'off', granted: true } } : { ok, error: 'gone' };
      },
      onMessage: { addListener: (listen: Listener) => listeners.push(listen) },
    },
  },
}));
vi.stubGlobal(
  'IntersectionObserver',
  class {
    disconnect = vi.fn();
  },
);
vi.stubGlobal(
  'ResizeObserver',
  class {
    disconnect = vi.fn();
  },
);

describe('the content script of a frame', () => {
  it('asks for its mode when it starts, and again whenever modes have changed', async () => {
    await import('../../../src/entries/content.js');
    await settle();
    const questions = (): number => asked.filter((name) => name === 'site/read-mode').length;
    expect(questions()).toBe(1);
    const sender = { id: 'seam', url: 'chrome-extension://seam/background.js' };
    const answers: unknown[] = [];
    for (const listen of listeners) {
      answers.push(await listen({ seam: 'page/renew-mode', body: {} }, sender));
    }
    expect(answers).toEqual([{ ok: true, value: { done: true } }]);
    expect(questions()).toBe(2);
  });
});
