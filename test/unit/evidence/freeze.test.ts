import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkLog, recordLine } from '../../../src/evidence/log/capture-log.js';
import type { EvidenceStore } from '../../../src/evidence/capture/evidence-store.js';
import { addToCase, freezeCase, type Capture } from '../../../src/evidence/capture/freeze.js';
import { capturedBase, caseId, newStore, sampleCapture } from './sample-case.js';

const isLong = process.env['SEAM_LONG'] === '1';
const noEstimate = null;
const freeze = (store: EvidenceStore, capture: Capture) =>
  freezeCase(capture, { store, estimate: noEstimate });

/** The ways a write can die. `killed`: the page is closed, so the open transaction is thrown away. */
const faults = ['quota', 'throws', 'killed'] as const;

/** Lets `failAt - 1` writes pass and then fails. Counts from 1. */
function failWrite(
  failAt: number,
  how: (typeof faults)[number],
): { readonly writes: () => number } {
  let writes = 0;
  const quota = () => new DOMException('no room', 'QuotaExceededError');
  for (const method of ['add', 'put'] as const) {
    // Called with the store it was taken from.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const original = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
    ) {
      writes += 1;
      if (writes !== failAt) return original.call(this, value);
      if (how === 'throws') throw new DOMException('broken', 'UnknownError');
      const request = original.call(this, value);
      if (how === 'quota') {
        // What a browser does: the request succeeds or not, the transaction ends with QuotaExceededError.
        Object.defineProperty(this.transaction, 'error', { value: quota() });
      }
      this.transaction.abort();
      return request;
    });
  }
  return { writes: () => writes };
}

/** The database that `newStore` opened last. */
async function openedDatabase(): Promise<IDBDatabase> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name);
  const last = names.map((name) => Number(/\d+$/.exec(name)?.[0] ?? 0)).sort((a, b) => b - a)[0];
  const request = indexedDB.open(`evidence-test-${last}`);
  return new Promise((done) => {
    request.onsuccess = () => done(request.result);
  });
}

async function isUntouched(store: EvidenceStore, id: string): Promise<boolean> {
  const all = await store.list();
  return (
    (await store.read(id)) === null &&
    (await store.tail(id)) === null &&
    !all.some((one) => one.caseId === id)
  );
}

afterEach(() => vi.restoreAllMocks());

