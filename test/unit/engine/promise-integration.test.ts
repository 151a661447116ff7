import { describe, expect, it } from 'vitest';
import { ensurePromiseIntegration } from '../../../src/engine/runtime/promise-integration.js';

interface WithStandIns {
  Suspending: new (imported: () => unknown) => () => unknown;
  promising: (exported: (value: number) => unknown) => (value: number) => Promise<unknown>;
}

describe('promise integration', () => {
  it('of the browser is used as it is', () => {
    const own = { Suspending: () => undefined, promising: () => undefined };
    const before = { ...own };
    expect(ensurePromiseIntegration(own)).toBe(true);
    expect(own).toEqual(before);
  });

  it('that is missing gets stand-ins, and says so every time it is asked', async () => {
    const none: Partial<WithStandIns> = {};
    expect(ensurePromiseIntegration(none)).toBe(false);
    expect(ensurePromiseIntegration(none)).toBe(false);
    const { Suspending, promising } = none as WithStandIns;
    const imported = (): number => 4;
    expect(new Suspending(imported)).toBe(imported);
    await expect(promising((value) => value + 1)(2)).resolves.toBe(3);
    const broken = promising(() => {
      throw new Error('trap');
    });
    await expect(broken(1)).rejects.toThrow('trap');
  });

  it('starts an export at once, as the browser does', () => {
    const none: Partial<WithStandIns> = {};
    ensurePromiseIntegration(none);
    const order: number[] = [];
    void (none as WithStandIns).promising(() => order.push(1))(0);
    order.push(2);
    expect(order).toEqual([1, 2]);
  });
});
