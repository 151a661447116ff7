/**
 * `npm run screenshots`: pictures of every surface from the demo gallery, in English and Chinese,
 * light and dark, for the README and the stores (`.github/screenshots`). No borrowed face is in any.
 * `-- --only popup,welcome` makes some of them; `--languages en`, `--schemes light` fewer of each;
 * `--only item,preview,review,send --out FOLDER` the long pages about a frozen item, to look at.
 */
import { access, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './browsers/open-browser.js';
import { buildAll } from './build.js';
import { serveGallery } from './gallery/serve-gallery.js';
import { closeWelcome, copyWithOrigins, watchOrigins } from './grant-origins.js';
import { quantise } from './screenshots/quantise.js';
import { shots, type Studio } from './screenshots/shots.js';

const madeByDefault = shots.filter(({ isLong }) => isLong !== true).map(({ name }) => name);
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: madeByDefault.join(',') },
    out: { type: 'string', default: join(import.meta.dirname, '../../.github/screenshots') },
    languages: { type: 'string', default: 'en,zh_CN' },
    schemes: { type: 'string', default: 'light,dark' },
  },
});
const out = resolve(values.out);
const chosen = (known: readonly string[], text: string): readonly string[] =>
  known.filter((name) => text.split(',').includes(name));
const names = chosen(
  shots.map(({ name }) => name),
  values.only,
);
const wanted = shots.filter(({ name }) => names.includes(name));
const languages = chosen(['en', 'zh_CN', 'zh_TW'], values.languages);
const schemes = (['light', 'dark'] as const).filter((scheme) =>
  values.schemes.split(',').includes(scheme),
);
if (wanted.length === 0) {
  console.error(`Known: ${shots.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const { chromeDir } = await buildAll(['chrome']);
const gallery = await serveGallery();
const copy = await copyWithOrigins(chromeDir, [gallery.origin]);
await mkdir(out, { recursive: true });
const made: string[] = [];
try {
  for (const colorScheme of schemes) {
    const browser = await openBrowser('chromium', {
      extensionDir: copy.dir,
      headless: true,
      colorScheme,
    });
    try {
      const extensionPage = await browser.openExtensionPage('src/entries/options.html');
      await closeWelcome(extensionPage);
      await watchOrigins(extensionPage, [gallery.origin]);
      const studio: Studio = { browser, extensionPage, gallery };
      for (const language of languages) {
        await extensionPage.evaluate(
          (choice) => chrome.storage.local.set({ settings: { language: choice } }),
          language,
        );
        for (const { name, page, isOne = false, take } of wanted) {
          if (isOne && (language !== languages[0] || colorScheme !== schemes[0])) continue;
          if (page !== undefined && !(await exists(join(chromeDir, page)))) {
            console.log(`${name}: ${page} is not in this build, left out`);
            continue;
          }
          const path = join(out, isOne ? `${name}.png` : `${name}-${language}-${colorScheme}.png`);
          await take(studio, path);
          made.push(path);
          console.log(path);
        }
      }
    } finally {
      await browser.close();
    }
  }
} finally {
  await gallery.stop();
  await copy.remove();
}
console.log(quantise(made));

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
