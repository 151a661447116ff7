import type { Reason } from '../shared/reason.js';

/** The named reason behind what a browser throws when pixels are read. */
export function reasonOf(error: unknown): Reason {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  // Cross-origin media without CORS: every way to the bytes ends here (feasibility.md section 10).
  if (name === 'SecurityError') return 'cross-origin';
  // No current frame: not loaded, or emptied between the check and the call.
  if (name === 'InvalidStateError') return 'no-pixels';
  return 'unsupported-format';
}
