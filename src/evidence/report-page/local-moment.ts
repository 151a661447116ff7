/**
 * A moment as a clock of that zone showed it, with its offset and the zone's name, then in UTC. A zone that
 * this device does not know leaves UTC alone.
 *
 * @param at ISO 8601.
 * @param zone IANA name.
 */
export function localMoment(at: string, zone: string): string {
  const date = new Date(at);
  const utc = `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  let parts: ReadonlyMap<string, string>;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    });
    parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]));
  } catch {
    return utc;
  }
  const part = (name: string): string => parts.get(name) ?? '';
  const day = [part('year'), part('month'), part('day')].join('-');
  const time = [part('hour'), part('minute'), part('second')].join(':');
  // `GMT+08:00`, and `GMT` alone at no offset.
  const offset = part('timeZoneName').replace(/^GMT/, '') || '+00:00';
  return `${day} ${time} ${offset} (${zone}), ${utc}`;
}
