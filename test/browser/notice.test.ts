import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import type { DrivenBrowser, DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { openBrowser } from '../../src/cli/browsers/open-browser.js';
import type { FixtureSite } from '../fixtures/fixture-site.js';
import { buildNoticeFixture } from './build-notice-fixture.js';
import { startRecordingProxy, type RecordingProxy } from './recording-proxy.js';

/** Attacks that go on without end, or that no drawing survives: there the toolbar must say it. */
const mayWin = new Set([
  'a filter on the page',
  'a page without display',
  'a page without contents',
  'a popover that always comes back on top',
  'removal without pause',
]);

/**
 * What a hostile page does to the notice (threats.md T1, M1 to M5). Each runs as the page's own
 * script, after the notice is up. `style` is a rule of the page, there from the start.
 */
const attacks: Readonly<Record<string, { readonly script?: string; readonly style?: string }>> = {
  nothing: {},
  'a transparent page': { style: 'html { opacity: 0 !important }' },
  'a filter on the page': { style: 'html { filter: opacity(0) !important }' },
  'a turned page': { style: 'html { transform: rotate(2deg) scale(0.9) !important }' },
  'a page without display': { script: "document.documentElement.style.display = 'none'" },
  'a page without contents': {
    script: "document.documentElement.style.contentVisibility = 'hidden'",
  },
  'rules against everything': {
    style:
      '@layer x { *, *::before { opacity: 0 !important; visibility: hidden !important; } } :popover-open { display: none !important; width: 0 !important; clip-path: inset(100%) !important; filter: opacity(0) !important }',
  },
  'transitions and animations': {
    style:
      '@keyframes gone { from, to { opacity: 0; display: none } } :popover-open { transition: all 1e9s !important; animation: gone 1e9s infinite !important }',
  },
  'an overlay above all': {
    script: `const cover = document.createElement('div');
      cover.style.cssText = 'position:fixed;inset:0;background:#fff;z-index:2147483647';
      document.body.append(cover);`,
  },
  'a popover above all': {
    script: `const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;background:#fff;border:0';
      document.body.append(cover);
      cover.showPopover();`,
  },
  'a popover that lets clicks through': {
    script: `const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;background:#fff;border:0;pointer-events:none';
      document.body.append(cover);
      cover.showPopover();`,
  },
  'a popover in a closed tree': {
    script: `const box = document.createElement('div');
      const cover = box.attachShadow({ mode: 'closed' }).appendChild(document.createElement('div'));
      cover.popover = 'manual';
      cover.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;background:#fff;border:0';
      document.body.append(box);
      cover.showPopover();`,
  },
  'a popover that always comes back on top': {
    script: `const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;background:#fff;border:0';
      document.body.append(cover);
      cover.showPopover();
      setInterval(() => { cover.hidePopover(); cover.showPopover(); }, 20);`,
  },
  'removal, once': { script: 'foreign().forEach((host) => host.remove())' },
  'removal, twice a second': {
    script: 'setInterval(() => foreign().forEach((host) => host.remove()), 500)',
  },
  'removal without pause': {
    script: `new MutationObserver(() => foreign().forEach((host) => host.remove()))
        .observe(document.documentElement, { childList: true });
      foreign().forEach((host) => host.remove());`,
  },
  'closing the popover': { script: 'foreign().forEach((host) => host.hidePopover())' },
  'another style': {
    script: "foreign().forEach((host) => host.style.setProperty('display', 'none', 'important'))",
  },
  'no style': { script: "foreign().forEach((host) => host.removeAttribute('style'))" },
  'other attributes': {
    script:
      "foreign().forEach((host) => { host.hidden = true; host.inert = true; host.popover = 'auto'; host.className = 'x' })",
  },
  'moving the host into a hidden box': {
    script: `const box = document.createElement('div');
      box.style.display = 'none';
      document.body.append(box);
      foreign().forEach((host) => box.append(host));`,
  },
  'a new root element': {
    script: 'document.documentElement.replaceChildren(document.head, document.body)',
  },
  'a page that clears every timer': {
    script: `foreign().forEach((host) => host.remove());
      const kill = () => { for (let id = 0; id < 5000; id += 1) { clearTimeout(id); clearInterval(id); cancelAnimationFrame(id); } };
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { kill(); if (performance.now() < 20000) channel.port2.postMessage(0); };
      channel.port2.postMessage(0);`,
  },
};

function pageFor(name: string): string {
  const { style = '', script = '' } = attacks[name] ?? {};
  return `<!doctype html><html><head><link rel="icon" href="data:,"><title>A page</title><style>
    body { margin: 0; height: 3000px; background: #fff }
    #player { position: absolute; left: 40px; top: 40px; width: 640px; height: 360px; background: #234 }
    #full { position: absolute; left: 40px; top: 440px } ${style}</style></head>
    <body><div id="player"></div><button id="full">full</button><script>
    const own = new Set(['HEAD', 'BODY']);
    const foreign = () => [...document.documentElement.children].filter((element) => !own.has(element.tagName));
    full.onclick = () => player.requestFullscreen();
    window.attack = () => { ${script} };
    </script></body></html>`;
}

const site: FixtureSite = ({ url }) => ({
  contentType: 'text/html',
  body: pageFor(decodeURIComponent(url.pathname.slice(1))),
  askedAs: ['document'],
});

describe.each(browserNames)('the notice in %s', (name) => {
  let proxy: RecordingProxy;
  let browser: DrivenBrowser;
  let reader: DrivenPage;
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'seam-notice-'));
    await buildNoticeFixture(dir);
    proxy = await startRecordingProxy({ 'player.example': site });
    browser = await openBrowser(name, {
      extensionDir: dir,
      headless: true,
      proxy: proxy.address,
      say: () => undefined,
    });
    reader = await browser.openPage('about:blank');
  });

  afterAll(async () => {
    await browser.close();
    await proxy.stop();
    await rm(dir, { recursive: true });
  });

  /** Share of red pixels (the tone of an alarm) in a picture of the whole page. */
  async function redPixels(page: DrivenPage): Promise<number> {
    const path = join(dir, 'shot.png');
    await page.screenshot(path);
    const png = (await readFile(path)).toString('base64');
    return reader.evaluate(async (data: string) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${data}`;
      await picture.decode();
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(picture, 0, 0);
      const { data: rgba } = context.getImageData(0, 0, picture.width, picture.height);
      let red = 0;
      for (let at = 0; at < rgba.length; at += 4) {
        if (rgba[at]! > 150 && rgba[at + 1]! < 70 && rgba[at + 2]! < 70) red += 1;
      }
      return red;
    }, png);
  }

  const isDrawn = async (page: DrivenPage): Promise<boolean> => (await redPixels(page)) > 1500;
  const isGivenUp = (page: DrivenPage): Promise<boolean> =>
    page.evaluate(() => document.title === 'interference');

  test.each(Object.keys(attacks))('survives, or says that it lost: %s', async (attack) => {
    const page = await browser.openPage(`https://player.example/${attack}?strong`);
    await sleep(300);
    await page.evaluate(() => (window as unknown as { attack: () => void }).attack());
    await sleep(700);
    const outcome = async (): Promise<string> => {
      if (await isGivenUp(page)) return 'reported';
      return (await isDrawn(page)) ? 'drawn' : 'gone';
    };
    const wanted = mayWin.has(attack) ? /drawn|reported/ : /drawn/;
    await expect.poll(outcome, { timeout: 4500, interval: 300 }).toMatch(wanted);
    await page.close();
  });

  test('comes back every time when it is removed twenty times', async () => {
    const page = await browser.openPage('https://player.example/nothing?strong');
    await sleep(300);
    const worstMs = await page.evaluate(async () => {
      const foreign = (): Element[] =>
        [...document.documentElement.children].filter(
          ({ tagName }) => tagName !== 'HEAD' && tagName !== 'BODY',
        );
      let worst = 0;
      for (let round = 0; round < 20; round += 1) {
        for (const host of foreign()) host.remove();
        const removedAt = performance.now();
        while (foreign().length === 0 && performance.now() - removedAt < 3000) {
          await new Promise((done) => setTimeout(done, 5));
        }
        worst = Math.max(worst, performance.now() - removedAt);
        await new Promise((done) => setTimeout(done, 700));
      }
      return worst;
    });
    expect(worstMs).toBeLessThan(500);
    expect(await isGivenUp(page)).toBe(false);
    expect(await isDrawn(page)).toBe(true);
    await page.close();
  });

  test('is above a player in full screen', async () => {
    const page = await browser.openPage('https://player.example/nothing?strong');
    await sleep(300);
    await page.click('#full');
    await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    await sleep(500);
    expect(await isDrawn(page)).toBe(true);
    await page.evaluate(() => document.exitFullscreen());
    await sleep(500);
    expect(await isDrawn(page)).toBe(true);
    await page.close();
  });

  test('cannot be told by its name, opened or clicked by the page', async () => {
    const names = new Set<string>();
    for (let load = 0; load < 4; load += 1) {
      const page = await browser.openPage('https://player.example/nothing?strong');
      await sleep(200);
      const seen = await page.evaluate(() => {
        const host = document.documentElement.lastElementChild as HTMLElement;
        host.click();
        host.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
        return {
          name: host.localName,
          isClosed: host.shadowRoot === null,
          text: host.textContent,
          attributes: [...host.attributes].map((attribute) => attribute.name).sort(),
        };
      });
      expect(seen).toMatchObject({ isClosed: true, text: '', attributes: ['popover', 'style'] });
      names.add(seen.name);
      await page.close();
    }
    expect(names.size).toBe(4);
  });

  test('follows its player when the page scrolls, and moves nothing of the page', async () => {
    const page = await browser.openPage('https://player.example/nothing?strong');
    await sleep(300);
    const places = await page.evaluate(async () => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      const player = document.querySelector('#player')!;
      const before = host.getBoundingClientRect().top;
      const body = document.body.getBoundingClientRect().height;
      scrollTo(0, 30);
      await new Promise((done) => setTimeout(done, 300));
      return {
        moved: before - host.getBoundingClientRect().top,
        isInside:
          host.getBoundingClientRect().left > player.getBoundingClientRect().left &&
          host.getBoundingClientRect().top > player.getBoundingClientRect().top,
        isBodyAsBefore: document.body.getBoundingClientRect().height === body,
        playerAttributes: player.attributes.length,
      };
    });
    expect(places).toEqual({
      moved: 30,
      isInside: true,
      isBodyAsBefore: true,
      playerAttributes: 1,
    });
    await page.close();
  });
});
