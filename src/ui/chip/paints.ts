/** Elements that show something whatever is in them. */
const shown: ReadonlySet<string> = new Set([
  'img',
  'svg',
  'canvas',
  'button',
  'input',
  'select',
  'a',
  'iframe',
  'picture',
]);

/**
 * True when an element draws something itself: words, a picture, a control, the box of a component
 * whose inside is closed. A background counts only where `needsContent` is false.
 */
export function paints(element: Element, needsContent: boolean): boolean {
  const { localName } = element;
  if (shown.has(localName) || element.getAttribute('role') === 'button') return true;
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE && (child.nodeValue ?? '').trim() !== '') return true;
  }
  if (needsContent) return false;
  if (localName.includes('-')) return true;
  const style = getComputedStyle(element);
  return style.backgroundImage !== 'none' || !isClear(style.backgroundColor);
}

function isClear(colour: string): boolean {
  return colour === 'transparent' || /[,/]\s*0(\.0+)?\)$/.test(colour);
}
