import type * as v from 'valibot';
import type { SenderClass } from './sender.js';

/** One control message: who may send it, who answers, in which shape and time. */
export interface MessageRow<Request extends v.GenericSchema, Reply extends v.GenericSchema> {
  readonly from: readonly Exclude<SenderClass, 'foreign'>[];
  readonly at: 'background' | 'content' | 'engine';
  readonly request: Request;
  readonly reply: Reply;
  readonly timeLimitMs: number;
}

export function row<Request extends v.GenericSchema, Reply extends v.GenericSchema>(
  definition: MessageRow<Request, Reply>,
): MessageRow<Request, Reply> {
  return definition;
}
