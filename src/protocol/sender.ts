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

/** Trust class of `sender`. M11: `sender.origin` of a content script is the page's origin in both browsers. */
export function classifySender(
  sender: Runtime.MessageSender & { origin?: string },
  own: OwnExtension,
): SenderClass {
  if (sender.id !== own.id) return 'foreign';
  const from = sender.origin ?? sender.url;
  if (from === undefined || from === '') return 'foreign';
  const isOwnPage = from === own.baseUrl.replace(/\/$/, '') || from.startsWith(own.baseUrl);
  if (isOwnPage) return 'extension-page';
  return sender.tab?.id === undefined ? 'foreign' : 'own-content';
}
