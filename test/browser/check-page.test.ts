import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import {
  checkPageOn,
  nextReport,
  openCheckPage,
  type CheckPageDriver,
} from '../../src/cli/score/check-page-driver.js';
import { isWarning } from '../../src/shared/level.js';
import { demoDir, ownClipsDir } from '../fixtures/clips.js';
import { openSeam, type OpenSeam } from './open-seam.js';

describe.each(browserNames)('local files in %s', (name) => {
  let seam: OpenSeam;
  let page: CheckPageDriver;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seam-files-'));
    seam = await openSeam(name);
    page = await openCheckPage(seam.browser, { maxSeconds: 5 });
  });
  afterAll(async () => {
    await seam.stop();
    await rm(folder, { recursive: true });
  });

  test.each(['astronaut-forged-blend.mp4', 'astronaut-forged-blend.jpg'])(
    'the forged %s is warned of, with the numbers behind it',
    async (file) => {
      const report = await page.check(join(demoDir, file));
      expect(isWarning(report.verdict!.level)).toBe(true);
      const [face] = report.faces;
      expect(report.faces).toHaveLength(1);
      expect(face!.composite).toBeGreaterThan(0);
      expect(face!.score).toBeGreaterThan(0.9);
      expect(face!.box!.widthPx).toBeGreaterThan(100);
    },
  );

  test.each(['astronaut-original.mp4', 'astronaut-original.jpg'])(
    'the genuine %s is not',
    async (file) => {
      expect((await page.check(join(demoDir, file))).verdict?.level).toBe('none-found');
    },
  );

  test('a face that fills the picture is found where it is', async () => {
    const report = await page.check(join(ownClipsDir, 'close-up.mp4'));
    expect(report).toMatchObject({ looks: 12, verdict: { level: 'none-found' } });
    expect(report.faces).toHaveLength(1);
    const { xPx, yPx, widthPx, heightPx } = report.faces[0]!.box!;
    expect(Math.min(widthPx, heightPx)).toBeGreaterThan(300);
    expect(Math.abs(xPx + widthPx / 2 - 180)).toBeLessThan(40);
    expect(Math.abs(yPx + heightPx / 2 - 180)).toBeLessThan(40);
  });

  test('a forged face on a long page is found and warned of, though the page is fifty times as high', async () => {
    const report = await page.check(join(ownClipsDir, 'long-page.jpg'));
    expect(report).toMatchObject({ looks: 1, faces: [{ box: { xPx: expect.closeTo(258, -1) } }] });
    expect(report.faces[0]!.box!.yPx).toBeCloseTo(5502, -1);
    expect(isWarning(report.verdict!.level)).toBe(true);
  });

  test('a video of four seconds is looked at as often as a level needs', async () => {
    const report = await page.check(join(ownClipsDir, 'no-face.mp4'));
    expect(report).toMatchObject({ looks: 12, faces: [], verdict: { reasons: ['no-face'] } });
  });

  test('a file that is no picture and a video that ends in the middle are named, and the next one is read', async () => {
    const text = join(folder, 'notes.png');
    await writeFile(text, 'no picture');
    const half = join(folder, 'half.mp4');
    const whole = await readFile(join(ownClipsDir, 'no-face.mp4'));
    await writeFile(half, whole.subarray(0, 600));
    for (const path of [text, half]) {
      expect(await page.check(path)).toMatchObject({
        looks: 0,
        verdict: null,
        reasons: ['unsupported-format'],
      });
    }
    expect((await page.check(join(demoDir, 'astronaut-original.jpg'))).looks).toBe(1);
  });

  test.each([
    ['astronaut-forged-blend.jpg', 'picture.mp4', 'image'],
    ['astronaut-forged-blend.mp4', 'video.jpg', 'video'],
  ] as const)('%s under the name %s is opened by its bytes', async (file, wrongName, kind) => {
    const path = join(folder, wrongName);
    await writeFile(path, await readFile(join(demoDir, file)));
    const report = await page.check(path);
    expect(report.kind).toBe(kind);
    expect(isWarning(report.verdict!.level)).toBe(true);
    expect(report.provenance).toMatchObject({ facts: { notes: ['wrong-type'] } });
  });

  test('half a picture is looked at, and said to end too early', async () => {
    const path = join(folder, 'half.jpg');
    const whole = await readFile(join(demoDir, 'astronaut-original.jpg'));
    await writeFile(path, whole.subarray(0, whole.length >> 1));
    const report = await page.check(path);
    expect(report.provenance).toMatchObject({ facts: { notes: ['truncated'] } });
  });

  test('black frames are named', async () => {
    const report = await page.check(join(ownClipsDir, 'black-frames.mp4'));
    expect(report.reasons).toContain('black-frames');
    expect(report.verdict?.level).toBe('cannot-tell');
  });

  test('a video longer than the looks is seen in parts, further on a click, and stopped on a click', async () => {
    const long = await seam.browser.openExtensionPage('src/entries/check.html?rate=12&seconds=2');
    const said = () =>
      long.evaluate(() => document.querySelector('.coverage p')?.textContent ?? '');
    const first = await checkPageOn(long).check(join(demoDir, 'astronaut-forged-blend.mp4'));
    expect(first).toMatchObject({
      looks: 24,
      lookedAt: { moments: 24, momentsInAll: 96, stretches: 2 },
    });
    expect(isWarning(first.verdict!.level)).toBe(true);
    expect(await said()).toMatch(/24.*96|96.*24/);
    expect(
      await long.evaluate(() => document.querySelectorAll('.chart rect.gap').length),
    ).toBeGreaterThan(0);

    await long.click('.coverage .button:last-child');
    await vi.waitFor(() => long.click('.progress .button'), { timeout: 10_000 });
    const stopped = await nextReport(long, 'stopped');
    expect(stopped.lookedAt!.moments).toBeGreaterThanOrEqual(24);
    expect(stopped.lookedAt!.moments).toBeLessThan(96);

    await long.click('.coverage .button:last-child');
    const whole = await nextReport(long, 'whole');
    expect(whole.lookedAt).toMatchObject({ moments: 96, ranges: [{ fromS: 0, toS: 8 }] });
    expect(isWarning(whole.verdict!.level)).toBe(true);
    expect(await said()).toMatch(/96.*0:08|0:08.*96/);
    expect(await long.evaluate(() => document.querySelectorAll('.reports > li').length)).toBe(1);
    expect(await long.evaluate(() => document.querySelector('.coverage .button') === null)).toBe(
      true,
    );
    await long.close();
  });

  test('nothing was asked of the network, and nothing was thrown', () => {
    expect(seam.proxy.requests).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});
