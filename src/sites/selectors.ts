/**
 * Every selector of every site: the part that rots. First match wins inside a list. Sources and
 * the date of the last check stand in the "Seen on:" block of each adapter; none was read from a
 * live site yet (platforms.md section 3).
 */
export interface SiteSelectors {
  readonly mainVideo: readonly string[];
  readonly player: readonly string[];
  /** A video inside one of these is never the main video: previews, mini players. */
  readonly notMain: readonly string[];
  readonly title: readonly string[];
  readonly uploader: readonly string[];
  /** Present while an advert plays. */
  readonly ad: readonly string[];
  /** Present on a live broadcast. */
  readonly live: readonly string[];
}

export const siteSelectors = {
  youtube: {
    mainVideo: [
      'ytd-reel-video-renderer[is-active] video',
      '#shorts-player video',
      '#movie_player .html5-video-container video',
      '.html5-video-player video',
    ],
    player: ['ytd-reel-video-renderer[is-active]', '#movie_player', '.html5-video-player'],
    notMain: ['.miniplayer', 'ytd-miniplayer', '#video-preview', '#inline-preview-player'],
    title: ['#title h1', '.slim-video-information-title', 'a.ytp-title-link'],
    uploader: ['ytd-video-owner-renderer ytd-channel-name a', 'a.ytd-video-owner-renderer'],
    ad: ['.html5-video-player.ad-showing', '.html5-video-player.ad-interrupting'],
    live: ['.ytp-time-display.ytp-live'],
  },
  bilibili: {
    mainVideo: [
      '#bilibili-player .bpx-player-video-wrap video',
      '.bpx-player-video-wrap video',
      '.bilibili-live-player video',
      '.live-player-mounter video',
    ],
    player: ['.bpx-player-video-area', '.bpx-player-video-perch', '.bilibili-live-player'],
    notMain: ['.bili-video-card', '.video-page-card-small', '.bpx-docker-minor'],
    title: ['h1.video-title'],
    uploader: ['a.up-name', 'div.membersinfo-upcard > a.avatar'],
    ad: [],
    live: ['.bilibili-live-player', '.live-player-mounter'],
  },
} as const satisfies Record<string, SiteSelectors>;

/** First element that a list of selectors finds. */
export function findFirst(doc: Document, selectors: readonly string[]): Element | null {
  for (const selector of selectors) {
    const found = doc.querySelector(selector);
    if (found !== null) return found;
  }
  return null;
}

/** Text of the first element that has some. */
export function findText(doc: Document, selectors: readonly string[]): string | null {
  for (const selector of selectors) {
    const text = doc.querySelector(selector)?.textContent.trim();
    if (text !== undefined && text !== '') return text;
  }
  return null;
}

/**
 * The main video: the first match outside previews that is shown, else the first match. When no
 * selector fits any more, the only video of the page is the main one.
 */
export function findMainVideo(doc: Document, site: SiteSelectors): HTMLVideoElement | null {
  const exclude = site.notMain.join(',');
  let first: HTMLVideoElement | null = null;
  const all = doc.querySelectorAll('video');
  for (const selector of [...site.mainVideo, ...(all.length === 1 ? ['video'] : [])]) {
    for (const video of doc.querySelectorAll<HTMLVideoElement>(selector)) {
      if (exclude !== '' && video.closest(exclude) !== null) continue;
      const { width, height } = video.getBoundingClientRect();
      if (width > 0 && height > 0) return video;
      first ??= video;
    }
  }
  return first;
}
