import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { ProgramName } from './browser-name.js';
import { findProgram, overrideVariable, type FoundProgram } from './find-program.js';
import { planInstall, type InstallStep } from './plan-install.js';

export type Say = (line: string) => void;

/** A browser that could neither be found nor installed. The message says what to type. */
export class ProgramMissingError extends Error {
  override readonly name = 'ProgramMissingError';
}

/**
 * Finds the programs named, and installs what is missing: system packages as root, else
 * Playwright's own Chromium. Says what it does.
 *
 * @throws ProgramMissingError with the command to type.
 */
export function requirePrograms<Name extends ProgramName>(
  names: readonly Name[],
  say: Say = console.log,
): Record<Name, FoundProgram> {
  const missing = names.filter((name) => findProgram(name).found === null);
  for (const step of planInstall(missing, machine())) {
    say(`${step.why}: ${step.command.join(' ')}`);
    runStep(step);
  }
  const entries = names.map((name) => [name, requireOne(name, say)] as const);
  return Object.fromEntries(entries) as Record<Name, FoundProgram>;
}

function requireOne(name: ProgramName, say: Say): FoundProgram {
  const { found, refused } = findProgram(name);
  if (found !== null) {
    say(`${name}: ${found.path} (${found.source})`);
    return found;
  }
  const tried = refused.map(({ path, why }) => `\n  ${path}: ${why}`).join('');
  throw new ProgramMissingError(
    `${name} was not found and could not be installed.${tried}\n` +
      `On Debian or Ubuntu type: sudo apt-get install chromium firefox-esr xvfb fonts-noto-cjk\n` +
      `or name a program yourself: ${overrideVariable[name]}=/path/to/program`,
  );
}

function machine(): Parameters<typeof planInstall>[1] {
  return {
    isRoot: process.getuid?.() === 0,
    hasAptGet: existsSync('/usr/bin/apt-get'),
    overridden: (name) => (process.env[overrideVariable[name]] ?? '') !== '',
  };
}

/** A failing step is not the end: what is missing afterwards is named by `requireOne`. */
function runStep(step: InstallStep): void {
  const [file = '', ...args] = step.command;
  spawnSync(file, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
