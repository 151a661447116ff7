import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  addNote,
  judgeItem,
  moveItem,
  newCaseFile,
  readCaseFile,
  type CaseFile,
  type StoredCaseFile,
} from '../../../src/report/case-file.js';
import type { HumanVerdict } from '../../../src/report/media-review.js';
import { openReportStore } from '../../../src/report/report-store.js';
import { verdict } from './sample-verdict.js';

describe('the verdicts of a case', () => {
  it('go with their item, and are forgotten with it', () => {
    const a: CaseFile = {
      ...newCaseFile('a', 'A', 1),
      items: ['x', 'y'],
      verdicts: { x: verdict },
    };
    const [left, taken] = moveItem([a, newCaseFile('b', 'B', 1)], 'x', 'b');
    expect([left?.verdicts, taken?.verdicts]).toEqual([{}, { x: verdict }]);
    expect(moveItem([taken!], 'x', null)[0]?.verdicts).toEqual({});
    // Moving one that nobody judged takes none along.
    expect(moveItem([a, newCaseFile('b', 'B', 1)], 'y', 'b')[1]?.verdicts).toEqual({});
  });

  const old = (items: readonly string[], said: HumanVerdict | null): StoredCaseFile => {
    const { verdicts: _, ...file } = newCaseFile('a', 'A', 1);
    return { ...file, items, verdict: said };
  };

  it('of an older case count where one item alone can be meant, and are a suggestion elsewhere', () => {
    expect(readCaseFile(old(['x'], verdict))).toMatchObject({ verdicts: { x: verdict } });
    const several = readCaseFile(old(['x', 'y'], verdict));
    expect(several).toMatchObject({ verdicts: {}, suggested: verdict });
    expect(readCaseFile(old(['x'], null))).toEqual({
      ...newCaseFile('a', 'A', 1),
      items: ['x'],
    });
    expect(readCaseFile(several)).toEqual(several);
  });

  it('of an older case are read from the store', async () => {
    const store = await openReportStore('older-cases');
    await store.saveCase(old(['x', 'y'], verdict) as unknown as CaseFile);
    expect(await store.cases()).toMatchObject([{ verdicts: {}, suggested: verdict }]);
    await store.moveItem('y', null);
    expect(await store.cases()).toMatchObject([{ items: ['x'], verdicts: {} }]);
    store.close();
  });
});

describe('a change of a case', () => {
  it('begins from what is stored, so that two at once both stay', async () => {
    const store = await openReportStore('changed-cases');
    await store.saveCase(newCaseFile('a', 'A', 1));
    await Promise.all([
      store.changeCase('a', (file) => ({ ...file, title: 'B' })),
      store.changeCase('a', (file) => addNote(file, 'N', 2)),
      store.moveItem('x', 'a'),
    ]);
    const changed = { title: 'B', notes: [{ atMs: 2, text: 'N' }], items: ['x'] };
    expect(await store.cases()).toMatchObject([changed]);
    store.close();
  });

  it('is refused, and brings nothing back, where the case or the item is gone', async () => {
    const store = await openReportStore('gone-cases');
    await expect(store.changeCase('a', (file) => file)).rejects.toThrow('gone');
    expect(await store.cases()).toEqual([]);
    await store.saveCase(newCaseFile('a', 'A', 1));
    const judging = store.changeCase('a', (file) => judgeItem(file, 'x', verdict));
    await expect(judging).rejects.toThrow('not in the case');
    expect(await store.cases()).toMatchObject([{ verdicts: {} }]);
    store.close();
  });
});
