import type { SiteName } from './site-names.js';

/** A host of pictures that a person may switch on. */
export interface PictureHost {
  /** As it is stored. */
  readonly id: string;
  /** As it is shown: one host, or `*.` and everything under a domain. */
  readonly name: string;
  /** The permission that it needs. */
  readonly origin: string;
  /** The sites whose pictures lie there. */
  readonly sites: readonly SiteName[];
}

/**
 * Where sites keep covers, avatars and the pictures of posts. Only hosts that public code names; none was checked on
 * a live page, and a site may use others beside them: their pictures are then named as not readable.
 */
export const pictureHosts: readonly PictureHost[] = [
  // users.md section 9.
  host('ytimg', 'i.ytimg.com', 'youtube'),
  host('hdslb', '*.hdslb.com', 'bilibili'),
  // zeusinsight/crosspostr-validation next.config.js: avatars of channels.
  host('ggpht', 'yt3.ggpht.com', 'youtube'),
  // zyronon/douyin src/assets/data/data.js: covers and avatars.
  host('douyinpic', '*.douyinpic.com', 'douyin'),
  // kaisternyen/tiktok-analytics-dashboard next.config.ts; the European one: zeusinsight/crosspostr-validation.
  host('tiktokcdn', '*.tiktokcdn.com', 'tiktok'),
  host('tiktokcdn-us', '*.tiktokcdn-us.com', 'tiktok'),
  host('tiktokcdn-eu', '*.tiktokcdn-eu.com', 'tiktok'),
  // touchkiss/category-of-life KsFeedProfileResponse.java: webpCoverUrls, headUrls.
  host('yximgs', '*.yximgs.com', 'kuaishou'),
  // RSSNext/Follow packages/shared/src/image.ts.
  host('sinaimg', '*.sinaimg.cn', 'weibo'),
  // vignedev/userscripts twimg-orig.user.js.
  host('twimg', 'pbs.twimg.com', 'x'),
  // how223366/Timofey rewrite/AllInOne1.js; posters of iq.com in code whose repository is not known.
  host('iqiyipic', '*.iqiyipic.com', 'iqiyi'),
  // The poster of a watch page, by the id of its video; in code whose repository is not known.
  host('qpic', 'puui.qpic.cn', 'tencent-video'),
  // cyfdecyf/cow site_direct.go, among the hosts of Youku.
  host('ykimg', '*.ykimg.com', 'youku'),
  // yt-dlp yt_dlp/extractor/xiaohongshu.py: thumbnails of notes.
  host('xhscdn', '*.xhscdn.com', 'xiaohongshu'),
  // RSSNext/Follow packages/shared/src/image.ts.
  host('cdninstagram', '*.cdninstagram.com', 'instagram'),
  // kaisternyen/tiktok-analytics-dashboard next.config.ts, beside the one before.
  host('fbcdn', '*.fbcdn.net', 'instagram', 'facebook'),
];

function host(id: string, name: string, ...sites: readonly SiteName[]): PictureHost {
  return { id, name, origin: `https://${name}/*`, sites };
}

/** The entry that a host of pictures falls under; null where none is known. */
export function pictureHostOf(hostname: string): PictureHost | null {
  return (
    pictureHosts.find(({ name }) =>
      name.startsWith('*.')
        ? hostname === name.slice(2) || hostname.endsWith(name.slice(1))
        : hostname === name,
    ) ?? null
  );
}

/** In `storage.local`: the ids that are switched on. */
export const pictureHostsKey = 'picture-hosts';
