import browser from 'webextension-polyfill';

/**
 * Freezes that somebody waits for without a window of ours: kept from before the first write until
 * the answer was shown, in a store that outlives this background and the browser.
 */
const key = 'freezes-under-way';
/** Names the run of this background: a mark of another run belongs to one that was ended. */
const run = crypto.randomUUID();

type Marks = Readonly<Record<string, string>>;

let chain: Promise<unknown> = Promise.resolve();

export function markFreeze(caseId: string): Promise<void> {
  return change((marks) => ({ ...marks, [caseId]: run }));
}

export function unmarkFreeze(caseId: string): Promise<void> {
  return change((marks) =>
    Object.fromEntries(Object.entries(marks).filter(([known]) => known !== caseId)),
  );
}

/** Cases whose freeze was under way in a run that is over: nobody has told the person how it ended. */
export async function lostFreezes(): Promise<readonly string[]> {
  return Object.entries(await read())
    .filter(([, of]) => of !== run)
    .map(([caseId]) => caseId);
}

/** One change after the other: read and write must not interleave. */
function change(how: (marks: Marks) => Marks): Promise<void> {
  const next = chain.then(async () => {
    const marks = how(await read());
    if (Object.keys(marks).length === 0) await browser.storage.local.remove(key);
    else await browser.storage.local.set({ [key]: marks });
  });
  chain = next.catch(() => undefined);
  return next;
}

async function read(): Promise<Marks> {
  return ((await browser.storage.local.get(key))[key] as Marks | undefined) ?? {};
}
