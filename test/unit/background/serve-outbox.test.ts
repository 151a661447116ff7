import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openOutbox } from '../../../src/report/outbox-store.js';
import { fakeArea } from '../ui/fake-storage.js';

const fake = vi.hoisted((): { browser: unknown } => ({ browser: undefined }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return fake.browser;
  },
}));
const { serveOutbox, workOutbox } = await import('../../../src/background/serve-outbox.js');

const address = 'https://reports.example.org';
const collector = { address, teamKey: 'k', isOn: true };
const caseId = 'c1';
let number = 0;

describe('the outbox in the background', () => {
  const alarms = new Map<string, number>();
  const steps: string[] = [];
  let local: ReturnType<typeof fakeArea>;
  let wake: ((alarm: { name: string }) => void) | null = null;
  let started: (() => void) | null = null;
  let onPost: () => void = () => undefined;

  beforeEach(() => {
    alarms.clear();
    steps.length = 0;
    onPost = () => undefined;
    local = fakeArea({ collector });
    fake.browser = {
      storage: { local: local.area },
      alarms: {
        create: (name: string, { when }: { when: number }) => {
          steps.push('alarm');
          alarms.set(name, when);
        },
        clear: async (name: string) => alarms.delete(name),
        onAlarm: { addListener: (listen: typeof wake) => (wake = listen) },
      },
      runtime: {
        onStartup: { addListener: (listen: () => void) => (started = listen) },
        onInstalled: { addListener: () => undefined },
      },
    };
    vi.stubGlobal('fetch', async (_url: string, init: { headers: Record<string, string> }) => {
      steps.push('post');
      onPost();
      const sha256 = init.headers['idempotency-key'];
      return Response.json({ reportId: 'r-1', receivedAt: '', sha256 }, { status: 201 });
    });
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    const db = await openOutbox();
    for (const { reportId } of await db.all()) await db.discard(reportId, Date.now());
    db.close();
  });

  async function hand(to = address): Promise<string> {
    const sha256 = (number += 1).toString(16).padStart(64, '0');
    const db = await openOutbox();
    await db.add({ body: '{}', sha256 }, to, Date.now() - 1, { caseId, isAddressOnly: false });
    db.close();
    return sha256;
  }
  async function stateOf(sha256: string): Promise<string | undefined> {
    const db = await openOutbox();
    const item = await db.item(sha256);
    db.close();
    return item?.state;
  }

  it('sends nothing and sets no alarm while no collector is named or it is off', async () => {
    const report = await hand();
    for (const stored of [undefined, { ...collector, isOn: false }]) {
      local.values['collector'] = stored;
      await workOutbox();
    }
    expect(steps).toEqual([]);
    expect(alarms.size).toBe(0);
    expect(await stateOf(report)).toBe('sealed');
  });

  it('sets its alarm before it sends, and lets go of it when nothing waits', async () => {
    const report = await hand();
    await workOutbox();
    expect(steps).toEqual(['alarm', 'post']);
    expect(alarms.size).toBe(0);
    expect(await stateOf(report)).toBe('accepted');
  });

  it('is woken by its alarm and by a start of the browser, and by no other alarm', async () => {
    serveOutbox();
    await hand();
    wake?.({ name: 'another' });
    await new Promise((done) => setTimeout(done, 50));
    expect(steps).toEqual([]);
    for (const event of [() => wake?.({ name: 'outbox' }), () => started?.()]) {
      const report = await hand();
      event();
      await expect.poll(() => stateOf(report)).toBe('accepted');
    }
  });

  it('waits with an alarm in half a minute or more when the server fails', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 500 }));
    const report = await hand();
    const before = Date.now();
    await workOutbox();
    expect(await stateOf(report)).toBe('sealed');
    expect(alarms.get('outbox')).toBeGreaterThanOrEqual(before + 30_000);
  });

  it('gives a report that was handed to one collector to no other', async () => {
    const report = await hand('https://former.example.org');
    await workOutbox();
    expect(steps).toEqual([]);
    expect(await stateOf(report)).toBe('sealed');
  });

  it.each([
    ['switched off', { ...collector, isOn: false }],
    ['changed to another address', { ...collector, address: 'https://other.example.org' }],
  ])('stops in the middle of a round when it is %s', async (_, changed) => {
    const reports = [await hand(), await hand(), await hand()];
    onPost = () => (local.values['collector'] = changed);
    await workOutbox();
    expect(steps.filter((step) => step === 'post')).toHaveLength(1);
    const states = await Promise.all(reports.map(stateOf));
    expect(states.filter((state) => state === 'accepted')).toHaveLength(1);
    expect(states.filter((state) => state === 'sealed')).toHaveLength(2);
  });
});
