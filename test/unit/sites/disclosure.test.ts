// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { disclosureLevels } from '../../../src/shared/disclosure.js';
import { levelOfWords } from '../../../src/sites/ai-words.js';
import { labelledPages, spoofedPages } from '../../fixtures/disclosures.js';
import { sitePageHtml, sitePages } from '../../fixtures/site-pages.js';
import { breakParts, openPage } from './open-page.js';

const readOf = (html: string, address: string) => openPage(html, address).read().disclosure;

describe('the platform’s label', () => {
  it.each(labelledPages)('$what', ({ html, address, levels }) => {
    const { state, labels } = readOf(html, address);
    expect(labels.map(({ level }) => level)).toEqual(levels);
    expect(state).toBe(levels.length > 0 ? 'seen' : 'none-seen');
    for (const { where } of labels) expect(where).not.toBe('');
  });

  it('is read at every level there is, and on every platform', () => {
    const levels = new Set(labelledPages.flatMap((one) => one.levels));
    expect([...levels].toSorted()).toEqual([...disclosureLevels].toSorted());
    const sites = new Set(
      labelledPages.filter((one) => one.levels.length > 0).map((one) => one.what.split(':')[0]),
    );
    expect([...sites].toSorted()).toEqual(
      [...new Set(sitePages.map(({ site }) => site))].toSorted(),
    );
  });
});

describe('a label that the platform did not write', () => {
  it('comes in at least 20 kinds', () => {
    expect(spoofedPages.length).toBeGreaterThanOrEqual(20);
  });

  it.each(spoofedPages)('$what: not accepted', ({ html, address }) => {
    expect(readOf(html, address).labels).toEqual([]);
  });
});

describe('where no label is', () => {
  it.each(sitePages.map(({ file, address }) => ({ file, address })))(
    '$file: none',
    ({ file, address }) => {
      const disclosure = readOf(sitePageHtml(file), address);
      expect(disclosure.labels).toEqual([]);
      expect(disclosure.state).not.toBe('seen');
    },
  );

  it('and page data were read, that is said; visible text alone is told apart', () => {
    const of = (file: string) => {
      const page = sitePages.find((one) => one.file === file)!;
      return readOf(sitePageHtml(file), page.address);
    };
    expect(of('youtube-watch')).toEqual({ state: 'none-seen', labels: [], hasPageData: true });
    expect(of('bilibili-video')).toMatchObject({ state: 'none-seen', hasPageData: true });
    expect(of('kuaishou-video')).toMatchObject({ state: 'none-seen', hasPageData: false });
  });

  it('and no place for one was found, nothing is said to have been read', () => {
    const page = sitePages.find(({ file }) => file === 'kuaishou-video')!;
    const { read } = openPage(
      sitePageHtml(page.file),
      page.address,
      breakParts('kuaishou', 'label', 'labelArea'),
    );
    expect(read().disclosure.state).toBe('not-read');
    const short = sitePages.find(({ file }) => file === 'youtube-short')!;
    expect(readOf(sitePageHtml(short.file), short.address).state).toBe('not-read');
  });

  it('a structured description that lost its shape is not "no label"', () => {
    const page = sitePages.find(({ file }) => file === 'youtube-watch')!;
    const html = sitePageHtml(page.file).replace(
      'structuredDescriptionContentRenderer',
      'redesigned',
    );
    expect(readOf(html, page.address).state).toBe('not-read');
  });
});

describe('a sentence of a platform', () => {
  it.each([
    ['作者声明：该视频使用人工智能合成技术', 'author-declared'],
    ['该内容疑似使用AI技术合成，请谨慎甄别', 'platform-suspected'],
    ['作者声明：该内容疑似由AI生成', 'platform-suspected'],
    ['Creator labeled as AI-generated', 'author-declared'],
    ['内容由AI生成', 'platform-unspecified'],
    ['该视频含有危险行为，请勿模仿', null],
    ['作者声明：原创内容', null],
    ['He said he made it in Maine', null],
    ['Paid promotion created by the author', null],
  ] as const)('%s', (text, level) => expect(levelOfWords(text)).toBe(level));
});
