/** Fields of `manifest.json` that this module reads or drops. */
export interface Manifest {
  [key: string]: unknown;
  permissions: string[];
  background: { service_worker?: string; scripts?: string[]; type: string };
}

/**
 * The manifest of one browser. `manifest.json` loads in both as it is; what a browser does not
 * know is left out so that neither prints a warning and stores accept it.
 */
export function manifestFor(target: 'chrome' | 'firefox', manifest: Manifest): Manifest {
  const { service_worker: serviceWorker, scripts, type } = manifest.background;
  if (serviceWorker === undefined || scripts === undefined) {
    throw new Error('manifest.json must name the background for both browsers');
  }
  if (target === 'chrome') {
    const { browser_specific_settings: _gecko, ...rest } = manifest;
    return { ...rest, background: { service_worker: serviceWorker, type } };
  }
  const { minimum_chrome_version: _chrome, message_serialization: _clone, ...rest } = manifest;
  return {
    ...rest,
    permissions: manifest.permissions.filter((permission) => permission !== 'offscreen'),
    background: { scripts, type },
  };
}
