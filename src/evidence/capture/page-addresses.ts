import { bareAddress, bareMediaAddress } from '../../shared/bare-address.js';
import { evidenceLimits } from '../evidence-limits.js';
import type { PageMeta } from './page-meta.js';

/** Addresses in `page/meta.json`. */
type Addresses = Pick<
  PageMeta,
  'urlAsSeen' | 'urlCanonical' | 'urlClaimed' | 'urlOfTab' | 'mediaUrl'
>;

/** What the browser and the page say of where a media was. */
export interface SeenAddresses {
  /** Address of the tab; null where the browser does not say. */
  readonly tab: string | null;
  /** The media is in the tab's own document, not in a frame inside it. */
  readonly isTop: boolean;
  /** Address of the document that holds it, as that says itself. */
  readonly document: string;
  /** Made by us from the id of the content. */
  readonly content: string | null;
  /** `<link rel="canonical">` of that document. */
  readonly claimed: string | null;
  readonly media: string | null;
}

export interface ChosenAddresses {
  readonly addresses: Addresses;
  /** What was left out of them, for `missing`. */
  readonly missing: readonly string[];
}

/**
 * The addresses that evidence keeps: the browser's word before the page's, the tab's where the frame has
 * none (`about:srcdoc`), none with what names the reader, none longer than is read back. Null: no address
 * of the web, and no report could name the page.
 */
export function chooseAddresses(seen: SeenAddresses): ChosenAddresses | null {
  const { tab, isTop, document, content, claimed, media } = seen;
  const found = (isTop ? [tab, document] : [document, tab]).find(isWeb);
  if (found == null) return null;
  const whole: Addresses = {
    urlAsSeen: found,
    urlCanonical: content,
    urlClaimed: claimed,
    urlOfTab: isTop || !isWeb(tab) ? null : tab,
    mediaUrl: media,
  };
  const bare = bareAddresses(whole);
  const addresses: Addresses = {
    ...bare,
    urlAsSeen: fit(bare.urlAsSeen),
    urlOfTab: bare.urlOfTab == null ? null : fit(bare.urlOfTab),
  };
  const isCut = addresses.urlAsSeen !== bare.urlAsSeen || addresses.urlOfTab !== bare.urlOfTab;
  return {
    addresses,
    missing: [
      ...(namesReader(whole) ? ['address: parts that may name the viewer'] : []),
      ...(isCut ? ['address: too long, its end was left out'] : []),
    ],
  };
}

/** True of evidence from before November 28, 2026 whose addresses may say who looked. */
export function namesReader(meta: Addresses): boolean {
  const bare = bareAddresses(meta);
  return (['urlAsSeen', 'urlClaimed', 'urlOfTab', 'mediaUrl'] as const).some(
    (name) => bare[name] !== (meta[name] ?? null),
  );
}

function bareAddresses(meta: Addresses): Addresses {
  const { urlAsSeen, urlCanonical, urlClaimed, urlOfTab, mediaUrl } = meta;
  return {
    urlAsSeen: bareAddress(urlAsSeen, urlCanonical !== null),
    urlCanonical,
    urlClaimed: urlClaimed === null ? null : bareAddress(urlClaimed),
    urlOfTab: urlOfTab == null ? null : bareAddress(urlOfTab),
    mediaUrl: mediaUrl === null ? null : bareMediaAddress(mediaUrl),
  };
}

function isWeb(address: string | null): address is string {
  return address !== null && URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

/** Without its query first, which is what grows. */
function fit(address: string): string {
  const most = evidenceLimits.maxFieldChars;
  return address.length <= most ? address : (address.split(/[?#]/)[0] ?? '').slice(0, most);
}
