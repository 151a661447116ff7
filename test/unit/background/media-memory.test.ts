import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readMemoryList } from '../../../src/background/memory-list.js';
import { limits } from '../../../src/shared/limits.js';
import { nothingRecalled, type PictureHash } from '../../../src/shared/media-memory.js';
import { aRecord } from '../ui/records.js';

let stored: Record<string, unknown> = {};
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      local: {
        get: async (key: string) => ({ [key]: structuredClone(stored[key]) }),
        set: async (values: Record<string, unknown>) => void Object.assign(stored, values),
        remove: async (keys: string[]) => {
          for (const key of keys) Reflect.deleteProperty(stored, key);
        },
      },
    },
  },
}));

const { forgetMedia, markMedia, recallMedia, rememberLevels } =
  await import('../../../src/background/media-memory.js');

const name = (contentId: string | null, mediaId = 'm') => ({
  site: 'youtube',
  contentId,
  mediaId,
});
const face: PictureHash = { hash: '0'.repeat(64), quality: 90 };
/** The same picture after a re-encoding: 12 of 256 bits differ. */
const reupload: PictureHash = { hash: `fff${'0'.repeat(61)}`, quality: 88 };
const other: PictureHash = { hash: 'f'.repeat(64), quality: 90 };

describe('what this device remembers', () => {
  beforeEach(async () => {
    stored = {};
    await forgetMedia();
  });

  test('is the level of an earlier visit, whatever the media is called this time', async () => {
    const record = aRecord('moderate', { site: 'youtube', contentId: 'abc' });
    await rememberLevels([record]);
    const recalled = await recallMedia(name('abc', 'another visit'), []);
    expect(recalled.seen?.level).toBe('moderate');
    expect(await recallMedia(name('other'), [])).toEqual(nothingRecalled);
    expect(await recallMedia({ ...name('abc'), site: 'bilibili' }, [])).toEqual(nothingRecalled);
  });

  test('is no list of what was watched: neither ids nor titles are on the disk', async () => {
    await rememberLevels([aRecord('strong', { contentId: 'dQw4w9WgXcQ', title: 'A title' })]);
    expect(JSON.stringify(stored)).not.toMatch(/dQw4w9WgXcQ|A title/);
  });

  test('has another name for the same media on every device, which nobody can look up', async () => {
    const keptAs = async (): Promise<string> => {
      await forgetMedia();
      await markMedia(name('dQw4w9WgXcQ'), 'quiet', []);
      return JSON.stringify(stored['media-memory']).replaceAll(/"\w+Ms":\d+/g, '');
    };
    expect(await keptAs()).not.toBe(await keptAs());
  });

  test('is nothing of what cannot be found again, or was not judged', async () => {
    await rememberLevels([
      aRecord('strong', { contentId: null }),
      aRecord('cannot-tell', { contentId: 'x' }),
      aRecord(null, { contentId: 'y' }),
    ]);
    expect(stored['media-memory']).toBeUndefined();
  });

  test('"not now" and a correction keep a warning from opening, and are taken back', async () => {
    await markMedia(name('abc'), 'quiet', []);
    expect((await recallMedia(name('abc'), [])).isQuiet).toBe(true);
    await markMedia(name('def'), 'altered', [face]);
    expect(await recallMedia(name('def'), [])).toMatchObject({
      isQuiet: true,
      wrong: { says: 'altered' },
    });
    await markMedia(name('def'), 'right', []);
    expect(await recallMedia(name('def'), [])).toMatchObject({ isQuiet: false, wrong: null });
    expect((await recallMedia(name('re-upload'), [face])).alike).toBeNull();
  });

  test('a correction keeps quiet where the site names nothing: by the face, on the next visit', async () => {
    await markMedia(name(null, 'visit 1'), 'unaltered', [face]);
    const next = await recallMedia(name(null, 'visit 2'), [reupload]);
    expect(next).toMatchObject({ isQuiet: true, wrong: null, alike: { was: 'unaltered' } });
    expect((await recallMedia(name(null, 'visit 2'), [other])).isQuiet).toBe(false);
    await markMedia(name(null, 'visit 3'), 'frozen', [other]);
    expect((await recallMedia(name(null, 'visit 4'), [other])).isQuiet).toBe(false);
  });

  test('knows a face that was frozen when it is uploaded again', async () => {
    await markMedia(name('abc'), 'frozen', [face]);
    const again = await recallMedia(name('re-upload'), [reupload]);
    expect(again).toMatchObject({ alike: { was: 'frozen' }, frozenAtMs: null, hasHashes: true });
    expect((await recallMedia(name('something else'), [other])).alike).toBeNull();
    // The media itself is not "another one that looks alike".
    const itself = await recallMedia(name('abc'), [reupload]);
    expect(itself).toMatchObject({ alike: null, hasHashes: false });
    expect(itself.frozenAtMs).not.toBeNull();
  });

  test('stays a frozen face when a correction of it is taken back', async () => {
    await markMedia(name('abc'), 'frozen', [face]);
    await markMedia(name('abc'), 'unaltered', []);
    await markMedia(name('abc'), 'right', []);
    expect((await recallMedia(name('re-upload'), [face])).alike?.was).toBe('frozen');
  });

  test('forgets a freeze whose pictures are deleted, with its faces and what only it had made', async () => {
    await markMedia(name('abc'), 'frozen', [face]);
    await markMedia(name('abc'), 'unfrozen', []);
    expect(await recallMedia(name('abc'), [])).toEqual(nothingRecalled);
    expect((await recallMedia(name('re-upload'), [face])).alike).toBeNull();
    expect(stored['media-memory']).toEqual([]);
    await markMedia(name('never frozen'), 'unfrozen', []);
    expect(stored['media-memory']).toEqual([]);
  });

  test('keeps of a deleted freeze what else is known, and the faces that a correction is told by', async () => {
    await rememberLevels([aRecord('moderate', { site: 'youtube', contentId: 'abc' })]);
    await markMedia(name('abc'), 'frozen', [face]);
    await markMedia(name('abc'), 'unfrozen', []);
    const seen = await recallMedia(name('abc'), []);
    expect(seen).toMatchObject({ seen: { level: 'moderate' }, frozenAtMs: null });
    expect(JSON.stringify(stored['media-memory'])).not.toContain(face.hash);
    await markMedia(name('def'), 'altered', [face]);
    await markMedia(name('def'), 'frozen', [face]);
    await markMedia(name('def'), 'unfrozen', []);
    expect((await recallMedia(name('re-upload'), [face])).alike?.was).toBe('altered');
    await markMedia(name('def'), 'right', []);
    expect((await recallMedia(name('re-upload'), [face])).alike).toBeNull();
  });

  test('does not take a picture with little in it for another', async () => {
    await markMedia(name('abc'), 'frozen', [{ ...face, quality: 20 }]);
    expect((await recallMedia(name('re-upload'), [face])).alike).toBeNull();
  });

  test('is bounded, and forgets the media that was changed longest ago', async () => {
    for (let media = 0; media <= limits.maxRememberedMedia; media += 1) {
      await markMedia(name(`video ${media}`), 'quiet', []);
    }
    expect((await recallMedia(name('video 0'), [])).isQuiet).toBe(false);
    expect((await recallMedia(name('video 1'), [])).isQuiet).toBe(true);
    expect(stored['media-memory']).toHaveLength(limits.maxRememberedMedia);
  });

  test('survives changes at the same time and a broken entry', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, media) => markMedia(name(`v${media}`), 'quiet', [])),
    );
    expect(stored['media-memory']).toHaveLength(20);
    expect(readMemoryList([{ key: 7 }, ...(stored['media-memory'] as unknown[])])).toHaveLength(20);
    expect(readMemoryList('nonsense')).toEqual([]);
  });
});
