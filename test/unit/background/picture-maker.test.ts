import { expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { picturesHere } = await import('../../../src/background/picture-maker.js');

it('asks a worker for the pixels of a file before it asks for its encoding', async () => {
  const asked: string[] = [];
  const pool = {
    pixels: () => Promise.resolve(asked.push('pixels') && null),
    file: () =>
      Promise.resolve(
        asked.push('file') && { png: new Blob(), pngSha256: '', pixelSha256: '', pdq: null },
      ),
  };
  const maker = picturesHere(pool as never);
  const picture = { format: 'BMP', widthPx: 1, heightPx: 1, pixels: new Blob() } as const;
  await Promise.all([maker.pixels('a', picture), maker.file({ key: 'a', picture, region: null })]);
  expect(asked).toEqual(['pixels', 'file']);
});
