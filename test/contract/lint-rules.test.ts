import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
// Types are not needed for these rules, and loading the program takes half a minute.
const eslint = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked });

/** Rule ids that ESLint reports for `code` if it stood in the existing file `file`. */
async function rulesBroken(file: string, code: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: resolve(root, file) });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

describe('lint refuses', () => {
  it.each([
    ['src/frames/planes.ts', '../ui/words.js'],
    ['src/shared/level.ts', '../protocol/sender.js'],
    ['src/verdict/policy.ts', '../protocol/sender.js'],
    ['src/ui/words.ts', '../sampling/cadence.js'],
    ['src/engine/quality.ts', '../verdict/policy.js'],
    ['src/engine/quality.ts', './host/face-track.js'],
    ['src/background/tab-store.ts', '../entries/background.js'],
  ])('an import against the data flow: %s from %s', async (file, from) => {
    expect(await rulesBroken(file, `import '${from}';\n`)).toContain(
      'import-x/no-restricted-paths',
    );
  });

  it('page text written as markup', async () => {
    const code =
      'export const show = (node: HTMLElement, text: string) => { node.innerHTML = text; };\n';
    const rules = await rulesBroken('src/ui/words.ts', code);
    expect(rules).toContain('no-restricted-syntax');
    expect(rules).toContain('no-unsanitized/property');
  });

  it('guessable random numbers', async () => {
    expect(
      await rulesBroken('src/shared/level.ts', 'export const token = Math.random();\n'),
    ).toContain('no-restricted-syntax');
  });
});

describe('lint allows', () => {
  it('an import along the data flow', async () => {
    expect(
      await rulesBroken('src/sampling/cadence.ts', "import '../frames/planes.js';\n"),
    ).not.toContain('import-x/no-restricted-paths');
  });
});
