import type { MessageResult } from '../protocol/message-table.js';
import type { Reason } from '../shared/reason.js';
import type { EngineDoor, PixelPort } from './pixel-link.js';

/** The way to the engine through the background of the extension. */
export function createEngineDoor(
  connect: () => PixelPort,
  ensure: (signal: AbortSignal) => Promise<MessageResult<'engine/ensure'>>,
  isAlive: () => boolean,
): EngineDoor {
  return {
    connect,
    isAlive,
    ensure: async (signal) => reasonOf(await ensure(signal)),
  };
}

function reasonOf(result: MessageResult<'engine/ensure'>): Reason | null {
  if (result.ok) return result.value.done ? null : 'engine-unavailable';
  return result.error === 'denied' ? 'permission-missing' : 'engine-unavailable';
}
