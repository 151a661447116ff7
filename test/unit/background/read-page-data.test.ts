// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectPageData, readPageData } from '../../../src/background/read-page-data.js';
import { maxPageDataChars, pageGlobals } from '../../../src/shared/page-globals.js';

const fake = vi.hoisted(() => ({ executeScript: vi.fn() }));
vi.mock('webextension-polyfill', () => ({
  default: { scripting: { executeScript: fake.executeScript } },
}));

const tab = { id: 7 } as never;
const from = (origin: string) => ({ id: 'seam', tab, frameId: 3, url: `${origin}/watch`, origin });

beforeEach(() => {
  fake.executeScript.mockReset();
});

describe('the page’s own values are read', () => {
  it('once, in the frame that asks, in the page’s world', async () => {
    fake.executeScript.mockResolvedValue([{ result: '{"a":1}' }]);
    expect(await readPageData('youtube', from('https://www.youtube.com'))).toBe('{"a":1}');
    expect(fake.executeScript).toHaveBeenCalledOnce();
    expect(fake.executeScript.mock.calls[0]?.[0]).toMatchObject({
      target: { tabId: 7, frameIds: [3] },
      world: 'MAIN',
      args: [pageGlobals.youtube!.globals, maxPageDataChars],
    });
  });

  it.each([
    ['a frame of another site', 'youtube', from('https://evil.example')],
    ['a look-alike', 'youtube', from('https://youtube.com.evil.example')],
    ['a site without a list', 'iqiyi', from('https://www.iqiyi.com')],
    ['another site’s list', 'bilibili', from('https://www.youtube.com')],
    ['nobody', 'youtube', { id: 'seam', tab }],
    ['a sender without a tab', 'youtube', { id: 'seam', url: 'https://www.youtube.com/' }],
  ] as const)('not for %s', async (_who, site, sender) => {
    fake.executeScript.mockResolvedValue([{ result: '{}' }]);
    expect(await readPageData(site, sender)).toBeNull();
    expect(fake.executeScript).not.toHaveBeenCalled();
  });

  it.each([
    ['something that is no text', 7],
    ['more than the limit', 'x'.repeat(maxPageDataChars + 1)],
    ['nothing', undefined],
  ])('and %s is refused', async (_what, result) => {
    fake.executeScript.mockResolvedValue([{ result }]);
    expect(await readPageData('youtube', from('https://www.youtube.com'))).toBeNull();
  });

  it('a page that cannot be reached is a null, not an error', async () => {
    fake.executeScript.mockRejectedValue(new Error('no permission'));
    expect(await readPageData('youtube', from('https://www.youtube.com'))).toBeNull();
  });
});

describe('in the page', () => {
  const win = window as unknown as Record<string, unknown>;
  const collect = (globals: Parameters<typeof collectPageData>[0], max = 1000) =>
    JSON.parse(collectPageData(globals, max) ?? 'null') as unknown;
  afterEach(() => {
    for (const name of ['store', 'trap', 'big', 'circle', 'fn']) win[name] = undefined;
    document.body.replaceChildren();
  });

  it('properties, methods and elements lead to a value', () => {
    win['store'] = { a: { b: [1, 2] }, get: () => ({ id: 'x' }) };
    const player = document.createElement('div');
    player.id = 'player';
    Object.assign(player, { response: { ok: true } });
    document.body.append(player);
    expect(
      collect([
        { name: 'deep', steps: ['store', 'a', 'b'] },
        { name: 'call', steps: ['store', 'get()', 'id'] },
        { name: 'element', steps: ['$#player', 'response'] },
        { name: 'gone', steps: ['store', 'nothing', 'below'] },
        { name: 'no-method', steps: ['store', 'a()'] },
      ]),
    ).toEqual({ deep: [1, 2], call: 'x', element: { ok: true } });
  });

  it('only the paths that are kept come along, from one object', () => {
    win['store'] = { a: { b: 1, c: 2 }, d: { e: 3 }, secret: 'no' };
    expect(
      collect([{ name: 's', steps: ['store'], keep: [['a', 'b'], ['d'], ['missing', 'x']] }]),
    ).toEqual({ s: { a: { b: 1 }, d: { e: 3 } } });
  });

  it('traps, circles, functions and giants spoil nothing but themselves', () => {
    const circle: Record<string, unknown> = { name: 'ring' };
    circle['self'] = circle;
    win['circle'] = circle;
    win['trap'] = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('caught you');
      },
    });
    win['big'] = 'x'.repeat(5000);
    win['fn'] = () => 1;
    expect(
      collect([
        { name: 'trap', steps: ['trap', 'x'] },
        { name: 'trapInside', steps: ['trap'] },
        { name: 'big', steps: ['big'] },
        { name: 'fn', steps: ['fn'] },
        { name: 'circle', steps: ['circle'] },
      ]),
    ).toEqual({ circle: { name: 'ring' } });
    expect(collectPageData([{ name: 'none', steps: ['none'] }], 1000)).toBeNull();
  });
});
