import browser from 'webextension-polyfill';
import { limits } from '../shared/limits.js';

/** One picture that a person pointed at, as the browser told it: tab, frame and address. */
export interface Gesture {
  readonly frameId: number;
  readonly address: string;
  readonly untilMs: number;
}

const keyOf = (tabId: number): string => `gesture:${tabId}`;

/** Remembers "Check this face" on a picture; the next one of the tab takes its place. */
export async function rememberGesture(
  tabId: number,
  frameId: number,
  address: string,
  nowMs: number,
): Promise<void> {
  const gesture: Gesture = { frameId, address, untilMs: nowMs + limits.addressGestureMs };
  await browser.storage.session.set({ [keyOf(tabId)]: gesture });
}

/** True once per gesture, for the very picture it was made on, while it is fresh. */
export async function takeGesture(
  tabId: number,
  frameId: number,
  address: string,
  nowMs: number,
): Promise<boolean> {
  const key = keyOf(tabId);
  const gesture = (await browser.storage.session.get(key))[key] as Gesture | undefined;
  if (gesture?.frameId !== frameId || gesture.address !== address || gesture.untilMs < nowMs) {
    return false;
  }
  await browser.storage.session.remove(key);
  return true;
}
