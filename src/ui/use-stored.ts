import { useEffect, useState } from 'preact/hooks';

/**
 * A value of a store, read once and followed while the component stands. Null: not read yet. A
 * change that comes before the first read is newer than what is read.
 */
export function useStored<Value>(
  read: () => Promise<Value>,
  follow: (changed: (value: Value) => void, signal: AbortSignal) => void,
): Value | null {
  const [value, setValue] = useState<Value | null>(null);
  useEffect(() => {
    const life = new AbortController();
    let isChanged = false;
    follow((changed) => {
      isChanged = true;
      setValue(changed);
    }, life.signal);
    void read().then((first) => {
      if (!isChanged && !life.signal.aborted) setValue(first);
    });
    return () => life.abort();
    // The stores are modules: they do not change while a page is open.
  }, []);
  return value;
}
