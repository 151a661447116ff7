import { beforeEach, describe, expect, it, vi } from 'vitest';

const browser = vi.hoisted((): { stored: unknown; granted: boolean } => ({
  stored: undefined,
  granted: true,
}));
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: { local: { get: (key: string) => Promise.resolve({ [key]: browser.stored }) } },
    permissions: { contains: () => Promise.resolve(browser.granted) },
  },
}));
const { isPictureHostAllowed } = await import('../../../src/background/picture-hosts.js');

const cover = 'https://i.ytimg.com/vi/x/hq720.jpg';
beforeEach(() => {
  browser.stored = undefined;
  browser.granted = true;
});

describe('the host of a picture', () => {
  it('is closed from the start, even where the browser would allow it', async () => {
    expect(await isPictureHostAllowed(cover)).toBe(false);
  });

  it('is open when the person switched it on and the browser agrees', async () => {
    browser.stored = ['ytimg'];
    expect(await isPictureHostAllowed(cover)).toBe(true);
    browser.granted = false;
    expect(await isPictureHostAllowed(cover)).toBe(false);
  });

  it.each([
    'https://i.ytimg.com.evil.example/x.jpg',
    'https://evil-i.ytimg.com/x.jpg',
    'https://nothdslb.com/x.jpg',
    'https://i0.hdslb.com/x.jpg',
  ])('%s is not opened by another one', async (address) => {
    browser.stored = ['ytimg'];
    expect(await isPictureHostAllowed(address)).toBe(false);
  });

  it('covers every server of Bilibili, and nothing that is stored by another name', async () => {
    browser.stored = ['hdslb', '*', '<all_urls>'];
    expect(await isPictureHostAllowed('https://i2.hdslb.com/x.jpg')).toBe(true);
    expect(await isPictureHostAllowed('https://images.example/x.jpg')).toBe(false);
  });

  it('of a site is open for its own pictures only, once it is switched on', async () => {
    browser.stored = ['sinaimg'];
    expect(await isPictureHostAllowed('https://wx1.sinaimg.cn/large/x.jpg')).toBe(true);
    expect(await isPictureHostAllowed('https://sinaimg.cn.evil.example/x.jpg')).toBe(false);
    expect(await isPictureHostAllowed('https://pbs.twimg.com/media/x.jpg')).toBe(false);
  });
});
