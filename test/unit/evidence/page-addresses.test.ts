import { describe, expect, it } from 'vitest';
import {
  chooseAddresses,
  type SeenAddresses,
} from '../../../src/evidence/capture/page-addresses.js';
import { bareAddress, bareMediaAddress } from '../../../src/shared/bare-address.js';

const seen: SeenAddresses = {
  tab: 'https://a.example/watch?id=7',
  isTop: true,
  document: 'https://a.example/watch?id=7',
  content: null,
  claimed: null,
  media: null,
};
const chosen = (changes: Partial<SeenAddresses>) => chooseAddresses({ ...seen, ...changes });

describe('an address without its reader', () => {
  it.each([
    ['https://a.example/v?id=7&vd_source=me&share_session_id=1', 'https://a.example/v?id=7'],
    ['https://a.example/v?utm_source=x&si=y', 'https://a.example/v'],
    ['https://me:secret@a.example/v?a=%20b&xsec_token=1#reply1', 'https://a.example/v?a=%20b'],
    ['https://a.example/v?access_token=1&b', 'https://a.example/v?b'],
    ['https://a.example/#/video/7', 'https://a.example/#/video/7'],
    ['about:srcdoc', 'about:srcdoc'],
    ['none', 'none'],
  ])('%s', (address, bare) => {
    expect(bareAddress(address)).toBe(bare);
    expect(bareAddress(bare)).toBe(bare);
  });

  it('keeps of a content with an address of its own only the place inside it', () => {
    const of = (query: string): string => bareAddress(`https://a.example/v?${query}`, true);
    expect(of('p=2&t=1m30s&list=mine&who=me')).toBe('https://a.example/v?p=2&t=1m30s');
    expect(of('s=20&t=AbCdEfGhIjKlMn')).toBe('https://a.example/v');
  });

  it('keeps of a file what names it, not who may fetch it', () => {
    expect(bareMediaAddress('https://cdn.example/v.mp4?id=7&mid=42&oi=1234&upsig=x&sign=y')).toBe(
      'https://cdn.example/v.mp4?id=7&upsig=x',
    );
  });
});

describe('the addresses of a freeze', () => {
  it('say of a frame what it is and where it was seen', () => {
    const document = 'https://player.example/embed/7';
    expect(chosen({ isTop: false, document })).toEqual({
      addresses: {
        urlAsSeen: document,
        urlCanonical: null,
        urlClaimed: null,
        urlOfTab: seen.tab,
        mediaUrl: null,
      },
      missing: [],
    });
    // What the frame's page claims is not where the tab was.
    expect(
      chosen({ isTop: false, document, claimed: 'https://p.example/7' })?.addresses,
    ).toMatchObject({ urlClaimed: 'https://p.example/7', urlOfTab: seen.tab });
    expect(chosen({})?.addresses.urlOfTab).toBeNull();
  });

  it('are those of the tab where a frame has none, and none where nothing is of the web', () => {
    for (const document of ['about:srcdoc', 'about:blank', 'blob:https://a.example/1']) {
      expect(chosen({ isTop: false, document })?.addresses.urlAsSeen).toBe(seen.tab);
    }
    const file = 'file:///home/me/a.html';
    expect(chosen({ tab: file, document: file })).toBeNull();
    expect(chosen({ tab: null })?.addresses.urlAsSeen).toBe(seen.document);
  });

  it('are cut to what is read back, and say so', () => {
    const long = `https://a.example/watch?id=${'7'.repeat(5000)}`;
    expect(chosen({ tab: long })).toMatchObject({
      addresses: { urlAsSeen: 'https://a.example/watch' },
      missing: ['address: too long, its end was left out'],
    });
    expect(
      chosen({ tab: `https://a.example/${'x'.repeat(5000)}` })?.addresses.urlAsSeen,
    ).toHaveLength(4000);
  });

  it('name no reader, and say that something was left out', () => {
    const tab = 'https://a.example/watch?id=7&vd_source=me';
    expect(chosen({ tab })).toMatchObject({
      addresses: { urlAsSeen: 'https://a.example/watch?id=7' },
      missing: ['address: parts that may name the viewer'],
    });
  });
});
