import * as v from 'valibot';
import browser from 'webextension-polyfill';
import {
  messageTable,
  type MessageName,
  type MessageResult,
  type RequestOf,
} from './message-table.js';

/** What travels: the name picks the row, the body must fit its schema. */
export interface Envelope {
  readonly seam: MessageName;
  readonly body: unknown;
}

/** Where a message to a content script goes. */
export interface ContentTarget {
  readonly tabId: number;
  readonly frameId?: number;
}

/**
 * Sends a message to the background. Never throws: a lost receiver, a broken reply and a missed
 * deadline are values. `signal` gives up waiting (`gone`).
 */
export function requestBackground<Name extends MessageName>(
  name: Name,
  body: RequestOf<Name>,
  signal: AbortSignal,
): Promise<MessageResult<Name>> {
  return settle(name, () => browser.runtime.sendMessage(envelope(name, body)), signal);
}

/** Sends a message to the engine page of Chromium; it must be there (`engine/ensure`). Never throws. */
export const requestEngine: typeof requestBackground = requestBackground;

/** Sends a message to the content script of one frame, or of the whole tab when no frame is named. */
export function requestContent<Name extends MessageName>(
  target: ContentTarget,
  name: Name,
  body: RequestOf<Name>,
  signal: AbortSignal,
): Promise<MessageResult<Name>> {
  const options = target.frameId === undefined ? {} : { frameId: target.frameId };
  return settle(
    name,
    () => browser.tabs.sendMessage(target.tabId, envelope(name, body), options),
    signal,
  );
}

function envelope(name: MessageName, body: unknown): Envelope {
  return { seam: name, body };
}

async function settle<Name extends MessageName>(
  name: Name,
  send: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<MessageResult<Name>> {
  if (signal.aborted) return { ok: false, error: 'gone' };
  const row = messageTable[name];
  // AbortSignal.timeout survives a page that clears every timer id (threats.md M1).
  const deadline = AbortSignal.timeout(row.timeLimitMs);
  const lost = new Promise<'gone' | 'timeout'>((resolve) => {
    signal.addEventListener('abort', () => resolve('gone'), { once: true, signal: deadline });
    deadline.addEventListener('abort', () => resolve('timeout'), { once: true });
  });
  try {
    const answer = await Promise.race([send(), lost]);
    if (answer === 'gone' || answer === 'timeout') return { ok: false, error: answer };
    return readAnswer(name, answer);
  } catch {
    // The only rejection of sendMessage: nobody listens (tab gone, extension reloaded).
    return { ok: false, error: 'gone' };
  }
}

const answerSchema = v.union([
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({
    ok: v.literal(false),
    error: v.picklist(['denied', 'invalid', 'gone', 'timeout', 'failed']),
  }),
]);

function readAnswer<Name extends MessageName>(name: Name, answer: unknown): MessageResult<Name> {
  const read = v.safeParse(answerSchema, answer);
  if (!read.success) return { ok: false, error: 'invalid' };
  if (!read.output.ok) return read.output;
  const reply = v.safeParse(messageTable[name].reply, read.output.value);
  return reply.success ? { ok: true, value: reply.output } : { ok: false, error: 'invalid' };
}
