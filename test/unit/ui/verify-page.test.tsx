// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sha256Hex } from '../../../src/evidence/bytes.js';
import { evidenceLimits } from '../../../src/evidence/evidence-limits.js';
import { VerifyPage } from '../../../src/ui/verify/verify-page.js';
import { say } from '../../../src/ui/words.js';
import { fakeBrowser } from './fake-browser.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
fake.browser = fakeBrowser();

describe('the page that checks a package', () => {
  beforeEach(() => act(() => render(<VerifyPage />, document.body)));
  afterEach(() => act(() => render(null, document.body)));

  const noZip = new File(['no zip'], 'a.zip');
  /** Chooses a file as a browser does, and presses the button; gives what the page says in the end. */
  async function check(file: File, key = '', certificate: File | null = null): Promise<string> {
    await choose(0, file);
    if (certificate !== null) await choose(1, certificate);
    await type(key);
    await press();
    await vi.waitFor(() => expect(answer()).not.toBe(say('verify_state_working')));
    return answer();
  }
  const choose = (field: 0 | 1, file: File) =>
    act(() => {
      const input = document.querySelectorAll<HTMLInputElement>('input[type=file]')[field]!;
      Object.defineProperty(input, 'files', { value: [file], configurable: true });
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  const type = (key: string) =>
    act(() => {
      const field = document.querySelector<HTMLInputElement>('input[type=text]')!;
      field.value = key;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const press = () => act(() => document.querySelector('form')!.requestSubmit());
  const answer = () => document.querySelector('[role=status]')!.textContent;

  test('says of a file that is none of ours that nothing is proven', async () => {
    expect(await check(noZip)).toContain(say('verify_altered'));
    expect(document.querySelector('.answer-box')!.className).toBe('answer-box altered');
    // Of the zip as it lies there, for who was told one.
    const bytes = new Uint8Array(await noZip.arrayBuffer());
    expect(answer()).toContain(await sha256Hex(bytes));
  });

  test('reads no file that is too large', async () => {
    const large = new File([], 'large.zip');
    Object.defineProperty(large, 'size', { value: evidenceLimits.maxPackageBytes + 1 });
    const reading = vi.spyOn(large, 'arrayBuffer');
    expect(await check(large)).toBe(say('verify_state_too_large'));
    expect(reading).not.toHaveBeenCalled();
  });

  test('does not wait for ever for a file that lies there no more', async () => {
    const gone = new File([], 'gone.zip');
    gone.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
    expect(await check(gone)).toBe(say('verify_state_unreadable'));
  });

  test('does not wait for ever where something throws', async () => {
    vi.spyOn(crypto.subtle, 'digest').mockRejectedValueOnce(new RangeError('no memory'));
    expect(await check(noZip)).toBe(say('verify_state_unreadable'));
    const gone = new File(['a root'], 'root.pem');
    gone.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
    expect(await check(noZip, '', gone)).toBe(say('verify_state_bad_certificate'));
  });

  test('shows no answer beside another file, key or certificate than it was given for', async () => {
    const changes = [
      () => choose(0, new File(['another'], 'b.zip')),
      () => type('ab'),
      () => choose(1, new File(['a root'], 'root.pem')),
    ];
    for (const change of changes) {
      await check(noZip);
      expect(answer()).not.toBe('');
      await change();
      expect(answer()).toBe('');
    }
    // Also one that is still under way when the choice changes.
    let arrive: (bytes: ArrayBuffer) => void = () => undefined;
    const slow = new File([], 'slow.zip');
    slow.arrayBuffer = () => new Promise((resolve) => (arrive = resolve));
    await act(() => render(null, document.body));
    await act(() => render(<VerifyPage />, document.body));
    await choose(0, slow);
    await press();
    expect(answer()).toBe(say('verify_state_working'));
    await choose(0, noZip);
    await act(async () => {
      arrive(new ArrayBuffer(8));
      await new Promise((done) => setTimeout(done, 30));
    });
    expect(answer()).toBe('');
  });

  test('takes a mistyped fingerprint and a wrong certificate for mistakes, never for faults of the package', async () => {
    expect(await check(noZip, 'not a key')).toBe(say('verify_state_bad_key'));
    const none = new File(['none'], 'root.pem');
    expect(await check(noZip, '', none)).toBe(say('verify_state_bad_certificate'));
    expect(document.querySelector('.answer-box')).toBeNull();
  });
});
