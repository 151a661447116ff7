import type { Plugin } from 'vite';
import { describe, expect, it } from 'vitest';
import { inlineLimits } from '../../../src/cli/build/inline-limits.js';
import { tightenStyles } from '../../../src/cli/build/tighten-styles.js';
import { limits } from '../../../src/shared/limits.js';

type Transform = (code: string, id: string) => { code: string } | null;
const run = (plugin: Plugin, code: string, id: string): string =>
  (plugin.transform as unknown as Transform)(code, id)?.code ?? code;

describe('numbers written where they are used', () => {
  const inline = (code: string, id = '/x/src/sampling/a.ts'): string =>
    run(inlineLimits(), code, id);

  it('are those of the table, lists too', () => {
    expect(inline('wait(limits.tickIntervalMs)')).toBe(`wait(${limits.tickIntervalMs})`);
    expect(inline('limits.restartDelaysMs[1]')).toBe(
      `${JSON.stringify(limits.restartDelaysMs)}[1]`,
    );
  });

  it('leave other tables, unknown names and other files alone', () => {
    for (const code of ['this.limits.tickIntervalMs', 'bundleLimits.tickIntervalMs', 'limits.no']) {
      expect(inline(code)).toBe(code);
    }
    expect(inline('limits.tickIntervalMs', '/x/node_modules/y.js')).toBe('limits.tickIntervalMs');
  });
});

describe('styles in a script', () => {
  it('lose what only people read, and nothing that means something', () => {
    const style =
      'export const s = `\n/* why */\n.a .b {\n  margin: 0 auto;\n  inset: calc(1px + 2px);\n}\n`;';
    expect(run(tightenStyles(), style, '/x/src/ui/chip/chip-style.ts')).toBe(
      'export const s = ` .a .b{margin: 0 auto;inset: calc(1px + 2px);}`;',
    );
  });
});
