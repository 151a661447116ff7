import browser, { type Storage } from 'webextension-polyfill';

/** Calls back with the new value of one key of a storage area, until `signal` aborts. */
export function followStored(
  area: 'local' | 'session',
  key: string,
  changed: (value: unknown) => void,
  signal: AbortSignal,
): void {
  const { onChanged } = browser.storage[area];
  const listen = (changes: Record<string, Storage.StorageChange>): void => {
    if (Object.hasOwn(changes, key)) changed(changes[key]?.newValue);
  };
  onChanged.addListener(listen);
  signal.addEventListener('abort', () => onChanged.removeListener(listen), { once: true });
}
