import { limits } from '../shared/limits.js';

interface Battery {
  readonly charging: boolean;
  readonly level: number;
}

/** Asks now and then whether the battery is low; false where the browser does not tell (Firefox). */
export async function readBatteryLow(win: Window): Promise<boolean> {
  const { getBattery } = win.navigator as { getBattery?: () => Promise<Battery> };
  if (getBattery === undefined) return false;
  const { charging, level } = await getBattery.call(win.navigator);
  return !charging && level < limits.effortLowBattery;
}
