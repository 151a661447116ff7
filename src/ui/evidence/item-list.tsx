import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { siteWords, wordsOf } from '../../evidence/report-page/report-codes.js';
import { looksAlike } from '../../evidence/pictures/pdq.js';
import type { CaseFacts } from '../../evidence/capture/evidence-store.js';
import { readPageMeta, type PageMeta } from '../../evidence/capture/page-meta.js';
import { newCaseFile, type CaseFile } from '../../report/case-file.js';
import { Standings } from '../report/standings.js';
import { levelLabel, say } from '../words.js';
import { itemTitle } from './item-title.js';
import { moment } from './moment.js';
import { megabytes } from './freeze-action.js';
import { StoredPicture } from './stored-picture.js';
import { go } from './route.js';
import { readListed, type ListedItem, type Stores } from './use-frozen.js';

interface Row {
  readonly id: string;
  readonly frozen: CaseFacts;
  readonly meta: PageMeta | null;
  /** Null: one that this version cannot read. */
  readonly item: ListedItem | null;
  /** Other items with a frame that looks the same: a re-upload, or the same video twice. */
  readonly alike: readonly string[];
}

/** Everything that is frozen, newest first, and the room it takes. */
export function ItemList({ stores }: { readonly stores: Stores }): JSX.Element {
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [cases, setCases] = useState<readonly CaseFile[]>([]);
  const [isUnstored, setUnstored] = useState(false);
  const [isUnread, setUnread] = useState(false);
  const [room, setRoom] = useState<{ usage?: number; quota?: number } | null>(null);
  useEffect(() => {
    const fail = (): void => setUnread(true);
    void readRows(stores).then(setRows, fail);
    void stores.reports.cases().then(setCases, fail);
    void navigator.storage.estimate().then(setRoom, () => setRoom(null));
  }, [stores]);

  async function addCase(): Promise<void> {
    const title = say('case_new_title', cases.length + 1);
    const file = newCaseFile(crypto.randomUUID(), title, Date.now());
    await stores.reports.saveCase(file).then(
      () => go(`/case/${file.id}`),
      () => setUnstored(true),
    );
  }

  const used = (rows ?? []).reduce((sum, { frozen }) => sum + bytesOf(frozen), 0);
  return (
    <>
      <section>
        <h1>{say('evidence_title')}</h1>
        <p class="soft">{say('evidence_explain')}</p>
        {isUnread && <p role="alert">{say('store_unread')}</p>}
        {rows?.length === 0 && <p>{say('evidence_none')}</p>}
        {rows !== null && rows.length > 0 && (
          <>
            <p class="soft small">{roomSentence(used, room)}</p>
            <ul class="items">
              {rows.map((row) => (
                <ItemRow key={row.id} stores={stores} row={row} rows={rows} />
              ))}
            </ul>
          </>
        )}
      </section>
      <section>
        <h2>{say('cases_title')}</h2>
        <p class="soft">{say('cases_explain')}</p>
        <ul class="lines">
          {cases.map((file) => (
            <li key={file.id}>
              <a href={`#/case/${file.id}`}>{file.title}</a>{' '}
              <span class="soft">{say('cases_items', file.items.length)}</span>
            </li>
          ))}
        </ul>
        <button type="button" class="button" onClick={() => void addCase()}>
          {say('cases_new')}
        </button>
        {isUnstored && <p role="alert">{say('store_failed')}</p>}
      </section>
    </>
  );
}

function ItemRow({
  stores,
  row,
  rows,
}: {
  readonly stores: Stores;
  readonly row: Row;
  readonly rows: readonly Row[];
}): JSX.Element {
  const { frozen, meta, id } = row;
  // A face comes before its frame, and is a small part of its bytes.
  const picture = frozen.paths.find((path) => /^media\/(?:face|frame)-0001/.test(path));
  const level = meta?.record?.verdict?.level;
  const alike = row.alike.flatMap((other) => rows.find(({ id: known }) => known === other) ?? []);
  return (
    <li>
      {picture === undefined ? (
        <span class="picture" aria-hidden="true" />
      ) : (
        <StoredPicture stores={stores} caseId={id} path={picture} />
      )}
      <div>
        <a href={`#/item/${id}`} dir="auto">
          {itemTitle(meta)}
        </a>
        <p class="soft small">
          {[
            siteOf(meta),
            moment(frozen.opened.openedAtMs),
            level === undefined ? '' : levelLabel(level),
            say('evidence_size', megabytes(bytesOf(frozen))),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
        {row.item !== null && <Standings item={row.item} />}
        {alike.length > 0 && (
          <p class="small">
            {say('evidence_alike')}{' '}
            {alike.map((other) => (
              <a key={other.id} href={`#/item/${other.id}`}>
                {moment(other.frozen.opened.openedAtMs)}
              </a>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}

/** The platform by its name; a site that Seam has no reader for by its host. */
function siteOf(meta: PageMeta | null): string {
  if (meta === null) return '';
  if (meta.site !== 'generic') return wordsOf(siteWords, meta.site);
  return URL.canParse(meta.urlAsSeen) ? new URL(meta.urlAsSeen).host : '';
}

function roomSentence(used: number, room: { usage?: number; quota?: number } | null): string {
  if (room?.usage === undefined || room.quota === undefined) {
    return say('evidence_used', megabytes(used));
  }
  return say('evidence_room', megabytes(used), megabytes(Math.max(0, room.quota - room.usage)));
}

/** Bytes of what is still kept of an item, by the lengths in its log. */
export function bytesOf({ paths, records, opened }: CaseFacts): number {
  const lengths = new Map(records.map(({ path, encodedBytes }) => [path, encodedBytes ?? 0]));
  return paths.reduce((sum, path) => sum + (lengths.get(path) ?? 0), opened.pageMeta.length);
}

async function readRows(stores: Stores): Promise<readonly Row[]> {
  const { evidence } = stores;
  const opened = (await evidence.list()).toSorted((a, b) => b.openedAtMs - a.openedAtMs);
  const read = await Promise.all(
    opened.map(async ({ caseId }) => {
      const item = await readListed(stores, caseId);
      const frozen = item?.frozen ?? (await evidence.readFacts(caseId));
      return frozen && { frozen, item };
    }),
  );
  const cases = read.filter((one) => one !== null);
  return cases.map(({ frozen, item }) => ({
    id: frozen.opened.caseId,
    frozen,
    meta: item?.meta ?? readPageMeta(frozen.opened.pageMeta),
    item,
    alike: cases
      .filter((other) => other.frozen !== frozen && isAlike(frozen, other.frozen))
      .map((other) => other.frozen.opened.caseId),
  }));
}

/** Any two whole frames that PDQ cannot tell apart. */
export function isAlike(a: CaseFacts, b: CaseFacts): boolean {
  const hashes = ({ records }: CaseFacts) =>
    records.flatMap(({ kind, pdq }) => (kind === 'frame' && pdq !== null ? [pdq] : []));
  const others = hashes(b);
  return hashes(a).some((one) => others.some((other) => looksAlike(one, other)));
}
