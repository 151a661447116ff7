import { expect, it } from 'vitest';
import { openLooks } from '../../../src/background/look-at-frames.js';
import type { ToEngine } from '../../../src/protocol/pixel-port.js';

it('has the engine alone while it looks, for a person waits, and lets go of it at the end', async () => {
  const sent: ToEngine['type'][] = [];
  let isOver = false;
  const looks = openLooks(
    () =>
      Promise.resolve({
        postMessage: ({ type }) => void sent.push(type),
        disconnect: () => (isOver = true),
        onMessage: { addListener: () => undefined },
        onDisconnect: { addListener: () => undefined },
      }),
    'video',
  );
  await new Promise((done) => setTimeout(done));
  expect(sent).toEqual(['hold', 'open']);
  looks.close();
  expect(isOver).toBe(true);
});
