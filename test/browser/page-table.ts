import { join } from 'node:path';
import { levels } from '../../src/shared/level.js';
import type { MediaRecord } from '../../src/shared/media-record.js';
import { demoDir } from '../fixtures/clips.js';
import { aRecord, aTrack, aVerdict } from '../unit/ui/records.js';
import { preparedCase } from './prepared-evidence.js';

/** One page of the extension in one state. Whoever adds a page adds its rows here, and nowhere else. */
export interface PageState {
  readonly name: string;
  /** Path inside the package, with its query. */
  readonly path: string;
  /** CSS selector of what shows that the state is there. */
  readonly ready: string;
  /** Written to storage before the page opens. */
  readonly session?: Readonly<Record<string, unknown>>;
  readonly local?: Readonly<Record<string, unknown>>;
  /** Handed to the first file field once the page is ready, and what shows that they were looked at. */
  readonly files?: { readonly paths: readonly string[]; readonly ready: string };
  /** Clicked in this order once the page is ready; each must exist. */
  readonly clicks?: readonly string[];
}

/** A tab that does not exist: the popup shows what the session storage holds for it. */
const tabId = 999_999;

/** One face picture of 1 x 1: what matters here is that it is drawn and named. */
const thumbnail =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const several = aVerdict('strong', {
  reasons: ['faces-left-out'],
  tracks: [
    aTrack('strong', { thumbnail, framesRefused: { 'too-dark': 3 } }),
    aTrack('cannot-tell', { reasons: ['face-too-small'] }),
  ],
});
const page = {
  uploader: 'A channel',
  uploaderId: 'UC1',
  publishedAt: null,
  durationS: null,
  partId: null,
  isLive: false,
};

const judged = aRecord(null, { state: 'judged', title: 'A title', verdict: several, page });

function popup(
  name: string,
  records: readonly MediaRecord[],
  session: Readonly<Record<string, unknown>> = {},
): PageState {
  const state = { origin: null, records, updatedAtMs: 1 };
  return {
    name: `popup, ${name}`,
    path: `src/entries/popup.html?tab=${tabId}`,
    ready: 'main h2',
    session: { [`tab:${tabId}`]: state, ...session },
  };
}

const recent = levels.map((level, index) => ({
  key: `${index}`,
  title: `A title ${index}`,
  host: 'v.example',
  kind: 'video',
  level,
  isOwnModel: level === 'weak',
  atMs: 1,
}));
const sites = Object.fromEntries(
  ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => [`https://${name}.example`, 'off']),
);
const uploaders = [{ site: 'youtube', uploaderId: 'UC1', name: 'A channel', mode: 'auto' }];
const sent = [{ atMs: 1, purpose: 'time-stamp', host: 'tsa.example', sentBytes: 59 }];

const options = { path: 'src/entries/options.html', ready: '#reset button' };

export const pageStates: readonly PageState[] = [
  ...levels.map((level) => popup(level, [aRecord(level)])),
  popup('checking', [aRecord(null)]),
  popup('blocked', [aRecord(null, { state: 'blocked', reasons: ['protected'] })]),
  popup(
    'several faces and media, an uploader, recent answers',
    [
      judged,
      aRecord('none-found', { kind: 'image' }),
      aRecord('cannot-tell', { reasons: ['page-interferes'] }),
    ],
    { 'recent-verdicts': recent },
  ),
  popup('nothing', []),
  { name: 'settings, as installed', ...options },
  {
    name: 'settings, everything filled',
    ...options,
    ready: '#sites tbody button',
    local: {
      'site-modes': sites,
      'uploader-rules': uploaders,
      'request-ledger': sent,
      'stamp-authorities': [{ address: 'https://tsa.example.org/tsr', root: 'AAAA' }],
    },
    clicks: ['#debug button', '#reset button'],
  },
  { name: 'welcome', path: 'src/entries/welcome.html', ready: '#allow' },
  { name: 'evidence, nothing frozen', path: 'src/entries/evidence.html', ready: 'main' },
  {
    name: 'evidence, refused',
    path: 'src/entries/evidence.html#/refused/media-gone',
    ready: 'main h1',
  },
  {
    name: 'freeze, media gone',
    path: `src/entries/freeze.html?tab=${tabId}&media=none`,
    ready: 'main h1',
  },
  { name: 'reports, none yet', path: 'src/entries/evidence.html#/reports', ready: 'main h1' },
  {
    name: 'freeze to report, media gone',
    path: `src/entries/freeze.html?tab=${tabId}&media=none&then=report`,
    ready: 'main h1',
  },
  { name: 'why, what the levels mean', path: 'src/entries/why.html', ready: 'main h1, main h2' },
  {
    name: 'why, several faces, no longer looked at',
    path: `src/entries/why.html?media=${judged.mediaId}&tab=${tabId}&frame=0`,
    ready: '.three-lines',
    session: { [`tab:${tabId}`]: { origin: null, records: [judged], updatedAtMs: 1 } },
  },
  {
    name: 'why, media gone',
    path: `src/entries/why.html?media=none&tab=${tabId}&frame=0`,
    ready: 'main p',
  },
  { name: 'verify', path: 'src/entries/verify.html', ready: 'input[type=file]' },
  { name: 'check', path: 'src/entries/check.html', ready: 'input[type=file]' },
  {
    name: 'check, a picture and a video looked at',
    path: 'src/entries/check.html?seconds=2',
    ready: 'input[type=file]',
    files: {
      paths: ['jpg', 'mp4'].map((end) => join(demoDir, `astronaut-forged-blend.${end}`)),
      ready: '.reports > li:nth-child(2) .actions',
    },
  },
];

const item = 'src/entries/evidence.html#/item';

/** The same of a browser with evidence; FROZEN and FILED in a path stand for the ids of `prepareEvidence`. */
export const evidenceStates: readonly PageState[] = [
  { name: 'evidence, two items', path: 'src/entries/evidence.html#/', ready: '.items li' },
  { name: 'item', path: `${item}/FROZEN`, ready: 'section a.button.main' },
  { name: 'item, reviewed, packed once', path: `${item}/FILED`, ready: '.lines .hash' },
  { name: 'item, nothing answered', path: `${item}/FROZEN/report`, ready: 'fieldset input' },
  { name: 'item, not to be sent yet', path: `${item}/FROZEN/send`, ready: 'section a.button.main' },
  { name: 'item, reviewed', path: `${item}/FILED/report`, ready: '.lines li .small' },
  { name: 'item, where to send it', path: `${item}/FILED/send`, ready: '.destination' },
  {
    name: 'reports, one filed',
    path: 'src/entries/evidence.html#/reports',
    ready: '.reports li .state-filed',
  },
  { name: 'case', path: `src/entries/evidence.html#/case/${preparedCase}`, ready: '.tick' },
];
