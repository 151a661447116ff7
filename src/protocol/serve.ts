import * as v from 'valibot';
import browser, { type Runtime } from 'webextension-polyfill';
import {
  messageTable,
  type MessageName,
  type MessageResult,
  type ReplyOf,
  type RequestOf,
} from './message-table.js';
import type { Place } from './message-row.js';
import { classifySender, type OwnExtension } from './sender.js';

type NamesAt<At extends Place> = {
  [Name in MessageName]: (typeof messageTable)[Name]['at'] extends At ? Name : never;
}[MessageName];

/** What a handler answers may be read-only: it is only sent. */
type Given<Value> = Value extends Blob | Uint8Array
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Given<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Given<Value[Key]> }
      : Value;

/** One handler per message of a place; a missing one does not compile. */
export type Handlers<At extends Place> = {
  readonly [Name in NamesAt<At>]: (
    body: RequestOf<Name>,
    sender: Runtime.MessageSender,
  ) => Promise<Given<ReplyOf<Name>>>;
};

/** Answers the messages of the table that are served `at` this place, until `signal` aborts. */
export function serveAt<At extends Place>(
  at: At,
  handlers: Handlers<At>,
  signal: AbortSignal,
): void {
  const own: OwnExtension = { id: browser.runtime.id, baseUrl: browser.runtime.getURL('/') };
  const listener = (
    message: unknown,
    sender: Runtime.MessageSender,
  ): Promise<unknown> | undefined => {
    const name = nameOf(message);
    // Other listeners of this context may serve it; silence here is not an answer.
    if (name === null || messageTable[name].at !== at) return undefined;
    return answer(handlers, name, (message as { body?: unknown }).body, sender, own);
  };
  browser.runtime.onMessage.addListener(listener);
  signal.addEventListener(
    'abort',
    () =>
      browser.runtime.onMessage.removeListener(
        listener as Parameters<typeof browser.runtime.onMessage.addListener>[0],
      ),
    { once: true },
  );
}

function nameOf(message: unknown): MessageName | null {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, 'seam'))
    return null;
  const { seam: name } = message as { seam: unknown };
  return typeof name === 'string' && Object.hasOwn(messageTable, name)
    ? (name as MessageName)
    : null;
}

/** The guard of every message: sender class first, then the body, then the handler. Never throws. */
export async function answer<At extends Place>(
  handlers: Handlers<At>,
  name: MessageName,
  body: unknown,
  sender: Runtime.MessageSender,
  own: OwnExtension,
): Promise<MessageResult<MessageName>> {
  const row = messageTable[name];
  const senderClass = classifySender(sender, own);
  if (senderClass === 'foreign' || !row.from.some((allowed) => allowed === senderClass)) {
    return { ok: false, error: 'denied' };
  }
  const read = v.safeParse(row.request, body);
  if (!read.success) return { ok: false, error: 'invalid' };
  try {
    const handler = (
      handlers as unknown as Record<
        string,
        (body: unknown, sender: Runtime.MessageSender) => Promise<unknown>
      >
    )[name];
    if (handler === undefined) return { ok: false, error: 'failed' };
    return { ok: true, value: await handler(read.output, sender) } as MessageResult<MessageName>;
  } catch (error) {
    console.error(`Seam could not answer ${name}.`, error);
    return { ok: false, error: 'failed' };
  }
}
