import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { addNote, judgeItem, type CaseFile } from '../../report/case-file.js';
import { moment } from '../evidence/moment.js';
import { go } from '../evidence/route.js';
import { readListed, type ListedItem, type NoFrozen, type Stores } from '../evidence/use-frozen.js';
import { say } from '../words.js';
import { AskAgain } from './ask-again.js';
import { CaseExports } from './case-exports.js';
import { CaseVerdict } from './case-verdict.js';
import { itemName } from './item-name.js';
import { Standings } from './standings.js';

interface Loaded {
  readonly file: CaseFile;
  readonly items: readonly ListedItem[];
  /** Frozen items in no case or another one. */
  readonly others: readonly ListedItem[];
}

const sentences = {
  loading: 'popup_loading',
  missing: 'case_missing',
  unread: 'store_unread',
} as const satisfies Record<NoFrozen, string>;

/** Several media that belong together, notes, a person's verdict, and what a desk exports. */
export function CasePage({
  stores,
  id,
}: {
  readonly stores: Stores;
  readonly id: string;
}): JSX.Element {
  const [loaded, setLoaded] = useState<Loaded | NoFrozen>('loading');
  const [asked, setAsked] = useState(0);
  const [note, setNote] = useState('');
  const [isStoring, setStoring] = useState(false);
  const [isUnstored, setUnstored] = useState(false);
  useEffect(() => {
    void readCase(stores, id).then(
      (read) => setLoaded(read ?? 'missing'),
      () => setLoaded('unread'),
    );
  }, [stores, id, asked]);
  if (typeof loaded === 'string') {
    return (
      <section>
        <p role="status">{say(sentences[loaded])}</p>
      </section>
    );
  }
  const { file, items, others } = loaded;
  /** False: the browser stored nothing, and the page says so. */
  const keep = async (storing: Promise<void>): Promise<boolean> => {
    const isStored = await storing.then(
      () => true,
      () => false,
    );
    setUnstored(!isStored);
    if (isStored) setAsked((count) => count + 1);
    return isStored;
  };
  const change = (how: (now: CaseFile) => CaseFile): Promise<boolean> =>
    keep(stores.reports.changeCase(file.id, how));
  const move = (item: string, into: string | null): Promise<boolean> =>
    keep(stores.reports.moveItem(item, into));

  return (
    <>
      <section>
        <h1 dir="auto">{file.title}</h1>
        <label class="field">
          {say('case_name')}
          <input
            type="text"
            maxLength={200}
            value={file.title}
            onChange={(event) => {
              const title = event.currentTarget.value.trim();
              if (title !== '') void change((now) => ({ ...now, title }));
            }}
          />
        </label>
        <h2>{say('case_items')}</h2>
        <ul class="lines">
          {items.map((item) => (
            <li key={item.dossier.caseId} class="line">
              <div>
                <a href={`#/item/${item.dossier.caseId}`} dir="auto">
                  {itemName(item)}
                </a>
                <Standings item={item} />
              </div>
              <TakeOut
                item={item}
                isJudged={file.verdicts[item.dossier.caseId] !== undefined}
                takeOut={() => void move(item.dossier.caseId, null)}
              />
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <label class="field">
            {say('case_put_in')}
            <select
              value=""
              onChange={(event) => {
                if (event.currentTarget.value !== '') void move(event.currentTarget.value, file.id);
              }}
            >
              <option value="">{say('case_choose')}</option>
              {others.map((item) => (
                <option key={item.dossier.caseId} value={item.dossier.caseId}>
                  {itemName(item)}
                </option>
              ))}
            </select>
          </label>
        )}
      </section>
      <section>
        <h2>{say('case_notes')}</h2>
        <ul class="lines">
          {file.notes.map(({ atMs, text }) => (
            <li key={atMs} dir="auto">
              <span class="soft small">{moment(atMs)}</span> {text}
            </li>
          ))}
        </ul>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setStoring(true);
            void change((now) => addNote(now, note, Date.now())).then((isStored) => {
              setStoring(false);
              if (isStored) setNote('');
            });
          }}
        >
          <label class="field">
            {say('case_note')}
            <textarea
              rows={2}
              maxLength={4000}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button" disabled={isStoring}>
            {say('case_note_add')}
          </button>
        </form>
      </section>
      <CaseVerdict
        file={file}
        items={items}
        save={(item, verdict) => change((now) => judgeItem(now, item, verdict))}
      />
      <CaseExports stores={stores} file={file} items={items} />
      <section>
        <AskAgain
          name={say('case_remove')}
          sure={say('case_remove_sure')}
          yes={say('delete_yes')}
          act={() =>
            void keep(stores.reports.removeCase(file.id)).then((isStored) => {
              if (isStored) go('/');
            })
          }
        />
      </section>
      {isUnstored && (
        <p role="alert" class="warning unsaved">
          {say('store_failed')}
        </p>
      )}
    </>
  );
}

/** Without a verdict nothing is lost with it, so nothing is asked. */
function TakeOut({
  item,
  isJudged,
  takeOut,
}: {
  readonly item: ListedItem;
  readonly isJudged: boolean;
  readonly takeOut: () => void;
}): JSX.Element {
  const name = say('case_take_out');
  const about = say('case_take_out_this', itemName(item));
  return isJudged ? (
    <AskAgain name={name} about={about} sure={say('case_take_out_sure')} yes={name} act={takeOut} />
  ) : (
    <button type="button" class="button" aria-label={about} onClick={takeOut}>
      {name}
    </button>
  );
}

async function readCase(stores: Stores, id: string): Promise<Loaded | null> {
  const file = (await stores.reports.cases()).find((known) => known.id === id);
  if (file === undefined) return null;
  const all = await Promise.all(
    (await stores.evidence.list()).map(({ caseId }) => readListed(stores, caseId)),
  );
  const known = all.filter((item) => item !== null);
  const isIn = (item: ListedItem): boolean => file.items.includes(item.dossier.caseId);
  return { file, items: known.filter(isIn), others: known.filter((item) => !isIn(item)) };
}
