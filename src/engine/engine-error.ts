import type { WorkerFailure } from '../protocol/worker-link.js';

/** A failure that the engine page can act on; `message` is for people who read logs. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: WorkerFailure;

  constructor(code: WorkerFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** One line about anything that was thrown. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
