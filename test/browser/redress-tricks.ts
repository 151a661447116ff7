/**
 * What a page may do so that a click meant for it lands on ours, or looks like a click (threats.md
 * T2). Each runs inside the page, self-contained; what it leaves behind goes with `undoTrick`.
 */
export const redressTricks: Readonly<Record<string, string>> = {
  'a page that is nearly transparent': `document.documentElement.style.opacity = '0.01'`,
  'a cover that lets clicks through': cover('position:fixed;inset:0;z-index:2147483647'),
  'a cover in the top layer': `${cover('border:0;padding:0;margin:0;width:100vw;height:100vh')};
    decoy.popover = 'manual'; decoy.showPopover()`,
  'a modal dialog over everything': `const dialog = document.createElement('dialog');
    dialog.dataset.trick = ''; dialog.style.cssText = 'opacity:.01;pointer-events:none';
    document.body.append(dialog); dialog.showModal()`,
  'a page that is scaled': `document.documentElement.style.transform = 'scale(.2)'`,
  'a page that is masked': `document.documentElement.style.clipPath = 'inset(0 90% 90% 0)'`,
  'a page that is filtered': `document.documentElement.style.filter = 'contrast(0)'`,
  'a video that moves under the pointer': `addEventListener('pointerdown', ({ clientX, clientY }) => {
      document.querySelector('video').style.cssText =
        \`position:fixed;left:\${clientX - 60}px;top:\${clientY - 20}px\`;
    }, { capture: true, signal: trick.signal })`,
  'a video that shrinks at the press': `addEventListener('pointerdown', () => {
      document.querySelector('video').style.width = '200px';
    }, { capture: true, signal: trick.signal })`,
  'a decoy that goes between two clicks': `${cover('position:fixed;inset:0;z-index:2147483647;pointer-events:auto')};
    decoy.addEventListener('mousedown', () => decoy.remove())`,
  'a frame of the same page on top': `const frame = document.createElement('iframe');
    frame.dataset.trick = ''; frame.src = location.href;
    frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;opacity:.01;pointer-events:none';
    document.body.append(frame)`,
  'a pointer that is drawn elsewhere': `document.documentElement.style.cursor = 'none'`,
  'a pointer that is locked': `addEventListener('pointerdown', () => {
      document.documentElement.requestPointerLock?.();
    }, { signal: trick.signal })`,
  'a page in full screen': `addEventListener('pointerdown', () => {
      document.querySelector('video').requestFullscreen?.().catch(() => undefined);
    }, { once: true, signal: trick.signal })`,
  'clicks and keys made by the page': `for (const target of document.querySelectorAll('*')) {
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
        target.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, detail: 1 }));
      }
      target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      target.dispatchEvent(new KeyboardEvent('keydown',
        { key: 'F', altKey: true, shiftKey: true, bubbles: true }));
    }`,
};

/** Run before and after each trick. */
export const undoTrick = `
  globalThis.trick?.abort();
  globalThis.trick = new AbortController();
  document.exitPointerLock?.();
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  for (const left of document.querySelectorAll('[data-trick]')) left.remove();
  document.documentElement.removeAttribute('style');
  document.querySelector('video').removeAttribute('style');
`;

function cover(style: string): string {
  return `const decoy = document.createElement('div'); decoy.dataset.trick = '';
    decoy.style.cssText = 'background:#fff;pointer-events:none;${style}'; document.body.append(decoy)`;
}