describe('freezing', () => {
  it('keeps every file, record and head, and the chain fits', async () => {
    const store = await newStore();
    expect(await freeze(store, await sampleCapture(3))).toEqual({ ok: true });
    const frozen = (await store.read(caseId))!;
    expect(frozen.media).toHaveLength(6);
    expect(frozen.records.map(({ kind }) => kind).slice(0, 3)).toEqual(['opened', 'page', 'frame']);
    const owner = { caseId, key: (await store.signer()).fingerprint };
    expect(await checkLog(frozen.records.map(recordLine), owner, frozen.head)).toMatchObject({
      ok: true,
    });
  });

  it(
    'is all or nothing when any of the first 200 writes fails, and says so',
    { timeout: 120_000 },
    async () => {
      const store = await newStore();
      await store.signer();
      // 100 frames and crops, their records, case and head: over 200 writes.
      const capture = await sampleCapture(50, 'case-broken');
      await freeze(store, await sampleCapture(1, 'case-before'));
      const before = JSON.stringify(await store.read('case-before'));
      for (let failAt = 1; failAt <= 200; failAt += 1) {
        // One way a point, in turn; every way at every point in the long run.
        const ways = isLong ? faults : [faults[failAt % faults.length]!];
        for (const how of ways) {
          const { writes } = failWrite(failAt, how);
          const outcome = await freeze(store, capture);
          vi.restoreAllMocks();
          expect(writes()).toBeGreaterThanOrEqual(failAt);
          const reason = how === 'quota' ? 'storage-full' : 'storage-failed';
          expect(outcome, `write ${failAt} ${how}`).toEqual({ ok: false, reason });
          expect(await isUntouched(store, 'case-broken'), `write ${failAt} ${how}`).toBe(true);
        }
      }
      expect(JSON.stringify(await store.read('case-before'))).toBe(before);
      expect(await freeze(store, capture)).toEqual({ ok: true });
      expect((await store.read('case-broken'))!.media).toHaveLength(100);
    },
  );

  it('is read back where rows hold bytes, as earlier versions wrote them', async () => {
    const store = await newStore();
    await freeze(store, await sampleCapture(1));
    const { media } = (await store.read(caseId))!;
    const change = (await openedDatabase()).transaction('media', 'readwrite');
    for (const file of media) change.objectStore('media').put(file);
    await new Promise((done) => (change.oncomplete = done));
    expect((await store.read(caseId))!.media).toEqual(media);
    expect(await store.readMedia(caseId, media[0]!.path)).toEqual(media[0]);
  });

  it('tells a file that the browser has lost as one that is kept no more', async () => {
    const store = await newStore();
    await freeze(store, await sampleCapture(2));
    const before = (await store.read(caseId))!;
    const lost = before.media[0]!.path;
    // Called with the blob it was taken from.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const real = Blob.prototype.arrayBuffer;
    let asked = 0;
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
      asked += 1;
      return asked === 1
        ? Promise.reject(new DOMException('gone', 'NotFoundError'))
        : real.call(this);
    });
    const after = (await store.read(caseId))!;
    expect(after.paths).toEqual(before.paths.filter((path) => path !== lost));
    expect(after.records).toEqual(before.records);
  });

  it('does not start when it would not fit, and says how much is missing', async () => {
    const store = await newStore();
    const estimate = async () => ({ quota: 20_000_000, usage: 19_000_000 });
    const outcome = await freezeCase(await sampleCapture(), { store, estimate });
    expect(outcome).toMatchObject({ ok: false, reason: 'would-not-fit', freeBytes: 1_000_000 });
    expect(await isUntouched(store, caseId)).toBe(true);
  });

  it('tries where the browser cannot say how much is free', async () => {
    const store = await newStore();
    const estimate = () => Promise.reject(new Error('not in this context'));
    expect(await freezeCase(await sampleCapture(), { store, estimate })).toEqual({ ok: true });
  });

  it('never writes over a case that exists', async () => {
    const store = await newStore();
    await freeze(store, await sampleCapture(2));
    const before = JSON.stringify(await store.read(caseId));
    expect(await freeze(store, await sampleCapture(1))).toEqual({ ok: false, reason: 'log-moved' });
    expect(JSON.stringify(await store.read(caseId))).toBe(before);
  });

  it('never writes over a record, even when told that the log ends there', async () => {
    const store = await newStore();
    await freeze(store, await sampleCapture(1));
    const before = (await store.read(caseId))!;
    const records = [{ ...before.records[1]!, note: 'changed' }];
    const { seq, hash } = before.head;
    const write = { opened: null, media: [], records, head: before.head, after: { seq, hash } };
    expect(await store.write(write)).toEqual({ ok: false, reason: 'storage-failed' });
    expect(JSON.stringify(await store.read(caseId))).toBe(JSON.stringify(before));
  });

  it('adds redacted copies beside what was frozen', async () => {
    const store = await newStore();
    await freeze(store, await sampleCapture(1));
    const before = (await store.read(caseId))!;
    const file = { path: 'media/redacted/frame-0001.png', bytes: new Uint8Array([1, 2, 3]) };
    const captured = { ...capturedBase(9), kind: 'redacted' as const };
    const add = (source: string) =>
      addToCase(caseId, [{ captured, file }], source, { store, estimate: noEstimate });
    expect(await add('media/frame-0001.png')).toEqual({ ok: true });
    const after = (await store.read(caseId))!;
    expect(after.records.slice(0, before.records.length)).toEqual(before.records);
    expect(after.records.at(-1)).toMatchObject({ kind: 'redacted', seq: before.records.length });
    expect(await add('media/frame-0001.png')).toEqual({ ok: false, reason: 'storage-failed' });
  });

  it('lets one of two pages that add at once win, and tells the other', async () => {
    const store = await newStore();
    await freeze(store, await sampleCapture(1));
    const note = (text: string) => ({
      captured: { ...capturedBase(9), kind: 'note' as const, note: text },
      file: null,
    });
    const outcomes = await Promise.all(
      ['a', 'b'].map((text) =>
        addToCase(caseId, [note(text)], 'media/frame-0001.png', { store, estimate: noEstimate }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, reason: 'log-moved' });
    const frozen = (await store.read(caseId))!;
    expect(frozen.records.map(({ seq }) => seq)).toEqual(frozen.records.map((_, at) => at));
  });

  it('adds nothing that was made from a picture which was deleted meanwhile', async () => {
    const store = await newStore();
    await freeze(store, await sampleCapture(1));
    const file = { path: 'media/redacted/frame-0001-1.png', bytes: new Uint8Array([1, 2, 3]) };
    const captured = { ...capturedBase(9), kind: 'redacted' as const };
    await store.removeMedia(caseId);
    const before = await store.read(caseId);
    expect(
      await addToCase(caseId, [{ captured, file }], 'media/frame-0001.png', {
        store,
        estimate: noEstimate,
      }),
    ).toEqual({ ok: false, reason: 'source-gone' });
    expect(await store.read(caseId)).toEqual(before);
  });

  it('removes pixels that nobody may keep and leaves the log', async () => {
    const store = await newStore();
    await freeze(store, await sampleCapture(2));
    await freeze(store, await sampleCapture(1, 'case-other'));
    await store.removeMedia(caseId);
    const frozen = (await store.read(caseId))!;
    expect(frozen.media).toEqual([]);
    expect(frozen.records).toHaveLength(6);
    expect((await store.read('case-other'))!.media).toHaveLength(2);
  });
});
