// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { CopyButton } from '../../../src/ui/copy-button.js';
import { say } from '../../../src/ui/words.js';
import { fakeBrowser } from './fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: null }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();

async function draw(text: string): Promise<void> {
  await act(() => render(<CopyButton text={text} />, document.body));
}
async function click(): Promise<void> {
  await act(async () => document.querySelector('button')!.click());
}
function allow(isAllowed: boolean): void {
  const writeText = (): Promise<void> =>
    isAllowed ? Promise.resolve() : Promise.reject(new Error('not allowed'));
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
}
const status = (): string => document.querySelector('[role=status]')!.textContent;

afterEach(() => render(null, document.body));

test('says that a text was copied, until the text is another', async () => {
  allow(true);
  await draw('one');
  expect(status()).toBe('');
  await click();
  expect(status()).toBe(say('copy_done'));
  await draw('two');
  expect(status()).toBe('');
});

test('says so when the browser refuses', async () => {
  allow(false);
  await draw('one');
  await click();
  expect(status()).toBe(say('copy_failed'));
});
