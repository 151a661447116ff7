/**
 * Text from a page, made harmless to read: controls and the marks that turn the direction of
 * writing go, because they can make one address look like another (threats.md T8).
 */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

export function plainText(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(unseen, '');
}

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** `text` for an HTML text node or a quoted attribute. */
export function escapeHtml(text: string): string {
  return plainText(text).replace(/[&<>"'`]/g, (char) => named[char] ?? '');
}

/** First `maxChars` characters; a cut is shown by an ellipsis and never splits a character. */
export function cutText(text: string, maxChars: number): string {
  const chars = Array.from(text);
  return chars.length <= maxChars ? text : `${chars.slice(0, Math.max(0, maxChars - 1)).join('')}…`;
}
