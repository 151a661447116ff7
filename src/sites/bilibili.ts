/*
 * Bilibili: videos with parts, lists, festivals, bangumi, courses, live rooms, embeds, posts. Player
 * `bpx`; one `<video>` reused for parts and recommendations. Inline data goes stale on moves inside
 * the page: `player.getManifest()` knows the part that plays.
 */
import { levelOfWords } from './ai-words.js';
import { noMeta, type PageReading } from './adapter.js';
import { readBvid } from '../shared/bilibili-id.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { asId, type PageRoots } from './page-roots.js';
import { named } from './url-parts.js';

export const bilibili: SiteDefinition = {
  site: 'bilibili',
  hosts: ['bilibili.com', 'bilibili.tv', 'b23.tv'],
  /** `BV...` (with `:p2` for a later part), `ep1`, `ss1`, `md1`, `cheese-ep1`, `live1`, `opus1`, `tv1`, `tv-ep1`, `tv-ss1`. */
  contentId(url, path) {
    const [room, id = '', sub = ''] = path;
    if (url.hostname === 'b23.tv') return readBvid(room ?? '');
    if (url.hostname.endsWith('bilibili.tv')) return tvId(path);
    const video = videoOf(url, path);
    if (video !== null) return video.part > 1 ? `${video.bvid}:p${video.part}` : video.bvid;
    const number = /^\d{1,20}$/;
    if (isLiveRoom(url)) {
      return named('live', /^\d{1,12}$/, room === 'blanc' || room === 'h5' ? id : room);
    }
    if (url.hostname.startsWith('t.')) return named('opus', number, room);
    if (room === 'bangumi') {
      const shape = id === 'play' ? /^(?:ep|ss)\d{1,12}$/ : id === 'media' ? /^md\d{1,12}$/ : /^$/;
      return sub === '' ? null : named('', shape, sub);
    }
    if (room === 'cheese' && id === 'play') return named('cheese-', /^(?:ep|ss)\d{1,12}$/, sub);
    return room === 'opus' ? named('opus', number, id) : null;
  },
  roots: [
    {
      kind: 'object',
      name: 'videoData',
      isOf: (value, id) => value['bvid'] === id.split(':')[0],
    },
  ],
  readData,
  // Episodes of a list: `div.pod-item[data-key]`.
  cardId: (card) => readBvid(card.getAttribute('data-key') ?? ''),
  pageUrl(id) {
    const [bvid = '', part] = id.split(':p');
    if (bvid.startsWith('BV')) {
      const query = part === undefined ? '' : `?p=${part}`;
      return `https://www.bilibili.com/video/${bvid}/${query}`;
    }
    const [, kind = '', rest = ''] = /^(cheese-|live|opus|tv-ss|tv|ep|ss|md)(\w+)$/.exec(id) ?? [];
    const paths: Readonly<Record<string, string>> = {
      ep: `www.bilibili.com/bangumi/play/${id}`,
      ss: `www.bilibili.com/bangumi/play/${id}`,
      md: `www.bilibili.com/bangumi/media/${id}`,
      'cheese-': `www.bilibili.com/cheese/play/${rest}`,
      live: `live.bilibili.com/${rest}`,
      opus: `www.bilibili.com/opus/${rest}`,
      tv: `www.bilibili.tv/en/video/${rest}`,
      // An episode's page (`tv-ep`) needs the season, which is not part of the id.
      'tv-ss': `www.bilibili.tv/en/play/${rest}`,
    };
    return paths[kind] === undefined ? null : `https://${paths[kind]}`;
  },
  isLiveUrl: isLiveRoom,
};

function isLiveRoom(url: URL): boolean {
  return url.hostname.startsWith('live.');
}

/** The international site: videos, seasons and their episodes (`/en/play/1/2`), each with numbers of their own. */
function tvId(path: readonly string[]): string | null {
  const [kind, id, episode] = /^[a-z]{2}$/.test(path[0] ?? '') ? path.slice(1) : path;
  const number = /^\d{1,20}$/;
  if (kind === 'video') return named('tv', number, id);
  if (kind !== 'play') return null;
  return episode ? named('tv-ep', number, episode) : named('tv-ss', number, id);
}

interface VideoPart {
  readonly bvid: string;
  /** Counted from 1. */
  readonly part: number;
}

function videoOf(url: URL, [room, id = '']: readonly string[]): VideoPart | null {
  const query = url.searchParams;
  const avid = query.get('aid');
  const inQuery = query.get('bvid') ?? (avid === null ? '' : `av${avid}`);
  const isList = ['list', 'festival', 'player.html', 'blackboard', 'medialist'].includes(
    room ?? '',
  );
  const bvid = readBvid(room === 'video' ? id : isList ? inQuery : '');
  const part = query.get('p') ?? query.get('page') ?? '1';
  return bvid === null ? null : { bvid, part: /^[1-9]\d{0,4}$/.test(part) ? Number(part) : 1 };
}

function readData(roots: PageRoots, id: string): PageReading | null {
  const [bvid, partText = '1'] = id.split(':p');
  const part = Number(partText);
  const data = asRecord(roots['videoData']);
  const manifest = asRecord(roots['manifest']);
  const isPlaying = manifest?.['bvid'] === bvid && asNumber(manifest?.['p'] ?? 1) === part;
  const playing = isPlaying ? asId(manifest?.['cid']) : null;
  if (data?.['bvid'] !== bvid) {
    return playing === null
      ? null
      : { meta: { ...noMeta, partId: playing }, labels: [], hasLabelPlace: false };
  }
  const owner = asRecord(data?.['owner']);
  const pages: unknown[] = Array.isArray(data?.['pages']) ? data['pages'] : [];
  const page = asRecord(pages[part - 1]);
  const isOnlyPart = pages.length < 2;
  return {
    meta: {
      title: cleanText(data?.['title']),
      uploader: cleanText(owner?.['name']),
      uploaderId: asId(owner?.['mid']),
      publishedAt: readMoment(data?.['pubdate']),
      durationS: asNumber(page?.['duration'] ?? (isOnlyPart ? data?.['duration'] : null)),
      partId: playing ?? asId(page?.['cid'] ?? (isOnlyPart ? data?.['cid'] : null)),
    },
    labels: readArgue(asRecord(data?.['argue_info'])),
    hasLabelPlace: true,
  };
}

/** `argue_info` also carries notes about anything else (stunts, politics): only AI counts. */
function readArgue(argue: Readonly<Record<string, unknown>> | null): PageReading['labels'] {
  const text = cleanText(argue?.['argue_msg']);
  const level = text === null ? null : levelOfWords(text);
  return level === null ? [] : [{ level, text, where: 'videoData.argue_info' }];
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 6. `b23.tv` short links name a video only where they carry the id itself.
 *   https://www.bilibili.com/video/BV1xx411c7mD?p=1
 *   https://www.bilibili.com/video/av2
 *   https://www.bilibili.com/list/watchlater?bvid=BV17x411w7KC
 *   https://www.bilibili.com/bangumi/play/ep21495
 *   https://player.bilibili.com/player.html?bvid=BV17x411w7KC&p=1
 *   https://live.bilibili.com/6
 */
