/**
 * Keys of `storage.local` that "Reset" removes; the memory of media goes by `memory/forget`. What is proof
 * stays: frozen evidence, the log of reports, and the list of requests, since what was sent cannot be taken back.
 */
export const settingKeys: readonly string[] = [
  'settings',
  'site-modes',
  'uploader-rules',
  'engine-preferences',
  'picture-hosts',
  'trust-lists',
  'trust-list-away',
  'stamp-authorities',
  'collector',
  'notice-places',
  'broken-links',
];
