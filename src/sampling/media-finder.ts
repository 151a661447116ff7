import { dressCanvasPlayer } from '../frames/canvas-player.js';
import type { MediaElement } from '../frames/pixel-source.js';
import { canvasPlayerName } from '../shared/canvas-player.js';
import { limits } from '../shared/limits.js';
import type { Clock } from './clock.js';

export interface MediaFinder {
  /** Looks through the whole document again: shadow roots that were attached later make no mutation. */
  rescan(): void;
  /** An element that left the page is found again when it comes back. */
  forget(element: MediaElement): void;
}

/** What the finder tells. */
export interface FinderListener {
  /** Called once per element, however often it moves. */
  found(element: MediaElement): void;
  /** Nodes were removed: elements may be gone. */
  removed(): void;
}

/**
 * Finds every `<video>`, `<img>` and canvas player of a document and of its open shadow roots, now and later.
 * Mutations are worked on as they come, up to `limits.mutationWorkMsPerSecond`; beyond that the
 * observer pauses and one full scan a second takes its place (threats.md T4, 10,000 mutations a second).
 */
export function findMedia(
  doc: Document,
  listener: FinderListener,
  clock: Clock,
  signal: AbortSignal,
): MediaFinder {
  const known = new WeakSet<Element>();
  const roots = new Set<Document | ShadowRoot>();
  let windowStartMs = clock.nowMs();
  let workMs = 0;
  let isPaused = false;

  const observer = new MutationObserver((mutations) => {
    const startMs = clock.nowMs();
    if (startMs - windowStartMs >= 1000) {
      windowStartMs = startMs;
      workMs = 0;
    }
    let hasRemovals = false;
    for (const { addedNodes, removedNodes } of mutations) {
      hasRemovals ||= removedNodes.length > 0;
      for (const node of addedNodes) {
        if (node instanceof Element && node.isConnected) meet(node, true);
      }
      if (workMs + clock.nowMs() - startMs > limits.mutationWorkMsPerSecond) {
        pause();
        break;
      }
    }
    workMs += clock.nowMs() - startMs;
    if (hasRemovals) listener.removed();
  });

  function meet(element: Element, withChildren: boolean): void {
    const name = element.localName;
    const isDrawn = name === canvasPlayerName;
    if ((name === 'video' || name === 'img' || isDrawn) && !known.has(element)) {
      known.add(element);
      if (isDrawn) dressCanvasPlayer(element);
      listener.found(element as MediaElement);
    }
    if (element.shadowRoot !== null) enter(element.shadowRoot);
    if (withChildren && element.firstElementChild !== null) scan(element);
  }

  function scan(root: ParentNode): void {
    for (const element of root.querySelectorAll('*')) meet(element, false);
  }

  function enter(root: Document | ShadowRoot): void {
    if (roots.has(root)) return;
    roots.add(root);
    if (!isPaused) observer.observe(root, { childList: true, subtree: true });
    scan(root);
  }

  function pause(): void {
    isPaused = true;
    observer.disconnect();
    clock.after(1000, signal, () => {
      isPaused = false;
      windowStartMs = clock.nowMs();
      workMs = 0;
      rescan();
    });
  }

  function rescan(): void {
    if (signal.aborted || isPaused) return;
    observer.disconnect();
    roots.clear();
    enter(doc);
    // Disconnecting drops mutations that were not delivered yet.
    listener.removed();
  }

  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  rescan();
  doc.defaultView?.addEventListener('load', rescan, { signal });
  doc.addEventListener('DOMContentLoaded', rescan, { signal });
  return { rescan, forget: (element) => void known.delete(element) };
}
