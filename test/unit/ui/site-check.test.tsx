// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SiteCheck } from '../../../src/shared/site-check.js';
import { SiteCheckSection } from '../../../src/ui/options/site-check-section.js';
import { siteCheckText } from '../../../src/ui/options/site-check-text.js';
import { say } from '../../../src/ui/words.js';
import { sitePageHtml, sitePages } from '../../fixtures/site-pages.js';
import { breakParts, openPage } from '../sites/open-page.js';
import { fakeBrowser } from './fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));

const page = sitePages.find(({ file }) => file === 'douyin-video')!;

/** What a content script answers on a page of Douyin, with some selectors broken. */
function checkOf(
  ...broken: Parameters<typeof breakParts> extends [string, ...infer Parts] ? Parts : never
): SiteCheck {
  const table = breakParts('douyin', ...broken);
  const { adapter, doc, url } = openPage(sitePageHtml(page.file), page.address, table);
  return adapter.check(doc, url);
}

async function open(reply: unknown): Promise<{ sent: unknown[] }> {
  const sent: unknown[] = [];
  fake.browser = {
    ...fakeBrowser(),
    runtime: { getManifest: () => ({ version: '9.9.9' }) },
    tabs: {
      query: () =>
        Promise.resolve([
          { id: 4, url: page.address, title: 'Secret title' },
          { id: 5, url: 'chrome://settings/', title: 'Settings' },
          { id: 6, title: 'A page that Seam may not see' },
        ]),
      sendMessage: (...call: unknown[]) => {
        sent.push(call);
        return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
      },
    },
  };
  await act(() => render(<SiteCheckSection id="site-check" />, document.body));
  await settle();
  return { sent };
}

const settle = () => act(() => new Promise((done) => setTimeout(done, 5)));

async function press(name: string): Promise<void> {
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)!.click();
  await settle();
}

afterEach(() => render(null, document.body));

describe('the page check', () => {
  test('offers the pages that Seam may see and asks the top frame of the chosen one', async () => {
    const { sent } = await open({ ok: true, value: checkOf() });
    expect([...document.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual([
      'www.douyin.com: Secret title',
    ]);
    await press(say('site_check_run'));
    expect(sent).toEqual([[4, { seam: 'page/check-site', body: {} }, { frameId: 0 }]]);
    expect(document.querySelector('[role="status"]')!.textContent).toContain('Everything expected');
    expect(document.querySelectorAll('tbody strong')).toHaveLength(0);
  });

  test('names each part that is missing, with the selectors that found nothing', async () => {
    await open({ ok: true, value: checkOf('title', 'uploader') });
    await press(say('site_check_run'));
    expect(document.querySelector('[role="status"]')!.textContent).toContain('2 parts');
    const missing = [...document.querySelectorAll('tbody tr')].filter((row) =>
      row.querySelector('strong'),
    );
    expect(missing.map((row) => row.querySelector('th')!.textContent)).toEqual([
      say('site_part_title'),
      say('site_part_uploader'),
    ]);
    for (const row of missing) expect(row.textContent).toContain('x-redesigned');
  });

  test('copies a text that names the host and nothing of what is watched', async () => {
    const writeText = vi.fn((_text: string) => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    await open({ ok: true, value: checkOf('title') });
    await press(say('site_check_run'));
    await press(say('options_debug_copy'));
    const text = writeText.mock.calls[0]![0];
    const facts = JSON.parse(text) as { host: string; parts: Record<string, { state: string }> };
    expect(facts).toMatchObject({ version: '9.9.9', host: 'www.douyin.com', site: 'douyin' });
    expect(facts.parts['title']!.state).toBe('missing');
    for (const secret of [page.contentId, page.title, page.uploader, 'Secret title']) {
      expect(text).not.toContain(secret);
    }
    expect(document.body.textContent).toContain(say('options_debug_copied'));
  });

  test.each([
    ['is not there', new Error('no receiver')],
    ['answers nonsense', { ok: true, value: { site: 7 } }],
  ])('a page that %s is said not to have answered', async (_what, reply) => {
    await open(reply);
    await press(say('site_check_run'));
    expect(document.body.textContent).toContain(say('site_check_no_answer'));
    expect(document.querySelector('table')).toBeNull();
  });
});

test('every part of every site has a name and every state a word', () => {
  fake.browser = fakeBrowser();
  for (const { file, address } of sitePages) {
    const { adapter, doc, url } = openPage(sitePageHtml(file), address);
    const check = adapter.check(doc, url);
    expect(() => JSON.parse(siteCheckText(url.hostname, check, '1')) as unknown).not.toThrow();
    for (const { part, state } of check.parts) {
      const name = part.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      expect(say(`site_part_${name}`), part).not.toBe('');
      expect(say(`site_state_${state}`), state).not.toBe('');
    }
  }
});
