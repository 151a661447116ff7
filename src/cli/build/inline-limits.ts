import type { Plugin } from 'vite';
import { limits } from '../../shared/limits.js';

/**
 * Writes each number of `shared/limits.ts` where it is used. A bundler keeps the whole table with all its names for
 * the few that a content script reads, and that script is loaded into every page that is watched.
 */
export function inlineLimits(): Plugin {
  return {
    name: 'seam-inline-limits',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/.*\.ts$/.test(id) || id.endsWith('/shared/limits.ts')) return null;
      const inlined = code.replace(/(?<![.\w])limits\.(\w+)/g, (whole, name: string) =>
        Object.hasOwn(limits, name) ? JSON.stringify(limits[name as keyof typeof limits]) : whole,
      );
      return inlined === code ? null : { code: inlined, map: null };
    },
  };
}
