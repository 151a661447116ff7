import { douyin } from './douyin.js';
import { facebook } from './facebook.js';
import type { MoreSites } from './index.js';
import { instagram } from './instagram.js';
import { iqiyi } from './iqiyi.js';
import { kuaishou } from './kuaishou.js';
import rawTable from './site-table-more.json';
import type { SiteTable } from './site-table-schema.js';
import { tencentVideo } from './tencent-video.js';
import { tiktok } from './tiktok.js';
import { weibo } from './weibo.js';
import { x } from './x.js';
import { xiaohongshu } from './xiaohongshu.js';
import { youku } from './youku.js';

/** Sites that a person allows one by one. No two definitions match the same address. */
export const moreSites: MoreSites = {
  definitions: [
    douyin,
    tiktok,
    kuaishou,
    weibo,
    x,
    iqiyi,
    tencentVideo,
    youku,
    xiaohongshu,
    instagram,
    facebook,
  ],
  table: rawTable as SiteTable,
};
