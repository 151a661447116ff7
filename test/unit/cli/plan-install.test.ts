import { describe, expect, test } from 'vitest';
import { planInstall } from '../../../src/cli/browsers/plan-install.js';

const debianRoot = { isRoot: true, hasAptGet: true, overridden: () => false };

describe('planInstall', () => {
  test('a machine that has everything is left alone', () => {
    expect(planInstall([], debianRoot)).toEqual([]);
  });

  test('a bare Debian machine gets the missing packages and a Chinese font by apt-get', () => {
    const commands = planInstall(['chromium', 'firefox', 'xvfb'], debianRoot).map((step) =>
      step.command.join(' '),
    );
    expect(commands).toEqual([
      'apt-get update',
      'apt-get install --yes chromium firefox-esr xvfb libgl1-mesa-dri libegl1 fonts-noto-cjk',
    ]);
  });

  test('a person without root gets Chromium from Playwright, and nothing is tried for Firefox', () => {
    const steps = planInstall(['chromium', 'firefox'], { ...debianRoot, isRoot: false });
    expect(steps.map((step) => step.command[0])).toEqual(['npx']);
    expect(planInstall(['firefox'], { ...debianRoot, isRoot: false })).toEqual([]);
  });

  test('a program that a person named is never installed over', () => {
    const overridden = (name: string): boolean => name === 'chromium';
    expect(planInstall(['chromium'], { ...debianRoot, overridden })).toEqual([]);
  });
});
