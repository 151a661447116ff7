import { describe, expect, it } from 'vitest';
import { readBounded } from '../../../src/shared/read-bounded.js';

/** A body that sends a kilobyte each time somebody reads. */
function endless() {
  const told = { kilobytes: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        told.kilobytes += 1;
        controller.enqueue(new Uint8Array(1000));
      },
      cancel() {
        told.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, told };
}

describe('a body that is read up to a limit', () => {
  it('comes whole where it is small enough', async () => {
    const body = await readBounded(new Response('abc'), 3);
    expect(body).toBeInstanceOf(Blob);
    expect(await (body as Blob).text()).toBe('abc');
    expect(await readBounded(new Response(null), 3)).toBeNull();
  });

  it('is left as soon as it has sent too much, whatever it said before', async () => {
    const { body, told } = endless();
    const headers = { 'content-length': '10' };
    expect(await readBounded(new Response(body, { headers }), 5000)).toBe('too-big');
    expect(told).toEqual({ kilobytes: 6, isCancelled: true });
  });

  it('is not read at all where it announces too much', async () => {
    const { body, told } = endless();
    const headers = { 'content-length': '5001' };
    expect(await readBounded(new Response(body, { headers }), 5000)).toBe('too-big');
    expect(told).toEqual({ kilobytes: 0, isCancelled: true });
  });
});
