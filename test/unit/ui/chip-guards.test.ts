// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrackHistory } from '../../../src/shared/face-look.js';
import type { TrackId } from '../../../src/shared/ids.js';
import { chipActions, createChipCard, type ChipCard } from '../../../src/ui/chip/chip-card.js';
import { dragBy } from '../../../src/ui/chip/chip-drag.js';
import { keepFromPage } from '../../../src/ui/chip/keep-from-page.js';
import { createStrip, type Strip } from '../../../src/ui/chip/strip.js';

vi.mock('webextension-polyfill', () => ({
  default: { i18n: { getMessage: (key: string): string => key } },
}));
const cover = vi.hoisted(() => ({ state: 'clear' }));
vi.mock('../../../src/ui/chip/cover-watch.js', () => ({ watchCover: () => () => cover.state }));

/** What the browser would send for a person; the page can make the same with `isTrusted` false. */
function send(target: EventTarget, event: Event, isTrusted: boolean): Event {
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  target.dispatchEvent(event);
  return event;
}
const click = (target: EventTarget, isTrusted = true): Event =>
  send(target, new MouseEvent('click', { bubbles: true, clientX: 40 }), isTrusted);
const press = (target: EventTarget, init: KeyboardEventInit, isTrusted = true): Event =>
  send(
    target,
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
    isTrusted,
  );

const armMs = 500;
const modifiers = [{ ctrlKey: true }, { altKey: true }, { metaKey: true }] as const;

let notice: HTMLElement;
let ending: AbortController;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  cover.state = 'clear';
  notice = document.createElement('div');
  document.body.replaceChildren(notice);
  ending = new AbortController();
});
afterEach(() => {
  ending.abort();
  vi.useRealTimers();
});
const pass = (ms: number): unknown => vi.advanceTimersByTime(ms);

describe('an action of the notice', () => {
  const acted = vi.fn();
  let card: ChipCard;
  const button = (action: string): HTMLElement => notice.querySelector(`button.${action}`)!;
  beforeEach(() => {
    acted.mockClear();
    card = createChipCard(notice, acted, ending.signal);
  });

  it.each(chipActions)('%s runs for the click of a person alone', (action) => {
    card.open();
    pass(armMs);
    click(button(action), false);
    expect(acted).not.toHaveBeenCalled();
    click(button(action));
    expect(acted).toHaveBeenCalledExactlyOnceWith(action);
  });

  it('does not run under a pointer that clicked something else: not at once, nor after a move', () => {
    card.open();
    pass(armMs - 1);
    click(button('report'));
    pass(1);
    card.disturb();
    pass(armMs - 1);
    click(button('report'));
    expect(acted).not.toHaveBeenCalled();
    pass(1);
    click(button('report'));
    expect(acted).toHaveBeenCalledTimes(1);
  });

  it('does not run while the explanation is closed, and needs its moment again when it opens', () => {
    card.open();
    pass(armMs);
    card.close();
    click(button('freeze'));
    card.open();
    click(button('freeze'));
    expect(acted).not.toHaveBeenCalled();
  });

  it('does not run while something of the page lies over it, and says so', () => {
    card.open();
    pass(armMs);
    cover.state = 'covered';
    click(button('why'));
    expect(acted).not.toHaveBeenCalled();
    const refusal = notice.querySelector<HTMLElement>('.refusal')!;
    expect(refusal.hidden).toBe(false);
    expect(refusal.textContent).not.toBe('');
  });
});

