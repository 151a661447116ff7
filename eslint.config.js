import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom. A room imports itself and the rooms named here, nothing else; the folder
 * order is the data flow. `entries` wires everything and is imported by nobody.
 */
const mayImport = {
  shared: [],
  protocol: ['shared'],
  settings: ['shared'],
  sites: ['shared', 'protocol'],
  sampling: ['shared', 'protocol', 'sites', 'frames'],
  frames: ['shared', 'protocol'],
  provenance: ['shared'],
  engine: ['shared', 'protocol', 'settings', 'verdict'],
  verdict: ['shared'],
  ui: ['shared', 'protocol', 'verdict', 'settings', 'evidence', 'report'],
  evidence: ['shared', 'protocol'],
  report: ['shared', 'protocol', 'evidence', 'settings'],
  background: [
    'shared',
    'protocol',
    'engine',
    'provenance',
    'ui',
    'settings',
    'frames',
    'sampling',
    'evidence',
    'report',
  ],
  check: ['shared', 'protocol', 'frames', 'sampling', 'provenance', 'verdict', 'ui'],
};
const rooms = Object.keys(mayImport);

const zones = [
  ...rooms.map((room) => ({
    target: `./src/${room}`,
    from: './src',
    except: [room, ...mayImport[room]].map((allowed) => `./${allowed}`),
    message: `src/${room} may import only ${[room, ...mayImport[room]].join(', ')} (see src/README.md).`,
  })),
  // The engine page (`engine/host`) folds verdicts; the worker knows neither them nor its supervisor.
  ...['./src/engine/*.ts', './src/engine/{pixels,runtime}/**/*.ts'].flatMap((target) =>
    ['./src/engine/host', './src/verdict'].map((from) => ({
      target,
      from,
      message: 'The worker knows neither its supervisor nor verdicts.',
    })),
  ),
];

const forbidden = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML)$/]',
    message: 'Page text is hostile: build nodes and set textContent.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'A page may guess Math.random; use crypto.getRandomValues.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.cache/', 'node_modules/', 'models/training/', 'public/'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  noUnsanitized.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        project: ['./src/tsconfig.*.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-cycle': 'error',
      'no-restricted-syntax': ['error', ...forbidden],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Both `consistent-type-definitions` shapes are used on purpose: unions need `type`.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Branded ids and schema helpers return what the caller names.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['src/entries/**'],
    rules: { 'import-x/no-restricted-paths': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      // Test doubles implement parts of large browser interfaces.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
