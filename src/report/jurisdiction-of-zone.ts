import type { Destination } from './destination.js';

/**
 * Time zones by the law that holds there, with the older names that browsers still give. A continent in
 * a name says nothing: Norway lies in Europe and not in the Union, the Canaries the other way round.
 */
const zones: Readonly<Record<Exclude<Destination['jurisdiction'], 'any'>, readonly string[]>> = {
  CN: [
    'Asia/Shanghai',
    'Asia/Urumqi',
    'Asia/Chongqing',
    'Asia/Chungking',
    'Asia/Harbin',
    'Asia/Kashgar',
    'PRC',
  ],
  KR: ['Asia/Seoul', 'ROK'],
  IN: ['Asia/Kolkata', 'Asia/Calcutta'],
  EU: [
    'Europe/Amsterdam',
    'Europe/Athens',
    'Europe/Berlin',
    'Europe/Bratislava',
    'Europe/Brussels',
    'Europe/Bucharest',
    'Europe/Budapest',
    'Europe/Busingen',
    'Europe/Copenhagen',
    'Europe/Dublin',
    'Europe/Helsinki',
    'Europe/Lisbon',
    'Europe/Ljubljana',
    'Europe/Luxembourg',
    'Europe/Madrid',
    'Europe/Malta',
    'Europe/Mariehamn',
    'Europe/Paris',
    'Europe/Prague',
    'Europe/Riga',
    'Europe/Rome',
    'Europe/Sofia',
    'Europe/Stockholm',
    'Europe/Tallinn',
    'Europe/Vienna',
    'Europe/Vilnius',
    'Europe/Warsaw',
    'Europe/Zagreb',
    'Asia/Nicosia',
    'Europe/Nicosia',
    'Asia/Famagusta',
    'Africa/Ceuta',
    'Atlantic/Azores',
    'Atlantic/Canary',
    'Atlantic/Madeira',
    'America/Cayenne',
    'America/Guadeloupe',
    'America/Marigot',
    'America/Martinique',
    'Indian/Mayotte',
    'Indian/Reunion',
    'Eire',
    'Poland',
    'Portugal',
  ],
  US: [
    'America/Adak',
    'America/Anchorage',
    'America/Atka',
    'America/Boise',
    'America/Chicago',
    'America/Denver',
    'America/Detroit',
    'America/Fort_Wayne',
    'America/Indianapolis',
    'America/Juneau',
    'America/Knox_IN',
    'America/Los_Angeles',
    'America/Louisville',
    'America/Menominee',
    'America/Metlakatla',
    'America/New_York',
    'America/Nome',
    'America/Phoenix',
    'America/Puerto_Rico',
    'America/Shiprock',
    'America/Sitka',
    'America/St_Thomas',
    'America/Virgin',
    'America/Yakutat',
    'Navajo',
    'Pacific/Guam',
    'Pacific/Honolulu',
    'Pacific/Johnston',
    'Pacific/Midway',
    'Pacific/Pago_Pago',
    'Pacific/Saipan',
    'Pacific/Samoa',
  ],
};

/** Several zones of the United States lie below one name. */
const unitedStates = /^(US|America\/(Indiana|Kentucky|North_Dakota))\//;

/** A first guess by the time zone of the device, which needs no request; the person sees and changes it. */
export function jurisdictionOfZone(zone: string): Destination['jurisdiction'] {
  if (unitedStates.test(zone)) return 'US';
  for (const [jurisdiction, names] of Object.entries(zones))
    if (names.includes(zone)) return jurisdiction as keyof typeof zones;
  return 'any';
}
