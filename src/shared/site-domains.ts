import type { SiteName } from './site-names.js';

/** Domains of each site, as its adapter matches them (`src/sites`). */
export const siteDomains: Readonly<Record<SiteName, readonly string[]>> = {
  youtube: ['youtube.com', 'youtube-nocookie.com', 'youtu.be'],
  bilibili: ['bilibili.com', 'bilibili.tv', 'b23.tv'],
  douyin: ['douyin.com', 'iesdouyin.com'],
  tiktok: ['tiktok.com', 'tiktokv.com'],
  kuaishou: ['kuaishou.com', 'gifshow.com'],
  weibo: ['weibo.com', 'weibo.cn'],
  x: ['x.com', 'twitter.com'],
  iqiyi: ['iqiyi.com', 'iq.com'],
  'tencent-video': ['v.qq.com', 'wetv.vip'],
  youku: ['youku.com', 'video.tudou.com'],
  xiaohongshu: ['xiaohongshu.com'],
  instagram: ['instagram.com'],
  facebook: ['facebook.com'],
};

/** Whether the browser lets us read a page of the site, by the origins (match patterns) that were granted. */
export function isSiteGranted(site: SiteName, origins: readonly string[]): boolean {
  return origins.some((pattern) => {
    const granted = /^(?:\*|https):\/\/([^/]+)\//u.exec(pattern)?.[1];
    if (granted === undefined) return pattern === '<all_urls>';
    if (granted === '*') return true;
    const hostname = granted.replace(/^\*\./u, '');
    return siteDomains[site].some(
      (domain) => hostname === domain || hostname.endsWith(`.${domain}`),
    );
  });
}
