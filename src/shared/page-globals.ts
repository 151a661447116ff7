import type { SiteName } from './site-names.js';

/**
 * One value that a page keeps in its own world. `steps` lead there from `window`: `name` reads a
 * property, `name()` calls a method without arguments, `$selector` finds an element. Of large
 * objects only the `keep` paths are taken, all from the same object, so that an id and a label that
 * arrive together belong together.
 */
export interface PageGlobal {
  readonly name: string;
  readonly steps: readonly string[];
  readonly keep?: readonly (readonly string[])[];
}

export interface PageGlobals {
  /** Domains on which they may be read, with their subdomains. */
  readonly hosts: readonly string[];
  readonly globals: readonly PageGlobal[];
}

/** All values of one page together, in characters of JSON. A YouTube watch page needs about 600,000. */
export const maxPageDataChars = 2_000_000;

const ofPlayerResponse = [['videoDetails'], ['microformat']];

/**
 * What may be read out of the page's own world, and where: a fixed list, because a content script that
 * was taken over must not be able to ask for anything else. Needed where a move inside the page leaves
 * its inline scripts stale (platforms.md section 4). `getCurrentData` and `getPlayerResponse`: seen on
 * live pages by others in September 2026; the rest was read in public code.
 */
export const pageGlobals: Partial<Readonly<Record<SiteName, PageGlobals>>> = {
  youtube: {
    hosts: ['youtube.com', 'youtube-nocookie.com'],
    globals: [
      {
        name: 'current',
        steps: ['$ytd-page-manager', 'getCurrentData()'],
        keep: [
          ['endpoint'],
          ['response', 'currentVideoEndpoint'],
          ['response', 'engagementPanels'],
          ['response', 'contents', 'twoColumnWatchNextResults', 'results'],
          ['playerResponse', 'videoDetails'],
          ['playerResponse', 'microformat'],
        ],
      },
      { name: 'player', steps: ['$#movie_player', 'getPlayerResponse()'], keep: ofPlayerResponse },
      {
        name: 'shortsPlayer',
        steps: ['$#shorts-player', 'getPlayerResponse()'],
        keep: ofPlayerResponse,
      },
      { name: 'firstPlayer', steps: ['ytInitialPlayerResponse'], keep: ofPlayerResponse },
    ],
  },
  bilibili: {
    hosts: ['bilibili.com'],
    globals: [
      { name: 'manifest', steps: ['player', 'getManifest()'] },
      { name: 'videoData', steps: ['__INITIAL_STATE__', 'videoData'] },
    ],
  },
  kuaishou: {
    hosts: ['kuaishou.com'],
    globals: [{ name: '__APOLLO_STATE__', steps: ['__APOLLO_STATE__'] }],
  },
  'tencent-video': {
    hosts: ['qq.com'],
    globals: [
      {
        name: '__PINIA__',
        steps: ['__PINIA__'],
        keep: [
          ['global', 'videoInfo'],
          ['global', 'coverInfo'],
        ],
      },
    ],
  },
  youku: {
    hosts: ['youku.com'],
    globals: [{ name: '__INITIAL_DATA__', steps: ['__INITIAL_DATA__'] }],
  },
  xiaohongshu: {
    hosts: ['xiaohongshu.com'],
    globals: [
      {
        name: '__INITIAL_STATE__',
        steps: ['__INITIAL_STATE__'],
        keep: [['note', 'noteDetailMap']],
      },
    ],
  },
  x: {
    hosts: ['x.com', 'twitter.com'],
    globals: [
      {
        name: '__INITIAL_STATE__',
        steps: ['__INITIAL_STATE__'],
        keep: [
          ['entities', 'tweets'],
          ['entities', 'users'],
        ],
      },
    ],
  },
};
