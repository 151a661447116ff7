/** Hosts of pictures that a person may switch on, each with the permission that it needs. */
export interface PictureHost {
  readonly id: string;
  /** As it is shown. */
  readonly name: string;
  readonly origin: string;
  readonly covers: (hostname: string) => boolean;
}

/** Where the sites that are watched from the start keep covers and avatars (users.md section 9). */
export const pictureHosts: readonly PictureHost[] = [
  {
    id: 'ytimg',
    name: 'i.ytimg.com',
    origin: 'https://i.ytimg.com/*',
    covers: (hostname) => hostname === 'i.ytimg.com',
  },
  {
    id: 'hdslb',
    name: '*.hdslb.com',
    origin: 'https://*.hdslb.com/*',
    covers: (hostname) => hostname === 'hdslb.com' || hostname.endsWith('.hdslb.com'),
  },
];

/** In `storage.local`: the ids that are switched on. */
export const pictureHostsKey = 'picture-hosts';
