import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../src/cli/browsers/browser-name.js';
import type { DrivenBrowser, DrivenPage } from '../../src/cli/browsers/driven-browser.js';
import { openBrowser } from '../../src/cli/browsers/open-browser.js';
import { readClip } from '../fixtures/clips.js';
import type { FixtureSite } from '../fixtures/fixture-site.js';
import { buildNoticeFixture } from './build-notice-fixture.js';
import { startRecordingProxy, type RecordingProxy } from './recording-proxy.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Time after which an action counts (threats.md T2), and a little. */
const armedMs = 650;

/** Marks and controls that a notice must leave free; `data-mark` names them for the test. */
const neighbours = `
  <div data-mark="platform label" style="position:absolute;left:44px;top:44px;pointer-events:none;color:#fff;font:12px sans-serif">Creator says: made with AI</div>
  <div data-mark="other extension" style="position:fixed;left:44px;top:74px;width:230px;height:34px;background:#fff;border-radius:6px;z-index:2147483647"><button>Other tool</button></div>
  <div data-mark="control row" style="position:absolute;left:40px;top:352px;width:640px;height:48px;color:#fff">
    <button>Play</button><button>Skip sponsor</button></div>
  <div role="slider" data-mark="progress" aria-label="Seek" aria-valuenow="0" style="position:absolute;left:52px;top:344px;width:616px;height:5px;background:#888"></div>`;

/** A player of a site: marks and controls over the video, and its three ways to be larger or elsewhere. */
const playerPage = `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>A page</title><style>
  body { margin: 0; height: 3000px; background: #fff }
  #box { position: relative; margin: 40px; width: 640px; height: 360px; background: #000 }
  #box.theatre { margin: 0; width: 100vw; height: 480px }
  #box:fullscreen { margin: 0; width: 100vw; height: 100vh }
  #player { width: 100%; height: 100%; object-fit: contain }
  .mark { position: absolute; color: #fff; font: 12px/1.4 sans-serif; background: #0006 }
  </style></head><body><main><h1>A page</h1>
  <div id="box"><video id="player" muted loop autoplay src="/clip.mp4"></video>
    <div class="mark" data-mark="title" style="left:0;top:0;padding:12px">The title of a video</div>
    <div class="mark" data-mark="platform label" style="right:12px;top:12px">Creator says: made with AI</div>
    <div class="mark" data-mark="control row" style="left:0;right:0;bottom:0;height:48px">
      <button>Play</button><button data-mark="other extension">Skip sponsor</button></div></div>
  <button id="theatre">theatre</button><button id="full">full</button><button id="inner-full">video</button>
  <button id="small">small</button><button id="apart">apart</button></main><script>
  theatre.onclick = () => box.classList.toggle('theatre');
  full.onclick = () => box.requestFullscreen();
  document.getElementById('inner-full').onclick = () => player.requestFullscreen();
  small.onclick = () => player.requestPictureInPicture();
  apart.onclick = async () => {
    const [moved, place] = [box, document.createComment('')];
    const other = await documentPictureInPicture.requestWindow({ width: 400, height: 225 });
    moved.replaceWith(place);
    other.document.body.append(moved);
    other.addEventListener('pagehide', () => place.replaceWith(moved));
  };
  </script></body></html>`;

function pageFor(name: string): string {
  if (name === 'player') return playerPage;
  const isVideo = name === 'video';
  const player = isVideo
    ? '<video id="player" muted src="/clip.mp4"></video>'
    : '<div id="player"></div>';
  return `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>A page</title><style>
    body { margin: 0; height: 3000px; background: #fff }
    #player { position: absolute; left: 40px; top: 40px; width: 640px; height: 360px; background: #234 }
    </style></head><body><main><h1 style="position:absolute;top:420px">A page</h1>${player}
    ${name === 'crowded' ? neighbours : ''}</main></body></html>`;
}

const site: FixtureSite = ({ url }) => {
  if (url.pathname === '/clip.mp4') {
    const body = readClip('astronaut-original');
    return body === null ? null : { contentType: 'video/mp4', body, askedAs: ['video'] };
  }
  return { contentType: 'text/html', body: pageFor(url.pathname.slice(1)), askedAs: ['document'] };
};

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

