import { describe, expect, it } from 'vitest';
import { BufferPool } from '../../../src/frames/buffer-pool.js';

describe('the buffer pool', () => {
  it('lends no more than its places', () => {
    const pool = new BufferPool(2);
    const first = pool.borrow(10);
    expect(pool.borrow(10)).not.toBeNull();
    expect(pool.hasRoom).toBe(false);
    expect(pool.borrow(10)).toBeNull();
    expect(pool.borrowPlace()).toBeNull();
    first!.release();
    expect(pool.hasRoom).toBe(true);
  });

  it('counts a second release of one loan as nothing', () => {
    const pool = new BufferPool(1);
    const first = pool.borrow(10)!;
    first.release();
    const second = pool.borrow(10)!;
    first.release();
    expect(pool.hasRoom).toBe(false);
    second.release();
    expect(pool.hasRoom).toBe(true);
  });

  it('uses the same memory again until it rests', () => {
    const pool = new BufferPool(1);
    const lend = () => {
      const loan = pool.borrow(10)!;
      loan.release();
      return loan.bytes;
    };
    const bytes = lend();
    expect(lend()).toBe(bytes);
    pool.drop();
    expect(lend()).not.toBe(bytes);
  });

  it('gives a larger buffer when the kept one is too small', () => {
    const pool = new BufferPool(1);
    pool.borrow(10)!.release();
    expect(pool.borrow(20)!.bytes.byteLength).toBeGreaterThanOrEqual(20);
  });
});
