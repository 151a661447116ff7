import { describe, expect, it } from 'vitest';
import { localMoment } from '../../../src/evidence/report-page/local-moment.js';

describe('a moment in a report', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-20 16:30:00 +08:00 (Asia/Shanghai), 2026-11-20 08:30:00 UTC'],
    ['Asia/Kolkata', '2026-11-20 14:00:00 +05:30 (Asia/Kolkata), 2026-11-20 08:30:00 UTC'],
    ['America/New_York', '2026-11-20 03:30:00 -05:00 (America/New_York), 2026-11-20 08:30:00 UTC'],
    ['UTC', '2026-11-20 08:30:00 +00:00 (UTC), 2026-11-20 08:30:00 UTC'],
  ])('is that of a clock in %s, with its offset, then UTC', (zone, words) => {
    expect(localMoment('2026-11-20T08:30:00.000Z', zone)).toBe(words);
  });

  it('keeps the day of the zone and its summer time, and midnight is hour 00', () => {
    expect(localMoment('2026-07-01T22:00:00.000Z', 'Europe/Berlin')).toBe(
      '2026-07-02 00:00:00 +02:00 (Europe/Berlin), 2026-07-01 22:00:00 UTC',
    );
  });

  it('is UTC alone where the zone is not known', () => {
    expect(localMoment('2026-11-20T08:30:00.000Z', 'Moon/Crater')).toBe('2026-11-20 08:30:00 UTC');
  });
});
