/*
 * YouTube: watch pages, shorts, live, embeds, mobile and music hosts. One player, `#movie_player`;
 * one `<video>` reused for adverts and for the next video. Inline data is that of the first page
 * only: after a move inside the page the page's own world is asked (`shared/page-globals.ts`).
 */
import type { DisclosureLabel } from '../shared/disclosure.js';
import { noMeta, type PageReading } from './adapter.js';
import { cleanText } from './clean-text.js';
import type { SiteDefinition } from './define-site.js';
import { readMoment } from './moment.js';
import { asNumber, asRecord } from './page-data.js';
import { at, type PageRoots } from './page-roots.js';
import { ofShape } from './url-parts.js';

const idShape = /^[\w-]{11}$/;
/** Words of the address that happen to have 11 letters. */
const notIds = new Set(['videoseries', 'live_stream']);

export const youtube: SiteDefinition = {
  site: 'youtube',
  hosts: ['youtube.com', 'youtube-nocookie.com', 'youtu.be'],
  contentId(url, [first = '', second = '']) {
    const id =
      url.hostname === 'youtu.be'
        ? first
        : first === 'watch' || first === 'watch_popup'
          ? url.searchParams.get('v')
          : first === 'tv'
            ? new URLSearchParams(url.hash.split('?')[1]).get('v')
            : ['shorts', 'embed', 'live', 'v', 'e'].includes(first)
              ? second
              : null;
    return id !== null && notIds.has(id) ? null : ofShape(idShape, id);
  },
  roots: [
    { kind: 'object', name: 'videoDetails', isOf: (value, id) => value['videoId'] === id },
    {
      kind: 'object',
      name: 'playerMicroformatRenderer',
      isOf: (value, id) => value['externalVideoId'] === id,
    },
    { kind: 'assigned', name: 'ytInitialData' },
  ],
  readData,
  pageUrl: (id) => `https://www.youtube.com/watch?v=${id}`,
};

function readData(roots: PageRoots, id: string): PageReading | null {
  const players = [
    { videoDetails: roots['videoDetails'] },
    at(roots, 'current', 'playerResponse'),
    ...['player', 'shortsPlayer', 'firstPlayer'].map((name) => roots[name]),
  ];
  const details = players
    .map((player) => asRecord(at(player, 'videoDetails')))
    .find((value) => value?.['videoId'] === id);
  const format = [
    roots['playerMicroformatRenderer'],
    ...players.map((player) => at(player, 'microformat', 'playerMicroformatRenderer')),
  ]
    .map(asRecord)
    .find((value) => value?.['externalVideoId'] === id);
  const watch = [{ response: roots['ytInitialData'] }, asRecord(roots['current'])].find(
    (value) => value !== null && watchedId(value) === id,
  );
  if (details == null && format == null && watch == null) return null;
  const panels = at(watch, 'response', 'engagementPanels');
  return {
    meta: {
      ...noMeta,
      title: cleanText(details?.['title']),
      uploader: cleanText(details?.['author'] ?? format?.['ownerChannelName']),
      uploaderId: cleanText(details?.['channelId'] ?? format?.['externalChannelId']),
      publishedAt: readMoment(format?.['publishDate'] ?? format?.['uploadDate']),
      durationS: asNumber(details?.['lengthSeconds'] ?? format?.['lengthSeconds']),
    },
    labels: watch == null ? [] : [...readPanels(panels), ...readBadges(watch)],
    hasLabelPlace:
      Array.isArray(panels) && panels.some((panel) => descriptionItems(panel) !== null),
  };
}

/** The video that the data of a watch page or of a short is about. */
function watchedId(page: Readonly<Record<string, unknown>>): string | null {
  const endpoints = [at(page, 'response', 'currentVideoEndpoint'), at(page, 'endpoint')];
  for (const endpoint of endpoints) {
    const id =
      at(endpoint, 'watchEndpoint', 'videoId') ?? at(endpoint, 'reelWatchEndpoint', 'videoId');
    if (typeof id === 'string') return id;
  }
  return null;
}

/** Every structured description has items, with or without a label: without them the shape changed. */
function descriptionItems(panel: unknown): readonly unknown[] | null {
  const items = at(
    panel,
    ...['engagementPanelSectionListRenderer', 'content', 'structuredDescriptionContentRenderer'],
    'items',
  );
  return Array.isArray(items) ? items : null;
}

/**
 * "How this was made" of the description. The number of the help page decides, not the presence of the
 * section: dubbed videos have it too (14 % false alarms by presence alone, platforms.md section 6).
 */
function readPanels(panels: unknown): readonly DisclosureLabel[] {
  if (!Array.isArray(panels)) return [];
  return panels
    .flatMap((panel) => descriptionItems(panel) ?? [])
    .map((item) => asRecord(at(item, 'howThisWasMadeSectionViewModel')))
    .filter((section) => section !== null)
    .flatMap((section) => {
      const help = [
        ...JSON.stringify(section).matchAll(/support\.google\.com\/[\w-]+\/answer\/(\d+)/g),
      ];
      const numbers = help.map(([, number]) => number);
      const signer = cleanText(
        at(section, 'attributionText', 'content') ?? section['attributionText'],
      );
      const level = numbers.some((number) => number === '15447836' || number === '14328491')
        ? signer !== null && /Google|OpenAI|Truepic/i.test(signer)
          ? 'provenance-signed'
          : 'platform-unspecified'
        : numbers.includes('15446725')
          ? 'camera-captured'
          : null;
      const text = cleanText(at(section, 'bodyHeader', 'content'));
      return level === null
        ? []
        : [{ level, text, where: 'howThisWasMadeSectionViewModel' } as const];
    });
}

/** The "AI" badge beside the title: of the primary video only, never of the list beside it. */
function readBadges(page: Readonly<Record<string, unknown>>): readonly DisclosureLabel[] {
  const columns = at(page, 'response', 'contents', 'twoColumnWatchNextResults', 'results');
  const contents = at(columns, 'results', 'contents');
  if (!Array.isArray(contents)) return [];
  const badges = contents.flatMap((one) => at(one, 'videoPrimaryInfoRenderer', 'badges') ?? []);
  return badges.some((badge) => at(badge, 'metadataBadgeRenderer', 'label') === 'AI')
    ? [{ level: 'platform-unspecified', text: 'AI', where: 'videoPrimaryInfoRenderer.badges' }]
    : [];
}

/*
 * Seen on: hand-written fixtures only (November 2026); shapes from public sources, platforms.md sections
 * 2 to 6. Clips (`/clip/`) and the live page of a
 * channel (`/@NAME/live`) name their video in page data only and have no id here.
 *   https://www.youtube.com/watch?v=aqz-KE-bpKQ
 *   https://www.youtube.com/shorts/aqz-KE-bpKQ
 *   https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ
 *   https://m.youtube.com/watch?v=aqz-KE-bpKQ
 */
