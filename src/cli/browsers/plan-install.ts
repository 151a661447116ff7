import type { ProgramName } from './browser-name.js';

export interface InstallStep {
  readonly why: string;
  readonly command: readonly string[];
}

export interface Machine {
  readonly isRoot: boolean;
  readonly hasAptGet: boolean;
  /** True when a person named this program by an environment variable: then nothing is installed over it. */
  readonly overridden: (name: ProgramName) => boolean;
}

const packages: Readonly<Record<ProgramName, readonly string[]>> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  // Mesa's software renderer is only recommended by these packages, and it is where WebGL2 comes from.
  xvfb: ['xvfb', 'libgl1-mesa-dri', 'libegl1'],
};

/** Chinese text of the fixture pages and of the interface shows as boxes without it. */
const alongside = ['fonts-noto-cjk'];

/** Which commands to run so that the missing programs are there afterwards. Pure. */
export function planInstall(missing: readonly ProgramName[], machine: Machine): InstallStep[] {
  const wanted = missing.filter((name) => !machine.overridden(name));
  if (wanted.length === 0) return [];
  if (machine.isRoot && machine.hasAptGet) {
    const names = [...wanted.flatMap((name) => packages[name]), ...alongside];
    return [
      {
        why: `Looking up system packages for ${wanted.join(', ')}`,
        command: ['apt-get', 'update'],
      },
      {
        why: `Installing ${wanted.join(', ')}`,
        command: ['apt-get', 'install', '--yes', ...names],
      },
    ];
  }
  if (!wanted.includes('chromium')) return [];
  return [
    {
      why: "Installing Playwright's own Chromium",
      command: ['npx', 'playwright', 'install', 'chromium'],
    },
  ];
}
