import { say } from '../words.js';
import { createArm } from './arm.js';
import { watchCover } from './cover-watch.js';
import { add } from './dom.js';

/** What a person may ask for. All but the last open a page of the extension; nothing else happens. */
export const chipActions = ['why', 'freeze', 'report', 'not-now'] as const;
export type ChipAction = (typeof chipActions)[number];

/** The explanation under the pill, with its actions. */
export interface ChipCard {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  write(sentence: string, remembered: string): void;
  /** It moved or something was put over it: clicks do not count for a moment. */
  disturb(): void;
}

/** threats.md T2. */
const armDelayMs = 500;

const actionWords: Readonly<Record<ChipAction, string>> = {
  why: 'chip_why',
  freeze: 'chip_freeze',
  report: 'chip_report',
  'not-now': 'chip_not_now',
};

/** `act` runs for a trusted click on an action that stood still and uncovered long enough. */
export function createChipCard(
  notice: HTMLElement,
  act: (action: ChipAction) => void,
  signal: AbortSignal,
): ChipCard {
  const card = add(notice, 'div', 'card');
  card.hidden = true;
  const sentence = add(card, 'p', 'sentence');
  const remembered = add(card, 'p', 'remembered');
  remembered.hidden = true;
  const actions = add(card, 'div', 'actions');
  const refusal = add(card, 'p', 'refusal');
  refusal.hidden = true;
  refusal.setAttribute('role', 'status');
  add(card, 'p', 'hint').textContent = say('chip_hint');

  const arm = createArm(armDelayMs);
  const cover = watchCover(card, signal);
  for (const action of chipActions) {
    const button = add(actions, 'button', `action ${action}`);
    button.type = 'button';
    button.textContent = say(actionWords[action]);
    button.addEventListener(
      'click',
      (event) => {
        if (!event.isTrusted || card.hidden || !arm.isArmed(performance.now())) return;
        if (cover() === 'covered') {
          refusal.textContent = say('chip_covered');
          refusal.hidden = false;
          return;
        }
        act(action);
      },
      { signal },
    );
  }

  return {
    get isOpen() {
      return !card.hidden;
    },
    open() {
      card.hidden = false;
      refusal.hidden = true;
      arm.disturb(performance.now());
    },
    close() {
      card.hidden = true;
    },
    write(text, memory) {
      sentence.textContent = text;
      remembered.textContent = memory;
      remembered.hidden = memory === '';
    },
    disturb: () => arm.disturb(performance.now()),
  };
}
