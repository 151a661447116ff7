import type { Plugin } from 'vite';

/** Takes comments, line ends and doubled spaces out of styles that are written as text in a script (`*-style.ts`). */
export function tightenStyles(): Plugin {
  return {
    name: 'seam-tighten-styles',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('-style.ts')) return null;
      const tight = code.replace(/`[^`]*`/g, (style) =>
        style
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/\s+/g, ' ')
          .replace(/ ?([{};]) ?/g, '$1'),
      );
      return { code: tight, map: null };
    },
  };
}