describe.each(browserNames)('a person and the notice in %s', (name) => {
  let proxy: RecordingProxy;
  let browser: DrivenBrowser;
  let dir: string;
  let page: DrivenPage;

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
  });
  afterEach(async () => {
    await page.close();
  });
  afterAll(async () => {
    await browser.close();
    await proxy.stop();
    await rm(dir, { recursive: true });
  });

  async function open(path: string): Promise<void> {
    page = await browser.openPage(`https://player.example/${path}`);
    await expect.poll(() => where('.pill')).not.toBeNull();
  }
  /** Where something of the notice is drawn now; null when it is not. */
  const where = (selector: string): Promise<Box | null> =>
    page.evaluate((wanted) => {
      dispatchEvent(new CustomEvent('where', { detail: wanted }));
      return JSON.parse(document.body.dataset['where'] ?? 'null') as Box | null;
    }, selector);
  /** How something of the notice is drawn now: computed style. */
  const drawnAs = (selector: string): Promise<Readonly<Record<string, string>>> =>
    page.evaluate((wanted) => {
      dispatchEvent(new CustomEvent('drawn', { detail: wanted }));
      return JSON.parse(document.body.dataset['drawn'] ?? '{}') as Record<string, string>;
    }, selector);
  const opacityOf = async (selector: string): Promise<number> =>
    Number((await drawnAs(selector))['opacity'] ?? Number.NaN);
  const title = (): Promise<string> => page.evaluate(() => document.title);
  async function clickOn(selector: string): Promise<void> {
    const box = await where(selector);
    if (box === null) throw new Error(`${selector} is not drawn`);
    await page.mouse.move(box.left + box.width / 2, box.top + box.height / 2);
    await page.mouse.down();
    await page.mouse.up();
  }

  test('a warning explains itself once, without taking the focus', async () => {
    await open('plain?strong');
    expect(await where('.card')).not.toBeNull();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  test.each(['weak', 'none-found', 'cannot-tell', 'strong&quiet'])(
    'nothing opens by itself for %s',
    async (level) => {
      await open(`plain?${level}`);
      await sleep(300);
      expect(await where('.card')).toBeNull();
    },
  );

  test.each(['why', 'freeze', 'report', 'not-now'])(
    'a click on %s asks for that and no more',
    async (action) => {
      await open('plain?strong');
      await sleep(armedMs);
      await clickOn(`.action.${action}`);
      await expect.poll(title).toBe(`acted ${action}`);
      expect((await where('.card')) === null).toBe(action === 'not-now');
    },
  );

  // Firefox is driven more slowly than half a second, here and below; the same code is held to it in chip-strip.test.ts.
  test.runIf(name === 'chromium')(
    'an action that has just appeared under the pointer does nothing yet',
    async () => {
      await open('plain?strong');
      await sleep(armedMs);
      for (let time = 0; time < 10; time += 1) {
        await clickOn('.pill');
        await clickOn('.pill');
        await clickOn('.action.report');
      }
      expect(await title()).toBe('A page');
    },
  );

  test.runIf(name === 'chromium')(
    'an action that the page has moved under the pointer does nothing yet',
    async () => {
      await open('plain?strong');
      await sleep(armedMs);
      for (let time = 0; time < 10; time += 1) {
        await page.evaluate(
          (top) => (document.querySelector<HTMLElement>('#player')!.style.top = `${top}px`),
          time % 2 === 0 ? 70 : 40,
        );
        // The notice follows on the next tick.
        await sleep(260);
        await clickOn('.action.report');
      }
      expect(await title()).toBe('A page');
    },
  );

  test('nothing that the page itself sends counts', async () => {
    await open('video?strong&history');
    await sleep(armedMs);
    await page.evaluate(() => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      for (const kind of ['pointerdown', 'pointermove', 'pointerup', 'click']) {
        for (const target of [host, document.body, document.documentElement]) {
          const at = { clientX: 120, clientY: 100, bubbles: true, composed: true };
          target.dispatchEvent(new PointerEvent(kind, at));
        }
      }
      for (const key of ['Enter', 'ArrowRight', 'Home', ' ', 'Escape']) {
        host.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
      }
      host.focus();
      host.click();
    });
    expect(await title()).toBe('A page');
    expect(await page.evaluate(() => document.querySelector('video')!.currentTime)).toBe(0);
  });

  test.runIf(name === 'chromium')(
    'an action under a cover that lets clicks through is held back, and says so',
    async () => {
      await open('plain?strong');
      await page.evaluate(() => {
        // In a closed tree, so that its opening is not heard of.
        const box = document.body.appendChild(document.createElement('div'));
        const tree = box.attachShadow({ mode: 'closed' });
        const cover = tree.appendChild(document.createElement('div'));
        cover.popover = 'manual';
        cover.style.cssText =
          'position:fixed;inset:0;width:100%;height:100%;background:#fff;border:0;pointer-events:none';
        cover.showPopover();
      });
      await sleep(armedMs + 600);
      await clickOn('.action.report');
      await sleep(200);
      expect(await title()).toBe('A page');
      expect(await where('.refusal')).not.toBeNull();
    },
  );

  test('is moved by the pointer, and stays inside its media', async () => {
    await open('plain?weak');
    const before = (await where('.pill'))!;
    const drag = async (xPx: number, yPx: number): Promise<Box> => {
      const box = (await where('.pill'))!;
      await page.mouse.move(box.left + 10, box.top + 10);
      await page.mouse.down();
      await page.mouse.move(box.left + 10 + xPx / 2, box.top + 10 + yPx / 2);
      await page.mouse.move(box.left + 10 + xPx, box.top + 10 + yPx);
      await page.mouse.up();
      return (await where('.pill'))!;
    };
    const moved = await drag(120, 90);
    expect(moved.left - before.left).toBeCloseTo(120, -1);
    expect(moved.top - before.top).toBeCloseTo(90, -1);
    expect(await title()).toMatch(/^moved \{/);
    // A drag is no click: nothing has opened.
    expect(await where('.card')).toBeNull();
    const far = await drag(500, 450);
    expect(far.right).toBeLessThanOrEqual(680);
    expect(far.bottom).toBeLessThanOrEqual(400);
  });

  test('is moved, opened, read and left by keyboard alone', async () => {
    await open('plain?weak');
    await page.evaluate(() => {
      const field = document.body.appendChild(document.createElement('input'));
      field.setAttribute('aria-label', 'A field');
      field.focus();
    });
    const before = (await where('.pill'))!;
    await page.press('Tab');
    await page.press('ArrowRight');
    await page.press('ArrowDown');
    const moved = (await where('.pill'))!;
    expect(moved.left - before.left).toBeCloseTo(24, 0);
    expect(moved.top - before.top).toBeCloseTo(24, 0);
    await page.press('Home');
    await expect.poll(title).toBe('moved null');
    await page.press('Enter');
    expect(await where('.card')).not.toBeNull();
    await page.press('Escape');
    expect(await where('.card')).toBeNull();
    expect(await where('.pill:focus')).not.toBeNull();
    await page.press('Enter');
    await sleep(armedMs);
    for (let tab = 0; tab < 4; tab += 1) await page.press('Tab');
    await page.press('Enter');
    await expect.poll(title).toBe('acted not-now');
    // Back where the person came from.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  });

  test('leads to the moment of a sign by click and by key, and only then', async () => {
    await open('video?strong&history');
    const timeOf = (): Promise<number> =>
      page.evaluate(() => document.querySelector('video')!.currentTime);
    await expect.poll(() => where('.strip'), { timeout: 5000 }).not.toBeNull();
    await sleep(armedMs);
    expect(await timeOf()).toBe(0);
    const strip = (await where('.strip'))!;
    await page.mouse.move(strip.left + strip.width * 0.75, strip.top + 3);
    await page.mouse.down();
    await page.mouse.up();
    const duration = await page.evaluate(() => document.querySelector('video')!.duration);
    await expect.poll(timeOf).toBeCloseTo(duration * 0.75, 0);
    // From there back: the sign of the sixth second, then its first.
    await page.press('PageDown');
    await page.press('Home');
    await page.press('PageUp');
    await page.press('Enter');
    await expect.poll(timeOf).toBeCloseTo(4, 1);
    expect(await page.evaluate(() => document.querySelector('video')!.paused)).toBe(true);
  });

  test('an open explanation over a small video lies above the line of signs', async () => {
    await open('video?strong&history');
    await expect.poll(() => where('.strip'), { timeout: 5000 }).not.toBeNull();
    const heightPx = await page.evaluate(() => document.querySelector('video')!.clientHeight);
    const strip = (await where('.strip'))!;
    const button = (await where('.action.freeze'))!;
    // As high as brings the line over the middle of the buttons.
    const middle = button.top + button.height / 2;
    await page.evaluate(
      (height) => {
        document.querySelector('video')!.style.cssText = `height: ${height}px; object-fit: fill`;
      },
      heightPx - Math.round(strip.top + strip.height / 2 - middle),
    );
    const crossing = async (): Promise<boolean> => {
      const [line, target] = [await where('.strip'), await where('.action.freeze')];
      if (line === null || target === null) return false;
      const y = target.top + target.height / 2;
      return line.top <= y && y <= line.bottom;
    };
    await expect.poll(crossing, { timeout: 5000 }).toBe(true);
    await sleep(armedMs);
    await clickOn('.action.freeze');
    await expect.poll(title).toBe('acted freeze');
  });

  test('a strip that has faded is reached by the keyboard, shows itself there, and gives the focus back', async () => {
    await open('video?weak&history');
    await page.evaluate(() => {
      const field = document.body.appendChild(document.createElement('button'));
      field.textContent = 'A control of the page';
      field.focus();
      // What the site hears of keys.
      const kept = window as unknown as { heard: string[] };
      kept.heard = [];
      addEventListener('keydown', ({ key }) => kept.heard.push(key));
    });
    await expect.poll(() => opacityOf('.strip'), { timeout: 9000 }).toBe(0);
    const strip = (await where('.strip'))!;
    await page.press('Tab');
    await page.press('Tab');
    expect(await where('.strip:focus-visible')).toEqual(strip);
    await expect.poll(() => opacityOf('.strip')).toBe(1);
    await page.press('End');
    await page.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.querySelector('video')!.currentTime))
      .toBeGreaterThan(4);
    // Keys that mean nothing here stay the site's; the strip's own stay here.
    await page.press('k');
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(heard.filter((key) => key !== 'Tab')).toEqual(['k']);
    // Firefox is driven without combined keys.
    if (name === 'firefox') return;
    await page.press('Shift+Tab');
    await page.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
  });

  test('a faded strip lets clicks through to the player', async () => {
    await open('video?weak&history');
    await expect.poll(() => where('.strip'), { timeout: 5000 }).not.toBeNull();
    await expect.poll(() => opacityOf('.strip'), { timeout: 9000 }).toBe(0);
    const { left, top, width } = (await where('.strip'))!;
    const met = await page.evaluate(
      ([x, y]) => document.elementFromPoint(x!, y!)?.tagName,
      [left + width / 2, top + 2],
    );
    expect(met).toBe('VIDEO');
  });

  test.each(['plain', 'theatre', 'full', 'inner-full'])(
    'stays on its player and off its marks in the layout %s',
    async (layout) => {
      await open(`player?strong`);
      if (layout === 'theatre') await page.click('#theatre');
      if (layout.endsWith('full')) {
        await page.click(`#${layout}`);
        await expect
          .poll(() => page.evaluate(() => document.fullscreenElement !== null))
          .toBe(true);
      }
      const seen = async (): Promise<readonly string[]> => {
        const pill = await where('.pill');
        if (pill === null) return ['no notice'];
        return page.evaluate((notice) => {
          const faults: string[] = [];
          const { left, top, right, bottom } = document
            .querySelector('#player')!
            .getBoundingClientRect();
          if (notice.left < left || notice.top < top) faults.push('outside, left or top');
          if (notice.right > right || notice.bottom > bottom) faults.push('outside');
          for (const mark of document.querySelectorAll<HTMLElement>('[data-mark]')) {
            const box = mark.getBoundingClientRect();
            const isApart =
              box.left >= notice.right ||
              box.right <= notice.left ||
              box.top >= notice.bottom ||
              box.bottom <= notice.top;
            if (!isApart) faults.push(`covers ${mark.dataset['mark']}`);
          }
          // Nothing outside a video that fills the screen by itself can be met by a point.
          if (document.querySelector('video:fullscreen') !== null) return faults;
          const middle = document.elementFromPoint(
            (notice.left + notice.right) / 2,
            (notice.top + notice.bottom) / 2,
          );
          if (middle?.matches(':popover-open') !== true) faults.push(`under ${middle?.tagName}`);
          return faults;
        }, pill);
      };
      await expect.poll(seen, { timeout: 5000 }).toEqual([]);
      // Within reach of a click as well, where the site fills the screen with its player.
      if (layout === 'full') {
        // Its last place may come a moment later, and a notice that moved is not armed.
        await sleep(300 + armedMs);
        await clickOn('.action.why');
        await expect.poll(title).toBe('acted why');
      }
      // Back to where it was, too.
      if (layout === 'theatre') await page.click('#theatre');
      if (layout.endsWith('full')) await page.evaluate(() => document.exitFullscreen());
      await expect.poll(seen, { timeout: 5000 }).toEqual([]);
    },
  );

  test.runIf(name === 'chromium')('stays while the video is in picture-in-picture', async () => {
    await open('player?strong');
    await page.click('#small');
    await expect
      .poll(() => page.evaluate(() => document.pictureInPictureElement !== null))
      .toBe(true);
    await sleep(500);
    expect(await where('.pill')).not.toBeNull();
    await page.evaluate(() => document.exitPictureInPicture());
    await sleep(500);
    expect(await where('.pill')).not.toBeNull();
    expect(await title()).toBe('A page');
  });

  // Firefox has no such windows.
  test.runIf(name === 'chromium')(
    'goes when the page moves its player into a window of its own, and comes back with it',
    async () => {
      await open('player?strong');
      await page.click('#apart');
      const isApart = (): Promise<boolean> =>
        page.evaluate(() => document.querySelector('#player') === null);
      await expect.poll(isApart, { timeout: 5000 }).toBe(true);
      await expect.poll(() => where('.pill'), { timeout: 5000 }).toBeNull();
      // It was not taken for a fight over the notice.
      expect(await title()).toBe('A page');
      await page.evaluate('documentPictureInPicture.window.close()');
      await expect.poll(isApart, { timeout: 5000 }).toBe(false);
      await expect.poll(() => where('.pill'), { timeout: 5000 }).not.toBeNull();
      const pill = (await where('.pill'))!;
      expect(pill.left).toBeGreaterThanOrEqual(40);
      expect(pill.bottom).toBeLessThanOrEqual(400);
      expect(await title()).toBe('A page');
    },
  );

  test.runIf(name === 'chromium')(
    'in forced colours and with reduced motion, words and shape stay, and nothing moves',
    async () => {
      await open('video?strong&history');
      await page.emulate!({
        colorScheme: 'dark',
        forcedColors: 'active',
        reducedMotion: 'reduce',
      });
      const drawn = await drawnAs('.pill');
      expect(drawn['border-top-width']).toBe('1px');
      expect(drawn['border-top-color']).not.toBe(drawn['background-color']);
      expect(drawn['color']).not.toBe(drawn['background-color']);
      expect((await drawnAs('.shape'))['color']).toBe(drawn['color']);
      expect((await where('.label'))!.width).toBeGreaterThan(40);
      await page.goto('https://player.example/plain?');
      await page.emulate!({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await expect.poll(() => where('.pill')).not.toBeNull();
      expect((await drawnAs('.shape'))['animation-name']).toBe('none');
    },
  );

  test('covers no mark or control of the page or of another extension, and shifts nothing', async () => {
    page = await browser.openPage('https://player.example/crowded?strong&history');
    await page.evaluate(() => {
      const kept = window as unknown as { shift: number };
      kept.shift = 0;
      if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          kept.shift += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await expect.poll(() => where('.pill')).not.toBeNull();
    await sleep(2500);
    const pill = (await where('.pill'))!;
    const marks = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-mark]')].map((mark) => {
        const { left, top, right, bottom } = mark.getBoundingClientRect();
        return { name: mark.dataset['mark'] ?? '', left, top, right, bottom };
      }),
    );
    expect(marks).toHaveLength(4);
    const touching = marks.filter(
      (mark) =>
        mark.left < pill.right &&
        pill.left < mark.right &&
        mark.top < pill.bottom &&
        pill.top < mark.bottom,
    );
    expect(touching.map(({ name: mark }) => mark)).toEqual([]);
    expect(pill.left).toBeGreaterThanOrEqual(40);
    expect(pill.bottom).toBeLessThanOrEqual(400);
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBe(0);
  });

  test('is drawn at once after a verdict', async () => {
    await open('plain?');
    const spent: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      await page.reload();
      await expect.poll(() => where('.pill')).not.toBeNull();
      await page.evaluate(() => dispatchEvent(new CustomEvent('judge')));
      await expect.poll(() => page.evaluate(() => document.body.dataset['drawnMs'])).toBeDefined();
      spent.push(Number(await page.evaluate(() => document.body.dataset['drawnMs'])));
      expect(await where('.card')).not.toBeNull();
    }
    const median = spent.toSorted((a, b) => a - b)[2]!;
    console.info(`state change drawn after ${median.toFixed(0)} ms (median of 5, ${name})`);
    // The bar of 100 ms is printed; a notice that waited for the next tick would take up to 1,000.
    expect(median).toBeLessThanOrEqual(300);
  });

  test.each(['weak', 'strong&history'])('is clean for axe: %s', async (words) => {
    await open(`video?${words}&open`);
    if (!words.includes('strong')) await clickOn('.pill');
    await sleep(1300);
    expect(await where('.card')).not.toBeNull();
    await page.evaluate(`${axe}; undefined`);
    const broken = await page.evaluate(async () => {
      const { axe: checker } = window as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> };
      };
      const { violations } = await checker.run();
      return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0]?.target)}`);
    });
    expect(broken).toEqual([]);
  });
});
