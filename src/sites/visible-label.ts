import {
  maxDisclosureLabels,
  type DisclosureLabel,
  type DisclosureLevel,
} from '../shared/disclosure.js';
import { levelOfWords } from './ai-words.js';
import { cleanText } from './clean-text.js';
import type { IsOwn } from './find-element.js';
import type { SiteSelectors } from './site-table-schema.js';

/** Longest text that may be a label, in characters. Captions and comments are longer, labels are not. */
const maxLabelLength = 40;
/** Words in an element that holds nothing but labels may be a little longer. */
const maxOwnLabelLength = 120;
/** Text nodes looked at per reading; a page with more is a page of comments. */
const maxTextNodes = 4000;

/**
 * On every site: what somebody other than the platform writes. A link holds a name or a title; `h1`
 * holds a title; bullet comments fly over the player.
 */
const typedByPeople = [
  'a',
  'h1',
  'h2',
  'input',
  'textarea',
  '[contenteditable]',
  ...['comment', 'danmu', 'danmaku', 'barrage', 'bullet', 'nick', 'caption', 'subtitle'].map(
    (part) => `[class*="${part}" i]`,
  ),
  '[data-e2e*="comment"]',
].join(',');

/**
 * Labels in the visible page: elements that the site uses for labels alone, and the site's exact
 * sentences standing alone in an area where labels are shown (platforms.md section 6, anti-spoof rule).
 * Null when neither kind of place is on the page: then nothing was read.
 */
export function readVisibleLabels(
  doc: Document,
  site: Pick<SiteSelectors, 'label' | 'labelArea' | 'notLabel' | 'labelTexts'>,
  isOwn: IsOwn,
): readonly DisclosureLabel[] | null {
  const labels: DisclosureLabel[] = [];
  for (const { selector, attribute, level } of site.label) {
    for (const element of doc.querySelectorAll(selector)) {
      if (!isOwn(element) || !isShown(element) || isInside(element, site.notLabel)) continue;
      const raw = attribute === undefined ? element.textContent : element.getAttribute(attribute);
      const text = cleanText(raw);
      if (text === null || text.length > maxOwnLabelLength) continue;
      const found =
        level === 'in-words'
          ? levelOfWords(text)
          : (level ?? (isTyped(element) ? null : exactLevel(text, site)));
      if (found !== null) labels.push({ level: found, text, where: selector });
    }
  }
  const areas = site.labelArea
    .flatMap((selector) => [...doc.querySelectorAll(selector)])
    .filter(isOwn);
  labels.push(...areas.flatMap((area) => readArea(area, site, isOwn)));
  if (areas.length === 0 && labels.length === 0) return null;
  return distinct(labels);
}

function readArea(
  area: Element,
  site: Pick<SiteSelectors, 'notLabel' | 'labelTexts'>,
  isOwn: IsOwn,
): readonly DisclosureLabel[] {
  const found: DisclosureLabel[] = [];
  const walker = area.ownerDocument.createTreeWalker(area, 4 /* NodeFilter.SHOW_TEXT */);
  for (let seen = 0; seen < maxTextNodes && walker.nextNode() !== null; seen++) {
    const { data, parentElement } = walker.currentNode as Text;
    if (data.length > 4 * maxLabelLength || parentElement === null) continue;
    const level = exactLevel(data, site);
    if (level === null || !isAlone(parentElement, data)) continue;
    if (isTyped(parentElement) || !isOwn(parentElement)) continue;
    if (isInside(parentElement, site.notLabel) || !isShown(parentElement)) continue;
    found.push({ level, text: cleanText(data), where: 'text' });
  }
  return found;
}

/** The level of a sentence that is, word for word, one of the site's labels. */
function exactLevel(
  text: string,
  { labelTexts }: Pick<SiteSelectors, 'labelTexts'>,
): DisclosureLevel | null {
  const bare = bareText(text);
  if (bare === '' || bare.length > maxLabelLength) return null;
  return labelTexts.find((known) => bareText(known.text) === bare)?.level ?? null;
}

/** Letters and digits only, in one case. */
function bareText(text: string): string {
  return text
    .slice(0, 8 * maxLabelLength)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}

/** The text is all that its element says, and no words stand beside it: it is no part of a sentence. */
function isAlone(element: Element, text: string): boolean {
  const bare = bareText(text);
  let own = element;
  if (bareText(own.textContent) !== bare) return false;
  while (own.parentElement !== null && bareText(own.parentElement.textContent) === bare) {
    own = own.parentElement;
  }
  const beside = [...(own.parentElement?.childNodes ?? [])].filter((node) => node !== own);
  return !beside.some(
    (node) => node.nodeType === Node.TEXT_NODE && bareText(node.textContent ?? '') !== '',
  );
}

function isInside(element: Element, selectors: readonly string[]): boolean {
  return selectors.length > 0 && element.closest(selectors.join(',')) !== null;
}

function isTyped(element: Element): boolean {
  return element.closest(typedByPeople) !== null;
}

/** Templates and closed panels hold labels of nobody. */
function isShown(element: Element): boolean {
  return typeof element.checkVisibility !== 'function' || element.checkVisibility();
}

function distinct(labels: readonly DisclosureLabel[]): readonly DisclosureLabel[] {
  const byLevel = new Map(labels.toReversed().map((label) => [label.level, label]));
  return [...byLevel.values()].reverse().slice(0, maxDisclosureLabels);
}
