/** Sites with an adapter of their own, as records and reports name them. */
export const siteNames = [
  'youtube',
  'bilibili',
  'douyin',
  'tiktok',
  'kuaishou',
  'weibo',
  'x',
  'iqiyi',
  'tencent-video',
  'youku',
  'xiaohongshu',
  'instagram',
  'facebook',
] as const;
export type SiteName = (typeof siteNames)[number];
