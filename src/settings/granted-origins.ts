import browser from 'webextension-polyfill';

/** Match patterns of everything that the browser lets us read. */
export async function readGrantedOrigins(): Promise<readonly string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

export function followGrantedOrigins(
  changed: (origins: readonly string[]) => void,
  signal: AbortSignal,
): void {
  const { onAdded, onRemoved } = browser.permissions;
  const tell = (): void => void readGrantedOrigins().then(changed);
  for (const event of [onAdded, onRemoved]) {
    event.addListener(tell);
    signal.addEventListener('abort', () => event.removeListener(tell), { once: true });
  }
}
