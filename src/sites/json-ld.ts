import { noMeta, type SiteMeta } from './adapter.js';
import { cleanText } from './clean-text.js';
import { readMoment } from './moment.js';
import { asRecord, tolerantParse } from './page-data.js';

/** A video that a page describes in JSON-LD (schema.org `VideoObject`). */
export interface LinkedVideo {
  readonly meta: SiteMeta;
  readonly isLive: boolean;
}

const maxScriptLength = 200_000;
const maxScripts = 20;

/**
 * The one `VideoObject` of a page that belongs to this address: by its own `url`, `@id`, `embedUrl` or
 * `mainEntityOfPage`, or by the page's canonical link. In-page moves leave JSON-LD behind, so a video
 * that names no address is not believed.
 */
export function readLinkedVideo(doc: Document, url: URL): LinkedVideo | null {
  const scripts = [...doc.querySelectorAll('script[type="application/ld+json"]')];
  const videos = scripts
    .slice(0, maxScripts)
    .filter(({ textContent }) => textContent.length <= maxScriptLength)
    .flatMap(({ textContent }) => findVideos(tolerantParse(textContent), 0));
  const own = videos.filter((video) => isAbout(video, url));
  const isCanonical = sameAddress(
    doc.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? null,
    url,
  );
  const [video] = own.length > 0 ? own : isCanonical && videos.length === 1 ? videos : [];
  return video === undefined ? null : describe(video);
}

type Linked = Readonly<Record<string, unknown>>;

function findVideos(value: unknown, depth: number): readonly Linked[] {
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.slice(0, 50).flatMap((one) => findVideos(one, depth + 1));
  const record = asRecord(value);
  if (record === null) return [];
  const types = [record['@type']].flat();
  if (types.includes('VideoObject')) return [record];
  return ['@graph', 'video', 'mainEntity', 'itemListElement', 'subjectOf'].flatMap((key) =>
    findVideos(record[key], depth + 1),
  );
}

function isAbout(video: Linked, url: URL): boolean {
  const main = video['mainEntityOfPage'];
  return [video['url'], video['@id'], video['embedUrl'], asRecord(main)?.['@id'] ?? main].some(
    (address) => sameAddress(address, url),
  );
}

function sameAddress(address: unknown, url: URL): boolean {
  if (typeof address !== 'string' || !URL.canParse(address, url)) return false;
  const { host, pathname, searchParams } = new URL(address, url);
  // Some sites name the content in the query; then the query has to agree.
  const isQueryMet = [...searchParams].every(
    ([name, value]) => url.searchParams.get(name) === value,
  );
  return host === url.host && pathname === url.pathname && isQueryMet;
}

function describe(video: Linked): LinkedVideo {
  const author = asRecord([video['author'] ?? video['creator']].flat()[0]);
  const publication = asRecord([video['publication']].flat()[0]);
  return {
    meta: {
      ...noMeta,
      title: cleanText(video['name']),
      uploader: cleanText(author?.['name'] ?? video['author']),
      uploaderId: cleanText(author?.['identifier'] ?? author?.['url']),
      publishedAt: readMoment(video['uploadDate'] ?? video['datePublished']),
      durationS: readDuration(video['duration']),
    },
    isLive: publication?.['isLiveBroadcast'] === true && publication['endDate'] === undefined,
  };
}

/** ISO 8601 duration (`PT1H2M3S`) in seconds. */
function readDuration(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const found = /^P(?:(\d{1,3})D)?T?(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7})(?:\.\d+)?S)?$/.exec(
    value,
  );
  if (found === null || value === 'P' || value === 'PT') return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
