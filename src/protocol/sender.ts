import type { Runtime } from 'webextension-polyfill';

/**
 * Who sent a message, decided from fields that the browser supplies, never from the body
 * (threats.md T5, T6). Absent fields mean `foreign`.
 */
export type SenderClass = 'extension-page' | 'own-content' | 'foreign';

export interface OwnExtension {
  readonly id: string;
  /** `chrome-extension://<id>/` or `moz-extension://<uuid>/`. */
  readonly baseUrl: string;
}

/** `origin` is not in the polyfill's types; both browsers send it. */
export type SenderWithOrigin = Runtime.MessageSender & { readonly origin?: string };

/** The address a message came from: its origin where the browser says so, else its URL. */
export function addressOfSender(sender: SenderWithOrigin): string | undefined {
  return sender.origin ?? sender.url;
}

/** Trust class of `sender`. M11: `sender.origin` of a content script is the page's origin in both browsers. */
export function classifySender(sender: SenderWithOrigin, own: OwnExtension): SenderClass {
  if (sender.id !== own.id) return 'foreign';
  const from = addressOfSender(sender);
  if (from === undefined || from === '') return 'foreign';
  const isOwnPage = from === own.baseUrl.replace(/\/$/, '') || from.startsWith(own.baseUrl);
  if (isOwnPage) return 'extension-page';
  return sender.tab?.id === undefined ? 'foreign' : 'own-content';
}
