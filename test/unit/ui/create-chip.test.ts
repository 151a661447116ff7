// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MediaRecord } from '../../../src/shared/media-record.js';
import { aRecord } from './records.js';

const drawn: MediaRecord[] = [];
vi.mock('../../../src/ui/chip/notice.js', () => ({
  createNotice: () => ({
    tone: 'quiet',
    draw: (record: MediaRecord) => drawn.push(record),
    place: vi.fn(),
    watch: () => 'held',
    remember: vi.fn(),
    toast: vi.fn(),
    speak: vi.fn(),
    end: vi.fn(),
    isHost: () => false,
  }),
}));
const { createChip } = await import('../../../src/ui/chip/create-chip.js');

class Observer {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
}

describe('the notices of a document', () => {
  let ending: AbortController;
  let chip: ReturnType<typeof createChip>;
  const video = document.createElement('video');
  const record = aRecord('weak');

  beforeEach(() => {
    vi.stubGlobal('IntersectionObserver', Observer);
    vi.stubGlobal('ResizeObserver', Observer);
    drawn.length = 0;
    ending = new AbortController();
    chip = createChip(ending.signal, {
      onAction: vi.fn(),
      onMoved: vi.fn(),
      historyOf: () => [],
      onInterference: vi.fn(),
    });
  });
  afterEach(() => {
    ending.abort();
    vi.unstubAllGlobals();
  });

  it('are not drawn again for a look in which only numbers moved', () => {
    chip.update(video, record);
    chip.update(video, { ...record, updatedAtMs: 1, cost: { ...record.cost, samples: 9 } });
    expect(drawn).toHaveLength(1);
    chip.update(video, { ...record, state: 'waiting' });
    expect(drawn).toHaveLength(2);
  });

  it('are drawn again in the words of another language, although there is no news', () => {
    chip.update(video, record);
    chip.choose({ noticeFrom: 'weak', showQuietChip: true });
    expect(drawn).toEqual([record, record]);
  });

  it('come back after they were removed, although the record is the same', () => {
    chip.update(video, record);
    chip.remove(video);
    chip.update(video, record);
    expect(drawn).toHaveLength(2);
  });
});
