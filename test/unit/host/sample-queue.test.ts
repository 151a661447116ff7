import { describe, expect, it } from 'vitest';
import { SampleQueue } from '../../../src/engine/host/sample-queue.js';

interface Item {
  readonly mediaId: string;
  readonly owner: string;
  readonly order: number;
}
const item = (owner: string, mediaId: string, order: number): Item => ({ owner, mediaId, order });

describe('the sample queue', () => {
  it('keeps only the newest sample of a media and returns the older one', () => {
    const queue = new SampleQueue<Item>(8);
    const first = item('tab:1', 'a', 1);
    expect(queue.add(first)).toBeNull();
    expect(queue.add(item('tab:1', 'a', 2))).toBe(first);
    expect(queue.size).toBe(1);
    expect(queue.take()?.order).toBe(2);
    expect(queue.take()).toBeNull();
  });

  it('serves tabs in turn, so a busy tab cannot starve a quiet one', () => {
    const queue = new SampleQueue<Item>(100);
    for (let i = 0; i < 20; i++) queue.add(item('tab:busy', `busy-${i}`, i));
    queue.add(item('tab:quiet', 'quiet', 0));
    const served = [queue.take(), queue.take()].map((taken) => taken?.owner);
    expect(served).toContain('tab:quiet');
  });

  it('never grows beyond its capacity and drops from the fullest tab', () => {
    const queue = new SampleQueue<Item>(4);
    for (let i = 0; i < 4; i++) queue.add(item('tab:busy', `m${i}`, i));
    const dropped = queue.add(item('tab:quiet', 'q', 9));
    expect(dropped?.owner).toBe('tab:busy');
    expect(queue.size).toBe(4);
    const owners = [queue.take(), queue.take(), queue.take(), queue.take()].map((t) => t?.owner);
    expect(owners).toContain('tab:quiet');
  });

  it('removes what belongs to a closed tab', () => {
    const queue = new SampleQueue<Item>(8);
    queue.add(item('tab:1', 'a', 1));
    queue.add(item('tab:2', 'b', 2));
    expect(queue.remove(({ owner }) => owner === 'tab:1')).toHaveLength(1);
    expect(queue.size).toBe(1);
    expect(queue.take()?.owner).toBe('tab:2');
  });

  it('leaves what may not go yet where it is', () => {
    const queue = new SampleQueue<Item>(8);
    queue.add(item('tab:1', 'a', 1));
    queue.add(item('extension', 'f', 2));
    const mayGo = ({ owner }: Item): boolean => owner === 'extension';
    expect(queue.take(mayGo)?.mediaId).toBe('f');
    expect(queue.take(mayGo)).toBeNull();
    expect(queue.size).toBe(1);
    expect(queue.take()?.mediaId).toBe('a');
  });
});
