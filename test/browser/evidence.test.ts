import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { verifyPackage } from '../../src/evidence/verify.js';
import { readPackageZip } from '../../src/evidence/read-package-zip.js';
import type { FreezeReply } from '../../src/protocol/freeze-messages.js';
import { bilibiliUrl, youtubeUrl } from '../fixtures/sites.js';
import { isJudged, mainRecord, openSeam, type OpenSeam, type WatchedTab } from './open-seam.js';

const sites = [
  ['a YouTube-like page', youtubeUrl, 'youtube', 'https://www.youtube.com/watch?v='],
  ['a Bilibili-like page', bilibiliUrl, 'bilibili', 'https://www.bilibili.com/video/BV'],
] as const;

describe.each(browserNames)('evidence in %s', (name) => {
  let seam: OpenSeam;
  beforeAll(async () => {
    seam = await openSeam(name);
  });
  afterAll(async () => {
    await seam.stop();
  });

  test.each(sites)('a video of %s is frozen, packed and checked', async (_, url, site, address) => {
    const tab = await seam.watch(url('astronaut-forged-blend'));
    await tab.until('a verdict', isJudged);
    const reply = await freeze(seam, tab);
    expect(reply).toMatchObject({ ok: true });
    if (!reply.ok) return;

    const zip = await savePackage(seam, reply.caseId);
    const verification = await verifyPackage(zip, { expectedKey: null, authorities: [] });
    expect(verification).toMatchObject({ outcome: 'intact', faults: [] });
    const read = readPackageZip(zip);
    const files = read.ok ? read.files : new Map<string, Uint8Array>();
    const text = (path: string): string => new TextDecoder().decode(files.get(path));
    const meta = JSON.parse(text('page/meta.json')) as Record<string, unknown>;
    expect(meta).toMatchObject({ site, mediaType: 'video' });
    // A busy machine gives fewer frames or scores in time; then the evidence says so itself.
    for (const gap of meta['missing'] as string[])
      expect(gap).toMatch(/^(frames|scores): .*\d+ of/);
    expect(meta['urlCanonical']).toMatch(new RegExp(`^${address.replace(/[.?]/g, '\\$&')}`));
    expect(meta['title']).toContain('astronaut-forged-blend');
    const records = text('log.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const frames = records.filter(({ kind }) => kind === 'frame');
    expect(frames).toHaveLength(reply.frames);
    expect(frames.length).toBeGreaterThanOrEqual(2);
    expect(new Set(frames.map(({ mediaTimeS }) => mediaTimeS)).size).toBe(frames.length);
    for (const { pdq } of frames) expect(pdq?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(frames.some(({ scores }) => (scores?.['faces'] ?? 0) >= 1)).toBe(true);
    const faces = records.filter(({ kind }) => kind === 'crop');
    expect(faces.some(({ scores }) => (scores?.['score'] ?? 0) > 0.9)).toBe(true);
    await tab.close();
  });

  test('nothing was asked of the network, and nothing was thrown', () => {
    expect(seam.proxy.unexpected()).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});

interface Line {
  readonly kind: string;
  readonly mediaTimeS: number;
  readonly pdq: { readonly hash: string } | null;
  readonly scores: Readonly<Record<string, number>> | null;
}

/** Freezes the main media of a tab as the popup does. */
async function freeze(seam: OpenSeam, tab: WatchedTab): Promise<FreezeReply> {
  const mediaId = mainRecord(await tab.view())!.mediaId;
  const body = { tabId: tab.tabId, mediaId, tabPicture: false, original: false };
  const answer = await seam.extensionPage.evaluate(
    (request) =>
      chrome.runtime.sendMessage<unknown, { value: FreezeReply }>({
        seam: 'evidence/freeze',
        body: request,
      }),
    body,
  );
  return answer.value;
}

/** Presses the button of the item's page and takes the bytes that the browser is told to save. */
async function savePackage(seam: OpenSeam, caseId: string): Promise<Uint8Array<ArrayBuffer>> {
  const page = await seam.browser.openExtensionPage(`src/entries/evidence.html#/item/${caseId}`);
  const base64 = await page.evaluate(async () => {
    const saved = new Promise<Blob>((resolve) => {
      const original = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        if (blob.type === 'application/zip') resolve(blob);
        return original(blob);
      };
    });
    const button = async (): Promise<HTMLElement> => {
      for (;;) {
        const found = document.querySelector<HTMLElement>('button.main');
        if (found !== null) return found;
        await new Promise((done) => setTimeout(done, 50));
      }
    };
    (await button()).click();
    const bytes = new Uint8Array(await (await saved).arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += 32_768) {
      binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    }
    return btoa(binary);
  });
  await page.close();
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}
