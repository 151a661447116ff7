import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { oldestVersion, type ProgramName } from './browser-name.js';

export interface FoundProgram {
  readonly path: string;
  /** How it was found, for the person who reads the screen. */
  readonly source: string;
}

/** What stands in the way of a program that was looked at, in words. */
export interface RefusedProgram {
  readonly path: string;
  readonly why: string;
}

export interface ProgramSearch {
  readonly found: FoundProgram | null;
  readonly refused: readonly RefusedProgram[];
}

/** Branded Chrome is not in the list: it ignores `--load-extension` since version 137. */
const commands: Readonly<Record<ProgramName, readonly string[]>> = {
  chromium: ['chromium', 'chromium-browser'],
  firefox: ['firefox', 'firefox-esr'],
  xvfb: ['Xvfb'],
};

const fixedPlaces: Readonly<Record<ProgramName, readonly string[]>> = {
  chromium: ['/Applications/Chromium.app/Contents/MacOS/Chromium'],
  firefox: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  xvfb: [],
};

export const overrideVariable: Readonly<Record<ProgramName, string>> = {
  chromium: 'SEAM_CHROMIUM',
  firefox: 'SEAM_FIREFOX',
  xvfb: 'SEAM_XVFB',
};

/** Looks for a program: override, PATH, usual places, Playwright's cache. Starts it only to ask its version. */
export function findProgram(
  name: ProgramName,
  env: NodeJS.ProcessEnv = process.env,
): ProgramSearch {
  const override = env[overrideVariable[name]];
  if (override !== undefined && override !== '') {
    const why = whyUnusable(name, override);
    if (why !== null) return { found: null, refused: [{ path: override, why }] };
    return { found: { path: override, source: overrideVariable[name] }, refused: [] };
  }
  const refused: RefusedProgram[] = [];
  for (const { path, source } of candidates(name, env)) {
    if (!isExecutable(path)) continue;
    const why = whyUnusable(name, path);
    if (why === null) return { found: { path, source }, refused };
    refused.push({ path, why });
  }
  return { found: null, refused };
}

function candidates(name: ProgramName, env: NodeJS.ProcessEnv): FoundProgram[] {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    ...commands[name].flatMap((command) =>
      folders.map((folder) => ({ path: join(folder, command), source: 'PATH' })),
    ),
    ...fixedPlaces[name].map((path) => ({ path, source: 'usual place' })),
    ...(name === 'chromium'
      ? [{ path: chromium.executablePath(), source: "Playwright's cache" }]
      : []),
  ];
}

function whyUnusable(name: ProgramName, path: string): string | null {
  if (!isExecutable(path)) return 'it is not an executable file';
  if (name === 'xvfb') return null;
  const version = readMajorVersion(path);
  if (version === null) return 'it does not say its version';
  if (version >= oldestVersion[name]) return null;
  return `version ${version} is older than ${oldestVersion[name]}`;
}

function isExecutable(path: string): boolean {
  if (path === '') return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Absent and forbidden are the same answer here.
  }
}

/** Major version that `path --version` prints, or null. */
function readMajorVersion(path: string): number | null {
  try {
    const text = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
    const digits = /(\d+)\.\d/.exec(text)?.[1];
    return digits === undefined ? null : Number(digits);
  } catch {
    return null; // A wrapper whose browser is missing (snap stubs) ends here.
  }
}
