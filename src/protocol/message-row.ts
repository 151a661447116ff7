import type * as v from 'valibot';
import type { SenderClass } from './sender.js';

/** Where a message is answered. */
export type Place = 'background' | 'content' | 'freezer' | 'engine';

/** One control message: who may send it, who answers, in which shape and time. */
export interface MessageRow<
  At extends Place,
  Request extends v.GenericSchema,
  Reply extends v.GenericSchema,
> {
  readonly from: readonly Exclude<SenderClass, 'foreign'>[];
  /** Kept as a type, so that `serveAt` knows which handlers a place owes. */
  readonly at: At;
  readonly request: Request;
  readonly reply: Reply;
  readonly timeLimitMs: number;
}

export function row<
  At extends Place,
  Request extends v.GenericSchema,
  Reply extends v.GenericSchema,
>(definition: MessageRow<At, Request, Reply>): MessageRow<At, Request, Reply> {
  return definition;
}
