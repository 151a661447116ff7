import { describe, expect, test } from 'vitest';
import { createFight } from '../../../src/ui/chip/fight.js';
import { pageHides } from '../../../src/ui/chip/page-hides.js';
import { randomElementName } from '../../../src/ui/chip/random-name.js';
import { createSpeech } from '../../../src/ui/chip/speech.js';

describe('a page that fights the notice', () => {
  test('gets the notice back at once, then after short pauses', () => {
    const fight = createFight(8, 5000);
    expect(fight.ask(0)).toBe('restore');
    expect(fight.ask(1)).toBe('wait');
    expect(fight.ask(16)).toBe('restore');
    expect(fight.ask(40)).toBe('wait');
    expect(fight.ask(48)).toBe('restore');
  });

  test('that removes it once a second never wins', () => {
    const fight = createFight(8, 5000);
    for (let second = 0; second < 200; second += 1) {
      expect(fight.ask(second * 1000)).toBe('restore');
    }
  });

  test('that removes it without pause is named within two seconds, after few restorations', () => {
    const fight = createFight(8, 5000);
    let restores = 0;
    let nowMs = 0;
    for (; nowMs < 2000; nowMs += 5) {
      const move = fight.ask(nowMs);
      if (move === 'give-up') break;
      if (move === 'restore') restores += 1;
    }
    expect(nowMs).toBeLessThan(2000);
    expect(restores).toBe(8);
    expect(fight.ask(nowMs + 60_000)).toBe('give-up');
  });
});

describe('the page as a whole', () => {
  const open = { display: 'block', contentVisibility: 'visible', filter: 'none' };

  test('hides the notice with display, content-visibility and blinding filters', () => {
    for (const style of [
      { ...open, display: 'none' },
      { ...open, contentVisibility: 'hidden' },
      { ...open, filter: 'opacity(0)' },
      { ...open, filter: 'invert(1) brightness(0.05)' },
      { ...open, filter: 'contrast(0)' },
      { ...open, filter: 'blur(20px)' },
      { ...open, filter: 'brightness(100)' },
    ]) {
      expect(pageHides(style), JSON.stringify(style)).toBe(true);
    }
  });

  test('is left alone when it only dims or turns colours', () => {
    for (const filter of ['none', 'invert(1) hue-rotate(180deg)', 'brightness(0.8)', 'blur(1px)']) {
      expect(pageHides({ ...open, filter }), filter).toBe(false);
    }
  });
});

test('no two notices share an element name, and every name is a valid one', () => {
  const names = Array.from({ length: 500 }, randomElementName);
  expect(new Set(names).size).toBe(500);
  for (const name of names) expect(name).toMatch(/^[a-z]{3,12}-[a-z]{6,15}$/);
});

describe('what is read aloud', () => {
  test('waits until the region is known, then says each sentence once', () => {
    const speech = createSpeech(0);
    speech.want('a');
    expect(speech.due(100)).toBeNull();
    expect(speech.due(700)).toBe('a');
    expect(speech.due(9000)).toBeNull();
  });

  test('a verdict that flickers is said at most once in four seconds, the last one', () => {
    const speech = createSpeech(0);
    const said: string[] = [];
    for (let nowMs = 0; nowMs <= 10_000; nowMs += 200) {
      speech.want(nowMs % 400 === 0 ? 'weak' : 'moderate');
      const due = speech.due(nowMs);
      if (due !== null) said.push(due);
    }
    expect(said.length).toBeLessThanOrEqual(3);
  });

  test('what is over before it was due is not said', () => {
    const speech = createSpeech(0);
    speech.want('a');
    expect(speech.due(700)).toBe('a');
    speech.want('b');
    speech.want('a');
    expect(speech.due(9000)).toBeNull();
  });
});