describe('the strip along the progress bar', () => {
  const sought = vi.fn();
  let strip: Strip;
  let line: HTMLElement;
  const track: TrackHistory = {
    trackId: 'a' as TrackId,
    quality: { facePx: 100, sharpness: 3, luma: 90 },
    points: [2, 6].map((atS) => ({
      fromS: atS,
      toS: atS + 1,
      score: 0.9,
      isSign: true,
      looks: 1,
      refused: 0,
    })),
  };
  const place = { leftPx: 10, topPx: 300, widthPx: 100 };
  beforeEach(() => {
    sought.mockClear();
    strip = createStrip(notice, sought, ending.signal);
    line = notice.querySelector<HTMLElement>('.strip')!;
    line.getBoundingClientRect = () => ({ left: 0, width: 100 }) as DOMRect;
    strip.draw([track], 10, 0);
    strip.moveTo(place);
    pass(armMs);
  });

  it('goes to a moment for the click of a person alone', () => {
    click(line, false);
    expect(sought).not.toHaveBeenCalled();
    click(line);
    expect(sought).toHaveBeenCalledExactlyOnceWith(4);
  });

  it('does not go anywhere for half a second after it appeared or moved', () => {
    strip.moveTo({ ...place, topPx: 200 });
    pass(armMs - 1);
    click(line);
    strip.moveTo(null);
    pass(armMs);
    strip.moveTo({ ...place, topPx: 200 });
    click(line);
    expect(sought).not.toHaveBeenCalled();
    // Put where it stands already, it has not moved.
    pass(armMs);
    strip.moveTo({ ...place, topPx: 200 });
    click(line);
    expect(sought).toHaveBeenCalledTimes(1);
  });

  it.each(['Enter', ' '])('goes to a moment for the key "%s" of a person alone', (key) => {
    press(line, { key }, false);
    expect(sought).not.toHaveBeenCalled();
    press(line, { key });
    expect(sought).toHaveBeenCalledTimes(1);
  });

  it.each(modifiers)('leaves its keys to the browser and the site with %o', (modifier) => {
    for (const key of ['Enter', ' ', 'ArrowRight', 'End']) {
      expect(press(line, { key, ...modifier }).defaultPrevented).toBe(false);
    }
    expect(sought).not.toHaveBeenCalled();
    expect(line.getAttribute('aria-valuenow')).toBe('0.0');
  });

  it('follows the pointer of a person alone', () => {
    const move = (): Event => new MouseEvent('pointermove', { clientX: 70 });
    send(line, move(), false);
    expect(line.getAttribute('aria-valuenow')).toBe('0.0');
    send(line, move(), true);
    expect(line.getAttribute('aria-valuenow')).toBe('7.0');
  });
});

describe('keys of the site', () => {
  it.each(['f', 'k', 'm', 'j', 'l', '0', '5', '<', 'c', 'Tab', 'MediaPlayPause'])(
    '"%s" pressed on the notice reaches the page',
    (key) => {
      const heard = vi.fn();
      keepFromPage(notice, ending.signal);
      document.body.addEventListener('keydown', heard, { signal: ending.signal });
      expect(press(notice, { key }).defaultPrevented).toBe(false);
      expect(heard).toHaveBeenCalledTimes(1);
    },
  );

  it.each(['Enter', ' ', 'Escape', 'ArrowLeft', 'Home'])(
    '"%s", which the notice uses itself, does not reach the player below',
    (key) => {
      const heard = vi.fn();
      keepFromPage(notice, ending.signal);
      document.body.addEventListener('keydown', heard, { signal: ending.signal });
      document.body.addEventListener('click', heard, { signal: ending.signal });
      press(notice, { key });
      click(notice);
      expect(heard).not.toHaveBeenCalled();
    },
  );
});

describe('moving the notice', () => {
  const events = { started: vi.fn(), movedBy: vi.fn(), ended: vi.fn(), reset: vi.fn() };
  const calls = (): number =>
    Object.values(events).reduce((sum, heard) => sum + heard.mock.calls.length, 0);
  beforeEach(() => {
    Object.values(events).forEach((heard) => heard.mockClear());
    notice.setPointerCapture = vi.fn();
    dragBy(notice, events, ending.signal);
  });

  it('happens for keys of a person alone', () => {
    press(notice, { key: 'ArrowLeft' }, false);
    press(notice, { key: 'Home' }, false);
    expect(calls()).toBe(0);
    press(notice, { key: 'ArrowLeft' });
    press(notice, { key: 'Home' });
    expect(events.movedBy).toHaveBeenCalledExactlyOnceWith(-24, 0);
    expect(events.reset).toHaveBeenCalledTimes(1);
  });

  it.each(modifiers)('leaves its keys to the browser and the site with %o', (modifier) => {
    for (const key of ['ArrowLeft', 'ArrowUp', 'Home']) {
      expect(press(notice, { key, ...modifier }).defaultPrevented).toBe(false);
    }
    expect(calls()).toBe(0);
  });

  it.each([
    ['a pointer that the page made up', false, true, 0],
    ['a move that the page made up', true, false, 0],
    ['another button', true, true, 2],
  ])('does not happen for %s', (_what, isDownTrusted, isMoveTrusted, button) => {
    send(notice, new MouseEvent('pointerdown', { button, clientX: 0 }), isDownTrusted);
    send(notice, new MouseEvent('pointermove', { clientX: 80 }), isMoveTrusted);
    send(notice, new MouseEvent('pointerup'), true);
    expect(calls()).toBe(0);
  });

  it('happens for the pointer of a person', () => {
    send(notice, new MouseEvent('pointerdown', { button: 0, clientX: 0 }), true);
    send(notice, new MouseEvent('pointermove', { clientX: 80 }), true);
    send(notice, new MouseEvent('pointerup'), true);
    expect(events.movedBy).toHaveBeenCalledExactlyOnceWith(80, 0);
    expect(events.ended).toHaveBeenCalledTimes(1);
  });
});
