import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import { openCheckPage } from '../../src/cli/score/check-page-driver.js';
import { isWarning } from '../../src/shared/level.js';
import { demoDir } from '../fixtures/clips.js';
import { openSeam, type OpenSeam } from './open-seam.js';

const modelsDir = resolve(import.meta.dirname, '../../models');

describe.each(browserNames)('a model that the person brings in %s', (name) => {
  let seam: OpenSeam;
  let folder: string;
  let entry: Record<string, unknown> & { golden: { logits: number[] }[] };
  const onnx = (): string => join(folder, 'mine.onnx');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seam-model-'));
    const catalog = JSON.parse(await readFile(join(modelsDir, 'catalog.json'), 'utf8')) as {
      models: (typeof entry)[];
    };
    entry = catalog.models[0]!;
    await copyFile(join(modelsDir, entry['file'] as string), onnx());
    seam = await openSeam(name);
  });
  afterAll(async () => {
    await seam.stop();
    await rm(folder, { recursive: true });
  });

  /** Chooses both files on the settings page, and answers what is stored once the page has said something. */
  async function bring(described: object): Promise<{ status: string; stored: unknown }> {
    const json = join(folder, 'mine.json');
    await writeFile(json, JSON.stringify(described));
    const page = await seam.browser.openExtensionPage('src/entries/options.html');
    await page.chooseFiles('#model input[type=file]', [onnx(), json]);
    const status = await page.evaluate(async () => {
      const line = document.querySelector('#model [role=status]')!;
      const first = (): string => line.textContent;
      while (first() === '') await new Promise((done) => setTimeout(done, 50));
      const checking = first();
      while (first() === checking) await new Promise((done) => setTimeout(done, 50));
      return first();
    });
    const stored = await page.evaluate(
      async () => (await chrome.storage.local.get('engine-preferences'))['engine-preferences'],
    );
    await page.close();
    return { status, stored };
  }

  test('that computes other numbers than its entry says is refused by a worker', async () => {
    const golden = entry.golden.map((row) => ({ ...row, logits: row.logits.map((x) => x + 1) }));
    const { status, stored } = await bring({ ...entry, id: 'mine', golden });
    expect(status).toContain('suspect');
    expect(stored).toBeUndefined();
  });

  test('that passes is used for the next file, and its result says whose it is', async () => {
    const { stored } = await bring({ ...entry, id: 'mine' });
    expect(stored).toMatchObject({ ownModel: { id: 'own:mine' } });
    const page = await openCheckPage(seam.browser, { maxSeconds: 5 });
    const report = await page.check(join(demoDir, 'astronaut-forged-blend.jpg'));
    // The same weights under another name: a warning, as from the bundled model.
    expect(report.verdict).toMatchObject({ modelId: 'own:mine' });
    expect(isWarning(report.verdict!.level)).toBe(true);
  });

  test('nothing was asked of the network, and nothing was thrown', () => {
    expect(seam.proxy.requests).toEqual([]);
    expect(seam.browser.errors).toEqual([]);
  });
});
