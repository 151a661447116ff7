import { describe, expect, it } from 'vitest';
import { jurisdictionOfZone } from '../../../src/report/jurisdiction-of-zone.js';

const inside = (jurisdiction: string) =>
  Intl.supportedValuesOf('timeZone').filter((zone) => jurisdictionOfZone(zone) === jurisdiction);

describe('the first guess of the law that holds', () => {
  it.each([
    ['EU', 'Atlantic/Canary Asia/Nicosia Europe/Vienna Europe/Dublin Indian/Reunion Africa/Ceuta'],
    ['US', 'America/Detroit America/Boise Pacific/Honolulu America/Indiana/Knox US/Hawaii'],
    ['CN', 'Asia/Shanghai Asia/Urumqi'],
    ['IN', 'Asia/Kolkata Asia/Calcutta'],
    ['KR', 'Asia/Seoul'],
    [
      'any',
      'Europe/Oslo Europe/Belgrade Europe/Sarajevo Europe/Tirane Europe/Kiev Europe/Kyiv ' +
        'Europe/Chisinau Europe/Samara Europe/Kaliningrad Europe/London Europe/Zurich Europe/Moscow ' +
        'Europe/Istanbul Europe/Minsk Europe/Skopje Europe/Podgorica Atlantic/Reykjavik Africa/Lagos ' +
        'America/Toronto America/Mexico_City America/Havana Asia/Hong_Kong Asia/Taipei Asia/Tokyo UTC',
    ],
  ])('is %s', (jurisdiction, zones) => {
    for (const zone of zones.split(' ')) expect(jurisdictionOfZone(zone), zone).toBe(jurisdiction);
  });

  it('knows one or more zones of each of the 27 states, and all of the United States', () => {
    // As the runtime names them today: a new name must be sorted before it can count.
    const europe = inside('EU').filter((zone) => zone.startsWith('Europe/'));
    expect(europe.length).toBeGreaterThanOrEqual(26);
    const states = Intl.supportedValuesOf('timeZone').filter((zone) =>
      /^America\/(Indiana|Kentucky|North_Dakota)\//.test(zone),
    );
    for (const zone of states) expect(jurisdictionOfZone(zone), zone).toBe('US');
    expect(inside('US').length).toBeGreaterThanOrEqual(28);
  });
});
